/**
 * Lines within windows of one minute of the source's clock, and from how many on they are too many.
 *
 * A window's lines are taken to be overdispersed counts (variance above the mean, as in a negative binomial). The limit
 * is Bernstein's bound on their tail, which asks for no table and errs on the side of silence; on top of it a spike has
 * to go well beyond every window so far, since what bursts by habit will do so again.
 */
import type { Entries } from "./entries.ts";
import { log2Of } from "./log2.ts";

/** Length of a window, ms. */
export const WINDOW_MS = 60_000;
/** Windows over which the rate forgets. */
const MEMORY_WINDOWS = 240;
/** Windows before anything is said of them. */
export const GRACE_WINDOWS = 10;
/** A spike is improbable by chance to so many bits at least. */
const SPIKE_BITS = 13;
/** How far beyond the busiest window so far it has to be, and beyond the mean. */
const BEYOND_MAX = 1.5;
const BEYOND_MEAN = 2.5;
const SPIKE_LINES_MIN = 10;
/** Windows with lines of a template from which on its own bursts are known. */
const ACTIVE_MIN = 20;
const LN2 = Math.LN2;

/** Goes on to a window of the clock (a number of minutes): closes the one before, and those between, which had no lines. */
export function enterWindow(entries: Entries, entry: number, window: number): void {
  const before = entries.window[entry];
  entries.window[entry] = window;
  if (!(before < window)) {
    // the first window, or a clock that was set back
    entries.windowCount[entry] = entries.windowBefore[entry] = 0;
  } else {
    const lines = entries.windowCount[entry];
    closeWindow(entries, entry, lines);
    const empty = window - before - 1;
    if (empty > 0) skipWindows(entries, entry, empty);
    entries.windowBefore[entry] = empty > 0 ? 0 : lines;
    entries.windowCount[entry] = 0;
  }
  entries.rateLog[entry] = log2Of(entries.rateMean[entry] + 1);
  entries.spikeWorth[entry] = 0;
  // the limit itself is worked out when it could be reached, which in most windows it is not
  entries.spikeAt[entry] = entries.windows[entry] < GRACE_WINDOWS ? Infinity : SPIKE_LINES_MIN;
}

/**
 * Whether the lines of a window, which have reached `spikeAt`, are too many. `burstMax` is the most lines of any template
 * within a window: what bursts of one that is little known are held against. `times`: how many times as many lines as in
 * the last hours are to be expected at this time of day.
 */
export function isSpike(entries: Entries, entry: number, burstMax: number, times: number): boolean {
  if (entries.spikeAt[entry] > SPIKE_LINES_MIN) return true;
  const { mean, variance, jump } = expectation(entries, entry, times);
  const nats = SPIKE_BITS * LN2;
  const half = nats * jump / 3;
  const limit = mean + half + Math.sqrt(half * half + 2 * nats * variance);
  const max = hasBurst(entries, entry) ? entries.rateMax[entry] : Math.max(burstMax, entries.rateMax[entry]);
  entries.spikeAt[entry] = Math.ceil(
    Math.max(limit, max * BEYOND_MAX, mean * BEYOND_MEAN, SPIKE_LINES_MIN),
  );
  return entries.windowCount[entry] >= entries.spikeAt[entry];
}

/** Whether an entry had lines in so many windows that what is usual within one is known of it. */
export function hasBurst(entries: Entries, entry: number): boolean {
  return entries.activeShare[entry] * Math.min(entries.windows[entry], MEMORY_WINDOWS) >= ACTIVE_MIN;
}

/** −log2 of the chance of as many lines in a window as the present one has. */
export function spikeBits(entries: Entries, entry: number, times: number): number {
  const { mean, variance, jump } = expectation(entries, entry, times);
  const over = entries.windowCount[entry] - mean;
  return over <= 0 ? 0 : over * over / (2 * (variance + over * jump / 3)) / LN2;
}

/** By how many doublings the present window, or the one before while this is young, has more lines than usual. */
export function rateChange(entries: Entries, entry: number): number {
  if (entries.windows[entry] < GRACE_WINDOWS) return 0;
  const lines = Math.max(entries.windowCount[entry], entries.windowBefore[entry]);
  return log2Of(lines + 1) - entries.rateLog[entry];
}

function closeWindow(entries: Entries, entry: number, lines: number): void {
  const windows = ++entries.windows[entry];
  const weight = 1 / Math.min(windows, MEMORY_WINDOWS);
  entries.rateMean[entry] += (lines - entries.rateMean[entry]) * weight;
  entries.rateSquare[entry] += (lines * lines - entries.rateSquare[entry]) * weight;
  entries.activeShare[entry] += ((lines > 0 ? 1 : 0) - entries.activeShare[entry]) * weight;
  entries.rateMax[entry] = Math.max(lines, entries.rateMax[entry] * .9995);
}

function skipWindows(entries: Entries, entry: number, windows: number): void {
  const before = entries.windows[entry];
  const after = before + windows;
  // all windows weigh the same until the memory is full
  let kept = before < MEMORY_WINDOWS ? before / Math.min(after, MEMORY_WINDOWS) : 1;
  const forgotten = after - Math.max(before, MEMORY_WINDOWS);
  if (forgotten > 0) kept *= Math.exp(-forgotten / MEMORY_WINDOWS);
  entries.windows[entry] = after;
  entries.activeShare[entry] *= kept;
  entries.rateMean[entry] *= kept;
  entries.rateSquare[entry] *= kept;
}

interface Expectation {
  readonly mean: number;
  readonly variance: number;
  /** Lines that come at once, so to say: the variance in units of the mean. */
  readonly jump: number;
}

function expectation(entries: Entries, entry: number, times: number): Expectation {
  const windows = entries.windows[entry];
  const observed = entries.rateMean[entry];
  // a time of day that is busier than the last hours; a quieter one makes nothing odd
  const busier = Math.max(1, times);
  // the mean is known only so well
  const mean = (observed + (Math.sqrt(observed) + 1) / Math.sqrt(windows)) * busier;
  const variance = Math.max(
    mean,
    (entries.rateSquare[entry] - observed * observed) * windows / Math.max(1, windows - 1),
  );
  return { mean, variance, jump: Math.max(1, variance / mean) };
}
