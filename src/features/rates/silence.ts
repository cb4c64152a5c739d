/**
 * Silence: a source or a template that came regularly and comes no more. Looked for every few seconds of the source's
 * clock, by the lines that still come, and when a source speaks again.
 *
 * A template is silent when both the clock and the other lines of its source make it overdue: so a source that slows
 * down, or a night, makes no template silent. One that comes seldom is known to be regular by its gaps, which are all
 * about the same: the job of each hour.
 */
import { ENTRY, ENTRY_STRIDE } from "../statistics/entries.ts";
import { FINDING, type Findings } from "../findings.ts";
import { log2Of } from "../log2.ts";
import type { SourceStatistics } from "../statistics/source_statistics.ts";
import { WINDOW_MS } from "./windows.ts";

const STRIDE = ENTRY_STRIDE;
const {
  count: COUNT,
  lastClock: LAST_CLOCK,
  lastLine: LAST_LINE,
  gapMax: GAP_MAX,
  gapMean: GAP_MEAN,
  silent: SILENT,
  watched: WATCHED,
  template: TEMPLATE,
  windows: WINDOWS,
  activeShare: ACTIVE_SHARE,
  rateMean: RATE_MEAN,
  rateSquare: RATE_SQUARE,
} = ENTRY;

/** Lines that would have come by now, over their clumping, as bits of improbability. */
const SILENCE_BITS = 24;
/** Silence is looked for so often at most, and at least. */
const TICK_MS = 10_000;
const TICK_MAX_MS = 60_000;
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
/** Or those that come at even gaps: after so many lines none was longer than usual by more than log2 of 1.5. */
const EVEN_LINES = 24;
const EVEN_DOUBLINGS = .585;

/** Watches an entry from now on if it comes regularly. To be called when it enters a window. */
export function watchForSilence(numbers: Float64Array, entry: number, source: SourceStatistics): void {
  const at = entry * STRIDE;
  if (numbers[at + WATCHED] !== 0 || source.watched.length >= WATCHED_MAX) return;
  if (numbers[at + WINDOWS] < WATCHED_WINDOWS) return;
  if (numbers[at + ACTIVE_SHARE] < WATCHED_SHARE && !isEven(numbers, at)) return;
  numbers[at + WATCHED] = 1;
  source.watched.push(entry);
}

/** Finds what is silent at a line of this source. Returns the clock from which on it is to be called again. */
export function findSilences(
  numbers: Float64Array,
  source: SourceStatistics,
  line: number,
  clock: number,
  findings: Findings,
): number {
  const self = source.self * STRIDE;
  // a source's own clock alone: how far others are read, when they are read, says nothing of it
  const own = silenceOf(numbers, source, clock);
  if (own > 0) {
    findings.add(FINDING.silence, line, -1, own, clock - numbers[self + LAST_CLOCK], numbers[self + RATE_MEAN]);
  }
  return findSilentTemplates(numbers, source, line, clock, findings);
}

/** How improbable it is that a source had no line until now, in bits; 0 where that is nothing to speak of. */
function silenceOf(numbers: Float64Array, source: SourceStatistics, clock: number): number {
  const self = source.self * STRIDE;
  const silence = clock - numbers[self + LAST_CLOCK];
  if (!(silence > SOURCE_GAP_MIN_MS) || numbers[self + WINDOWS] < WATCHED_WINDOWS) return 0;
  if (numbers[self + ACTIVE_SHARE] < WATCHED_SHARE) return 0;
  if (silence < LONGER_SOURCE * numbers[self + GAP_MAX]) return 0;
  const times = Math.min(
    quieter(source),
    source.season.times(Math.floor(clock / WINDOW_MS), numbers[self + RATE_MEAN]),
  );
  const bits = bitsOf(numbers[self + RATE_MEAN] * silence / WINDOW_MS * times, numbers, self);
  return bits >= SILENCE_BITS ? bits : 0;
}

/**
 * Finds the templates of a source that are silent at this line; tells of the most regular one alone. Returns the clock
 * at which the next could be.
 */
function findSilentTemplates(
  numbers: Float64Array,
  source: SourceStatistics,
  line: number,
  clock: number,
  findings: Findings,
): number {
  let due = clock + TICK_MAX_MS;
  let most = -1;
  let mostBits = 0;
  for (const entry of source.watched) {
    const at = entry * STRIDE;
    if (numbers[at + SILENT] !== 0) continue;
    const silence = clock - numbers[at + LAST_CLOCK];
    const longest = LONGER_TEMPLATE * Math.max(numbers[at + GAP_MAX], TICK_MS);
    if (silence < longest) {
      due = Math.min(due, clock + longest - silence);
      continue;
    }
    const byLines = (source.lines - numbers[at + LAST_LINE]) * numbers[at + COUNT] / source.lines;
    const bits = numbers[at + ACTIVE_SHARE] < WATCHED_SHARE && isEven(numbers, at)
      ? evenBits(Math.min(byLines, silence / usualGapMs(numbers, at) - 1), numbers, at)
      : bitsOf(Math.min(byLines, numbers[at + RATE_MEAN] * silence / WINDOW_MS * quieter(source)), numbers, at);
    due = clock;
    if (bits < SILENCE_BITS) continue;
    numbers[at + SILENT] = 1;
    if (bits > mostBits) {
      mostBits = bits;
      most = at;
    }
  }
  // what falls silent soon after does so for the same reason
  due = Math.max(due, clock + TICK_MS);
  if (most < 0 || clock < source.silenceToldAt + ONE_REASON_MS) return due;
  source.silenceToldAt = clock;
  const worth = source.silence.bitsAt(source.lines) + SILENCE_BONUS;
  source.silence.add(source.lines);
  const silence = clock - numbers[most + LAST_CLOCK];
  const bits = Math.min(worth, mostBits);
  const usual = isEven(numbers, most) ? WINDOW_MS / usualGapMs(numbers, most) : numbers[most + RATE_MEAN];
  findings.add(FINDING.silence, line, numbers[most + TEMPLATE], bits, silence, usual);
  return due;
}

/** How much less is to be expected at this time of day than came in the last hours. */
function quieter({ seasonTimes }: SourceStatistics): number {
  return Math.min(1, seasonTimes);
}

/** −log2 of the chance that none of so many expected lines came. */
function bitsOf(expected: number, numbers: Float64Array, at: number): number {
  const mean = numbers[at + RATE_MEAN];
  const variance = numbers[at + RATE_SQUARE] - mean * mean;
  return expected / Math.max(1, variance / mean) / Math.LN2;
}

/** Whether an entry always came at about the same gap. */
function isEven(numbers: Float64Array, at: number): boolean {
  return numbers[at + COUNT] >= EVEN_LINES &&
    log2Of(1 + numbers[at + GAP_MAX] / 1000) <= numbers[at + GAP_MEAN] + EVEN_DOUBLINGS;
}

function usualGapMs(numbers: Float64Array, at: number): number {
  return (2 ** numbers[at + GAP_MEAN] - 1) * 1000;
}

/** −log2 of the chance that so many lines did not come, of one that never failed to (the rule of succession). */
function evenBits(missed: number, numbers: Float64Array, at: number): number {
  return missed * log2Of(numbers[at + COUNT] + 1);
}
