/** Which templates and sources were odd, and when: rows for the most remarkable, of a bounded number. */
import type { HeatRow } from "../core/views/snapshot.ts";
import type { Trends } from "../core/timelines/trends.ts";

/** Rows that are kept; more, and the one that was odd least lately gives way. */
export const HEAT_ROWS_MAX = 256;
/** Rows that a snapshot has. */
const SHOWN_MAX = 40;

interface Row {
  readonly row: number;
  label: string;
  readonly source: string;
  readonly template: string | undefined;
  /** Lines that were odd, and the highest score. */
  lines: number;
  score: number;
  /** Bucket of the axis, widths and all, of the last odd line: its event time. */
  lastMs: number;
  /** Event time of the last line that was flagged; −∞ before there was one. */
  flaggedMs: number;
}

export class Heat {
  readonly #trends: Trends;
  /** By source, and by template. */
  readonly #rows = new Map<string, Map<string | undefined, Row>>();
  readonly #free: number[] = Array.from({ length: HEAT_ROWS_MAX }, (_, k) => HEAT_ROWS_MAX - 1 - k);

  constructor(trends: Trends) {
    this.#trends = trends;
  }

  /** Notes an odd line. */
  add(
    at: { source: string; template: string | undefined; label: string },
    bucket: number,
    line: { score: number; timeMs: number; isFlagged: boolean },
  ): void {
    const row = this.#rows.get(at.source)?.get(at.template) ?? this.#begin(at);
    row.label = at.label;
    row.lines++;
    row.score = Math.max(row.score, line.score);
    if (!(row.lastMs >= line.timeMs)) row.lastMs = line.timeMs;
    if (line.isFlagged && row.flaggedMs < line.timeMs) row.flaggedMs = line.timeMs;
    this.#trends.add(row.row, bucket, line.score);
  }

  /** The rows that were flagged last first, then those that were a little odd. */
  rows(): HeatRow[] {
    return [...this.#all()]
      .sort((a, b) => (b.flaggedMs - a.flaggedMs) || (b.lastMs - a.lastMs) || b.score - a.score).slice(0, SHOWN_MAX)
      .map(({ label, source, template, row }) => ({ label, source, template, scores: this.#trends.row(row) }));
  }

  #begin(at: { source: string; template: string | undefined; label: string }): Row {
    if (this.#free.length === 0) this.#drop();
    const row = { ...at, row: this.#free.pop() as number, lines: 0, score: 0, lastMs: NaN, flaggedMs: -Infinity };
    this.#trends.clear(row.row);
    let ofSource = this.#rows.get(at.source);
    if (ofSource === undefined) this.#rows.set(at.source, ofSource = new Map());
    ofSource.set(at.template, row);
    return row;
  }

  *#all(): Iterable<Row> {
    for (const ofSource of this.#rows.values()) yield* ofSource.values();
  }

  #drop(): void {
    let oldest: Row | undefined;
    for (const row of this.#all()) if (oldest === undefined || !(row.lastMs >= oldest.lastMs)) oldest = row;
    if (oldest === undefined) return;
    this.#rows.get(oldest.source)?.delete(oldest.template);
    this.#free.push(oldest.row);
  }
}
