/**
 * Lines within windows of one minute of the source's clock, and from how many on they are too many.
 *
 * A window's lines are taken to be overdispersed counts (variance above the mean, as in a negative binomial). The limit
 * is Bernstein's bound on their tail, which asks for no table and errs on the side of silence; on top of it a spike has
 * to go well beyond every window so far, since what bursts by habit will do so again.
 *
 * An entry is the row of its numbers that begins `at` (entries.ts).
 */
import { ENTRY } from "../statistics/entries.ts";
import { log2Of, log2OfCount } from "../log2.ts";

const {
  window: WINDOW,
  windowCount: WINDOW_COUNT,
  windowBefore: WINDOW_BEFORE,
  windows: WINDOWS,
  activeShare: ACTIVE_SHARE,
  rateMean: RATE_MEAN,
  rateSquare: RATE_SQUARE,
  rateMax: RATE_MAX,
  rateLog: RATE_LOG,
  spikeAt: SPIKE_AT,
  spikeWorth: SPIKE_WORTH,
} = ENTRY;

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

/**
 * Goes on to a window of the clock (a number of minutes): closes the one before, and those between, which had no lines.
 */
export function enterWindow(numbers: Float64Array, at: number, window: number): void {
  const before = numbers[at + WINDOW];
  numbers[at + WINDOW] = window;
  if (!(before < window)) {
    // the first window, or a clock that was set back
    numbers[at + WINDOW_COUNT] = numbers[at + WINDOW_BEFORE] = 0;
  } else {
    const lines = numbers[at + WINDOW_COUNT];
    closeWindow(numbers, at, lines);
    const empty = window - before - 1;
    if (empty > 0) skipWindows(numbers, at, empty);
    numbers[at + WINDOW_BEFORE] = empty > 0 ? 0 : lines;
    numbers[at + WINDOW_COUNT] = 0;
  }
  numbers[at + RATE_LOG] = log2Of(numbers[at + RATE_MEAN] + 1);
  numbers[at + SPIKE_WORTH] = 0;
  // the limit itself is worked out when it could be reached, which in most windows it is not
  numbers[at + SPIKE_AT] = numbers[at + WINDOWS] < GRACE_WINDOWS ? Infinity : SPIKE_LINES_MIN;
}

/**
 * Whether the lines of a window, which have reached `spikeAt`, are too many. `burstMax` is the most lines of any
 * template within a window: what bursts of one that is little known are held against. `times`: how many times as many
 * lines as in the last hours are to be expected at this time of day.
 */
export function isSpike(numbers: Float64Array, at: number, burstMax: number, times: number): boolean {
  if (numbers[at + SPIKE_AT] > SPIKE_LINES_MIN) return true;
  const { mean, variance, jump } = expectation(numbers, at, times);
  const nats = SPIKE_BITS * LN2;
  const half = nats * jump / 3;
  const limit = mean + half + Math.sqrt(half * half + 2 * nats * variance);
  const max = hasBurst(numbers, at) ? numbers[at + RATE_MAX] : Math.max(burstMax, numbers[at + RATE_MAX]);
  numbers[at + SPIKE_AT] = Math.ceil(
    Math.max(limit, max * BEYOND_MAX, mean * BEYOND_MEAN, SPIKE_LINES_MIN),
  );
  return numbers[at + WINDOW_COUNT] >= numbers[at + SPIKE_AT];
}

/** Whether an entry had lines in so many windows that what is usual within one is known of it. */
export function hasBurst(numbers: Float64Array, at: number): boolean {
  return numbers[at + ACTIVE_SHARE] * Math.min(numbers[at + WINDOWS], MEMORY_WINDOWS) >= ACTIVE_MIN;
}

/** −log2 of the chance of as many lines in a window as the present one has. */
export function spikeBits(numbers: Float64Array, at: number, times: number): number {
  const { mean, variance, jump } = expectation(numbers, at, times);
  const over = numbers[at + WINDOW_COUNT] - mean;
  return over <= 0 ? 0 : over * over / (2 * (variance + over * jump / 3)) / LN2;
}

/** By how many doublings the present window, or the one before while this is young, has more lines than usual. */
export function rateChange(numbers: Float64Array, at: number): number {
  if (numbers[at + WINDOWS] < GRACE_WINDOWS) return 0;
  const lines = numbers[at + WINDOW_COUNT];
  const before = numbers[at + WINDOW_BEFORE];
  return log2OfCount((lines > before ? lines : before) + 1) - numbers[at + RATE_LOG];
}

function closeWindow(numbers: Float64Array, at: number, lines: number): void {
  const windows = ++numbers[at + WINDOWS];
  const weight = 1 / Math.min(windows, MEMORY_WINDOWS);
  numbers[at + RATE_MEAN] += (lines - numbers[at + RATE_MEAN]) * weight;
  numbers[at + RATE_SQUARE] += (lines * lines - numbers[at + RATE_SQUARE]) * weight;
  numbers[at + ACTIVE_SHARE] += ((lines > 0 ? 1 : 0) - numbers[at + ACTIVE_SHARE]) * weight;
  numbers[at + RATE_MAX] = Math.max(lines, numbers[at + RATE_MAX] * .9995);
}

function skipWindows(numbers: Float64Array, at: number, windows: number): void {
  const before = numbers[at + WINDOWS];
  const after = before + windows;
  // all windows weigh the same until the memory is full
  let kept = before < MEMORY_WINDOWS ? before / Math.min(after, MEMORY_WINDOWS) : 1;
  const forgotten = after - Math.max(before, MEMORY_WINDOWS);
  if (forgotten > 0) kept *= Math.exp(-forgotten / MEMORY_WINDOWS);
  numbers[at + WINDOWS] = after;
  numbers[at + ACTIVE_SHARE] *= kept;
  numbers[at + RATE_MEAN] *= kept;
  numbers[at + RATE_SQUARE] *= kept;
}

interface Expectation {
  readonly mean: number;
  readonly variance: number;
  /** Lines that come at once, so to say: the variance in units of the mean. */
  readonly jump: number;
}

function expectation(numbers: Float64Array, at: number, times: number): Expectation {
  const windows = numbers[at + WINDOWS];
  const observed = numbers[at + RATE_MEAN];
  // a time of day that is busier than the last hours; a quieter one makes nothing odd
  const busier = Math.max(1, times);
  // the mean is known only so well
  const mean = (observed + (Math.sqrt(observed) + 1) / Math.sqrt(windows)) * busier;
  const variance = Math.max(
    mean,
    (numbers[at + RATE_SQUARE] - observed * observed) * windows / Math.max(1, windows - 1),
  );
  return { mean, variance, jump: Math.max(1, variance / mean) };
}
