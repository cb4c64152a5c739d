/**
 * Silence: a source or a template that came regularly and comes no more. Looked for every few seconds of the source's
 * clock, by the lines that still come, and when a source speaks again.
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
/** Silence is looked for so often. */
export const SILENCE_TICK_MS = 10_000;
/** How much longer than its longest gap so far a silence is. */
const LONGER_TEMPLATE = 3;
const LONGER_SOURCE = 5;
const SOURCE_GAP_MIN_MS = 5 * WINDOW_MS;
/** Templates that fall silent within such a time do so for one reason. */
const ONE_REASON_MS = 10 * WINDOW_MS;
/** A silence takes long, and is worth so many bits more than how seldom one line shows one. */
const SILENCE_BONUS = 2.5;
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

/** Finds what is silent at a line of this source. */
export function findSilences(
  entries: Entries,
  source: SourceStatistics,
  line: number,
  clock: number,
  findings: Findings,
): void {
  const { self } = source;
  // a source's own clock alone: how far others are read, when they are read, says nothing of it
  const own = silenceOf(entries, source, clock);
  if (own > 0) findings.add(FINDING.silence, line, -1, own, clock - entries.lastClock[self], entries.rateMean[self], 0);
  findSilentTemplates(entries, source, line, clock, findings);
}

/** How improbable it is that a source had no line until now, in bits; 0 where that is nothing to speak of. */
function silenceOf(entries: Entries, source: SourceStatistics, clock: number): number {
  const { self } = source;
  const silence = clock - entries.lastClock[self];
  if (!(silence > SOURCE_GAP_MIN_MS) || entries.windows[self] < WATCHED_WINDOWS) return 0;
  if (entries.activeShare[self] < WATCHED_SHARE) return 0;
  if (silence < LONGER_SOURCE * entries.gapMax[self]) return 0;
  const times = Math.min(quieter(source), source.season.times(Math.floor(clock / WINDOW_MS), entries.rateMean[self]));
  const bits = bitsOf(entries.rateMean[self] * silence / WINDOW_MS * times, entries, self);
  return bits >= SILENCE_BITS ? bits : 0;
}

/** Finds the templates of a source that are silent at this line; tells of the most regular one alone. */
function findSilentTemplates(
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
    if (silence < LONGER_TEMPLATE * Math.max(entries.gapMax[entry], SILENCE_TICK_MS)) continue;
    const byLines = (source.lines - entries.lastLine[entry]) * entries.count[entry] / source.lines;
    const bits = bitsOf(
      Math.min(byLines, entries.rateMean[entry] * silence / WINDOW_MS * quieter(source)),
      entries,
      entry,
    );
    if (bits < SILENCE_BITS) continue;
    entries.silent[entry] = 1;
    if (bits > mostBits) {
      mostBits = bits;
      most = entry;
    }
  }
  // what falls silent soon after does so for the same reason
  if (most < 0 || clock < source.silenceToldAt + ONE_REASON_MS) return;
  source.silenceToldAt = clock;
  const worth = source.silence.bitsAt(source.lines) + SILENCE_BONUS;
  source.silence.add(source.lines);
  const silence = clock - entries.lastClock[most];
  const bits = Math.min(worth, mostBits);
  findings.add(FINDING.silence, line, entries.template[most], bits, silence, entries.rateMean[most], 0);
}

/** How much less is to be expected at this time of day than came in the last hours. */
function quieter({ seasonTimes }: SourceStatistics): number {
  return Math.min(1, seasonTimes);
}

/** −log2 of the chance that none of so many expected lines came. */
function bitsOf(expected: number, entries: Entries, entry: number): number {
  const mean = entries.rateMean[entry];
  const variance = entries.rateSquare[entry] - mean * mean;
  return expected / Math.max(1, variance / mean) / Math.LN2;
}
