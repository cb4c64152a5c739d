/**
 * Equal slices of time, and how lines that were counted by spans of minutes go into them.
 *
 * Where a log has few lines a minute, the history counts by ten minutes, an hour or a day, and begins such a span in the
 * middle of one: what was counted before by finer spans covers a part of it. So the lines of a wide span are shared among
 * those of its minutes that no finer span covers.
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
  /** The shortest span that covers a minute. */
  readonly #finest = new Map<number, number>();

  /** `spans`: all that there are, of any template. */
  constructor(slices: Slices, spans: readonly LineSpan[]) {
    this.#slices = slices;
    for (const span of spans) {
      for (const minute of this.#minutesOf(span)) {
        this.#finest.set(minute, Math.min(this.#finest.get(minute) ?? Infinity, span.minutes));
      }
    }
  }

  /** Lines by slice, in whole lines. */
  spread(spans: readonly LineSpan[]): number[] {
    const { fromMs, sliceMs } = this.#slices;
    const lines = zeros(this.#slices);
    for (const span of spans) {
      const all = [...this.#minutesOf(span)];
      const own = all.filter((minute) => this.#finest.get(minute) === span.minutes);
      const shared = own.length > 0 ? own : all;
      for (const minute of shared) {
        lines[Math.floor((minute * MINUTE_MS - fromMs) / sliceMs)] += span.lines / shared.length;
      }
    }
    return lines.map(Math.round);
  }

  /** The minutes of a span that lie within the slices. */
  *#minutesOf({ startMs, minutes }: LineSpan): Iterable<number> {
    const { fromMs, toMs } = this.#slices;
    const first = Math.max(startMs, fromMs) / MINUTE_MS;
    const last = Math.min(startMs / MINUTE_MS + minutes, toMs / MINUTE_MS);
    for (let minute = first; minute < last; minute++) yield minute;
  }
}
