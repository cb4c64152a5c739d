/**
 * Equal slices of time, and how lines that were counted by spans of minutes go into them.
 *
 * Where a log has few lines a minute, the history counts by ten minutes, an hour or a day, and begins such a span in
 * the middle of one: what was counted before by finer spans covers a part of it. So the lines of a wide span go to
 * those of its minutes that have few: they are taken to come evenly.
 */
import type { LineSpan } from "../../store/report_queries.ts";

const MINUTE_MS = 60_000;
/** Fewer where they would be shorter than a minute, which is what lines are counted by. */
const SLICES_MAX = 120;

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
  /** For each span, which minutes have which share of its lines. */
  readonly #shares = new Map<string, readonly (readonly [minute: number, share: number])[]>();

  /** `spans`: all that there are, of all templates together, no two of one place and length. */
  constructor(slices: Slices, spans: readonly LineSpan[]) {
    this.#slices = slices;
    const level = new Map<number, number>();
    for (const span of [...spans].sort((x, y) => x.minutes - y.minutes)) {
      const shares = evenShares([...this.#minutesOf(span)], span.lines, level);
      for (const [minute, share] of shares) level.set(minute, (level.get(minute) ?? 0) + span.lines * share);
      this.#shares.set(keyOf(span), shares);
    }
  }

  /** Lines by slice, in whole lines, as many in all as there are in the spans. */
  spread(spans: readonly LineSpan[]): number[] {
    const { fromMs, sliceMs } = this.#slices;
    const lines = zeros(this.#slices);
    for (const span of spans) {
      for (const [minute, share] of this.#shares.get(keyOf(span)) ?? []) {
        lines[Math.floor((minute * MINUTE_MS - fromMs) / sliceMs)] += span.lines * share;
      }
    }
    return rounded(lines);
  }

  /** The minutes of a span that lie within the slices. */
  *#minutesOf({ startMs, minutes }: LineSpan): Iterable<number> {
    const { fromMs, toMs } = this.#slices;
    const first = Math.max(startMs, fromMs) / MINUTE_MS;
    const last = Math.min(startMs / MINUTE_MS + minutes, toMs / MINUTE_MS);
    for (let minute = first; minute < last; minute++) yield minute;
  }
}

/** Whole numbers: what one is too large by is taken from the next, so that their sum stays. */
function rounded(numbers: readonly number[]): number[] {
  let sum = 0;
  return numbers.map((number) => Math.round(sum += number) - Math.round(sum - number));
}

/** Shares that make minutes as even as can be with what they have already: like water that fills what is low first. */
function evenShares(
  minutes: readonly number[],
  lines: number,
  level: ReadonlyMap<number, number>,
): (readonly [minute: number, share: number])[] {
  const filled = minutes.map((minute) => ({ minute, has: level.get(minute) ?? 0 })).sort((x, y) => x.has - y.has);
  let count = 0;
  let sum = lines;
  // as many of the lowest as the lines lift above the next one
  while (count < filled.length && sum > filled[count].has * count) sum += filled[count++].has;
  const surface = sum / count;
  return filled.slice(0, count).map(({ minute, has }) => [minute, (surface - has) / lines]);
}

function keyOf({ startMs, minutes }: LineSpan): string {
  return `${startMs} ${minutes}`;
}
