/**
 * Silence: a source or a template that came regularly and comes no more. Looked for whenever the source's clock enters a
 * new window, by the lines that still come, and when a source speaks again.
 *
 * A template is silent when both the clock and the other lines of its source make it overdue: so a source that slows
 * down, or a night, makes no template silent.
 */
import type { Entries } from "./entries.ts";
import { FINDING, type Findings } from "./findings.ts";
import type { SourceStatistics } from "./source_statistics.ts";
import { WINDOW_MS } from "./windows.ts";

/** Lines that would have come by now, over their clumping, as bits of improbability. */
const SILENCE_BITS = 24;
/** How much longer than its longest gap so far a silence is. */
const LONGER_TEMPLATE = 3;
const LONGER_SOURCE = 5;
const SOURCE_GAP_MIN_MS = 5 * WINDOW_MS;
/** What is watched: entries that were looked at for so many windows, and had lines in such a share of them. */
const WATCHED_WINDOWS = 30;
const WATCHED_SHARE = .5;
const WATCHED_MAX = 256;

/** Watches an entry from now on if it comes regularly. To be called when it enters a window. */
export function watchForSilence(entries: Entries, entry: number, source: SourceStatistics): void {
  if (entries.watched[entry] !== 0 || source.watched.length >= WATCHED_MAX) return;
  if (entries.windows[entry] < WATCHED_WINDOWS || entries.activeShare[entry] < WATCHED_SHARE) return;
  entries.watched[entry] = 1;
  source.watched.push(entry);
}

/** Finds the templates of a source that are silent at this line; tells of the most regular one alone. */
export function findSilentTemplates(
  entries: Entries,
  source: SourceStatistics,
  line: number,
  clock: number,
  findings: Findings,
): void {
  let most = -1;
  let mostBits = 0;
  for (const entry of source.watched) {
    if (entries.silent[entry] !== 0) continue;
    const silence = clock - entries.lastClock[entry];
    if (silence < LONGER_TEMPLATE * Math.max(entries.gapMax[entry], WINDOW_MS)) continue;
    const byLines = (source.lines - entries.lastLine[entry]) * entries.count[entry] / source.lines;
    const bits = bitsOf(Math.min(byLines, entries.rateMean[entry] * silence / WINDOW_MS), entries, entry);
    if (bits < SILENCE_BITS) continue;
    entries.silent[entry] = 1;
    if (bits > mostBits) {
      mostBits = bits;
      most = entry;
    }
  }
  if (most < 0) return;
  const silence = clock - entries.lastClock[most];
  findings.add(FINDING.silence, line, entries.template[most], mostBits, silence, entries.rateMean[most], 0);
}

/** Finds that the source itself was silent until this line. */
export function findSilentSource(
  entries: Entries,
  { self }: SourceStatistics,
  line: number,
  clock: number,
  findings: Findings,
): void {
  const silence = clock - entries.lastClock[self];
  if (!(silence > SOURCE_GAP_MIN_MS) || entries.windows[self] < WATCHED_WINDOWS) return;
  if (entries.activeShare[self] < WATCHED_SHARE) return;
  if (silence < LONGER_SOURCE * entries.gapMax[self]) return;
  const bits = bitsOf(entries.rateMean[self] * silence / WINDOW_MS, entries, self);
  if (bits >= SILENCE_BITS) findings.add(FINDING.silence, line, -1, bits, silence, entries.rateMean[self], 0);
}

/** −log2 of the chance that none of so many expected lines came. */
function bitsOf(expected: number, entries: Entries, entry: number): number {
  const mean = entries.rateMean[entry];
  const variance = entries.rateSquare[entry] - mean * mean;
  return expected / Math.max(1, variance / mean) / Math.LN2;
}
