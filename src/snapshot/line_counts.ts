/**
 * Counts the lines of a batch over time: by level for the chart, by source and template for the trends. Lines that fall
 * into one bucket of both are counted together first, so that a line costs a few additions and no call.
 */
import { enlarged } from "../core/collections/enlarged.ts";
import { bandOf, LEVEL_BANDS } from "../core/views/level_bands.ts";
import type { LevelTimeline } from "../core/timelines/timeline.ts";
import type { EventTimeAxis } from "../core/timelines/event_time_axis.ts";
import type { Trends } from "../core/timelines/trends.ts";

const BAND_OF = Uint8Array.from({ length: 256 }, (_, severity) => bandOf(severity));
const FIRST_TEMPLATES = 1024;

/** Where counts go. */
export interface CountTargets {
  readonly timeline: LevelTimeline;
  readonly axis: EventTimeAxis;
  readonly sources: Trends;
  readonly templates: Trends;
}

/** Columns of a batch, and the row of its source. */
export interface CountedLines {
  /** The first line that counts, and the end of them. */
  readonly from: number;
  readonly lines: number;
  /** Event times in ms, NaN where a line has none of its own: then the clock of its source counts. */
  readonly time: Float64Array;
  readonly clock: Float64Array;
  readonly severity: Uint8Array;
  readonly template: Int32Array;
  readonly sourceRow: number;
}

export class LineCounts {
  readonly #targets: CountTargets;
  readonly #bands = new Uint32Array(LEVEL_BANDS.length);
  #ofTemplate = new Uint32Array(FIRST_TEMPLATES);
  /** Templates that were counted since the last bucket. */
  readonly #seen: number[] = [];

  constructor(targets: CountTargets) {
    this.#targets = targets;
  }

  count({ from: first, lines, time, clock, severity, template, sourceRow }: CountedLines): void {
    const bands = this.#bands;
    const seen = this.#seen;
    let [fromMs, untilMs] = [NaN, NaN];
    let from = first;
    for (let i = first; i < lines; i++) {
      const at = time[i] === time[i] ? time[i] : clock[i];
      if (!(at >= fromMs && at < untilMs)) {
        if (i > from) this.#flush(fromMs, i - from, sourceRow);
        [fromMs, untilMs] = this.#stretchOf(at);
        from = i;
      }
      bands[BAND_OF[severity[i]]]++;
      const index = template[i];
      if (index >= this.#ofTemplate.length) this.#grow(index);
      if (this.#ofTemplate[index]++ === 0) seen.push(index);
    }
    if (lines > from) this.#flush(fromMs, lines - from, sourceRow);
  }

  /** The stretch of time around this one that lies in one bucket of the chart and in one of the trends. */
  #stretchOf(timeMs: number): [fromMs: number, untilMs: number] {
    const [chartFromMs, chartUntilMs] = this.#targets.timeline.stretchOf(timeMs);
    const [fromMs, untilMs] = this.#targets.axis.stretchOf(timeMs);
    return [Math.max(chartFromMs, fromMs), Math.min(chartUntilMs, untilMs)];
  }

  /** Hands the counts of a bucket on. */
  #flush(timeMs: number, lines: number, sourceRow: number): void {
    const { timeline, axis, sources, templates } = this.#targets;
    const bands = this.#bands;
    for (let band = 0; band < bands.length; band++) if (bands[band] > 0) timeline.add(timeMs, band, bands[band]);
    bands.fill(0);
    const bucket = axis.bucketOf(timeMs);
    sources.add(sourceRow, bucket, lines);
    for (const index of this.#seen) {
      templates.add(index, bucket, this.#ofTemplate[index]);
      this.#ofTemplate[index] = 0;
    }
    this.#seen.length = 0;
  }

  #grow(index: number): void {
    this.#ofTemplate = enlarged(this.#ofTemplate, Math.max(index + 1, this.#ofTemplate.length * 2));
  }
}
