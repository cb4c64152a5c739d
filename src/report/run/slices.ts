/**
 * Equal slices of time, and how lines that were counted by spans of minutes go into them.
 *
 * Where a log has few lines a minute, the history counts by ten minutes, an hour or a day, and begins such a span in
 * the middle of one: what was counted before by finer spans covers a part of it. So the lines of a wide span go to
 * those of its minutes that have few: they are taken to come evenly. Where the slices are longer than a day, so much
 * longer is what stands for a minute here: a clock that was wrong for a moment makes a log as long as centuries.
 */
import type { LineSpan } from "../../store/report_queries.ts";

const MINUTE_MS = 60_000;
/** Fewer where they would be shorter than a minute, which is what lines are counted by. */
const SLICES_MAX = 120;
/** Parts of a slice that are told apart. */
const SLICE_PARTS_MAX = 1440;

/** Equal slices of time from a moment on, each of whole minutes. */
export interface Slices {
  /** NaN where there is no time at all. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly sliceMs: number;
  readonly count: number;
}

/** The slices of a stretch of time; none where its ends are NaN. */
export function slicesOf(fromMs: number, toMs: number): Slices {
  if (!(toMs > fromMs)) return { fromMs: NaN, toMs: NaN, sliceMs: MINUTE_MS, count: 0 };
  const startMs = Math.floor(fromMs / MINUTE_MS) * MINUTE_MS;
  const minutes = Math.ceil((toMs - startMs) / MINUTE_MS);
  const sliceMs = Math.ceil(minutes / SLICES_MAX) * MINUTE_MS;
  return { fromMs: startMs, toMs, sliceMs, count: Math.ceil((toMs - startMs) / sliceMs) };
}

/** A zero for each slice. */
export function zeros({ count }: Slices): number[] {
  return new Array<number>(count).fill(0);
}

export class Spreader {
  readonly #slices: Slices;
  /** What is told apart: a minute, or several. */
  readonly #partMs: number;
  /** For each span, which parts, counted from the first slice's beginning, have which share of its lines. */
  readonly #shares = new Map<string, readonly (readonly [part: number, share: number])[]>();

  /** `spans`: all that there are, of all templates together, no two of one place and length. */
  constructor(slices: Slices, spans: readonly LineSpan[]) {
    this.#slices = slices;
    this.#partMs = Math.ceil(slices.sliceMs / MINUTE_MS / SLICE_PARTS_MAX) * MINUTE_MS;
    const level = new Map<number, number>();
    for (const span of [...spans].sort((x, y) => x.minutes - y.minutes)) {
      const shares = evenShares([...this.#partsOf(span)], span.lines, level);
      for (const [part, share] of shares) level.set(part, (level.get(part) ?? 0) + span.lines * share);
      this.#shares.set(keyOf(span), shares);
    }
  }

  /** Lines by slice, in whole lines, as many in all as there are in the spans. */
  spread(spans: readonly LineSpan[]): number[] {
    const { sliceMs } = this.#slices;
    const lines = zeros(this.#slices);
    for (const span of spans) {
      for (const [part, share] of this.#shares.get(keyOf(span)) ?? []) {
        lines[Math.floor(part * this.#partMs / sliceMs)] += span.lines * share;
      }
    }
    return rounded(lines);
  }

  /** The parts that a span touches, within the slices. */
  *#partsOf({ startMs, minutes }: LineSpan): Iterable<number> {
    const { fromMs, toMs } = this.#slices;
    const first = Math.floor(Math.max(startMs - fromMs, 0) / this.#partMs);
    const last = Math.min(startMs + minutes * MINUTE_MS, toMs) - fromMs;
    for (let part = first; part * this.#partMs < last; part++) yield part;
  }
}

/** Whole numbers: what one is too large by is taken from the next, so that their sum stays. */
function rounded(numbers: readonly number[]): number[] {
  let sum = 0;
  return numbers.map((number) => Math.round(sum += number) - Math.round(sum - number));
}

/** Shares that make parts as even as can be with what they have already: like water that fills what is low first. */
function evenShares(
  parts: readonly number[],
  lines: number,
  level: ReadonlyMap<number, number>,
): (readonly [part: number, share: number])[] {
  const filled = parts.map((part) => ({ part, has: level.get(part) ?? 0 })).sort((x, y) => x.has - y.has);
  let count = 0;
  let sum = lines;
  // as many of the lowest as the lines lift above the next one
  while (count < filled.length && sum > filled[count].has * count) sum += filled[count++].has;
  const surface = sum / count;
  return filled.slice(0, count).map(({ part, has }) => [part, (surface - has) / lines]);
}

function keyOf({ startMs, minutes }: LineSpan): string {
  return `${startMs} ${minutes}`;
}
