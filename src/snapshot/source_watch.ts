/** What is known of each source beside what the pipeline counts: its rate, when it spoke last, what was odd in it. */
import type { SourceView } from "../core/views/snapshot.ts";
import type { Trends } from "../core/timelines/trends.ts";
import { Rate } from "./rate.ts";

/** A source that has been silent for this many times its usual gap, and at least this long, is shown as silent. */
const SILENT_GAPS = 20;
const SILENT_MS_MIN = 10_000;
/** The longest lag of so long is shown: what is short-lived is seen, and what is over is not. */
const LAG_MS = 2000;

/** What the pipeline knows of a source. */
export interface SourceCounts {
  readonly name: string;
  readonly lines: number;
  readonly bytes: number;
  readonly matched: number;
  readonly clock: number;
  readonly spec: { readonly name: string } | undefined;
}

/** What is known of the run, and of the source, at the moment of a look. */
export interface SourceMoment {
  readonly nowMs: number;
  readonly phase: "reading" | "following" | "ended";
  /** What went wrong with it last; "" for nothing. */
  readonly error: string;
}

interface Watched {
  readonly row: number;
  readonly rate: Rate;
  /** Wall clock of the first look, ms. */
  firstMs: number;
  anomalies: number;
  /** The stream that was read last, and how often it was another. */
  stream: { readonly offset: number } | undefined;
  rotations: number;
  /** The longest lag of late, and when it was. */
  lagMs: number;
  laggedMs: number;
}

export class SourceWatch {
  readonly #trends: Trends;
  readonly #sources = new Map<string, Watched>();

  constructor(trends: Trends) {
    this.#trends = trends;
  }

  /** The row of a source in the trends. */
  rowOf(name: string): number {
    return this.#of(name).row;
  }

  noteAnomaly(name: string): void {
    this.#of(name).anomalies++;
  }

  /** Lines of a source were read from a stream, up to where it says. Another stream: the file was rotated. */
  noteStream(name: string, stream: { readonly offset: number }): void {
    const watched = this.#of(name);
    if (watched.stream !== undefined && watched.stream !== stream) watched.rotations++;
    watched.stream = stream;
  }

  /** Lines of a source were judged so long after they were read. */
  noteLag(name: string, lagMs: number, nowMs: number): void {
    const watched = this.#of(name);
    if (lagMs < watched.lagMs && nowMs - watched.laggedMs < LAG_MS) return;
    watched.lagMs = lagMs;
    watched.laggedMs = nowMs;
  }

  /** What to show of a source at this moment of the wall clock. */
  view(counts: SourceCounts, { nowMs, phase, error }: SourceMoment): SourceView {
    const watched = this.#of(counts.name);
    const { rate } = watched;
    if (Number.isNaN(watched.firstMs)) watched.firstMs = nowMs;
    rate.look(counts.lines, nowMs);
    const usualGapMs = (rate.movedMs - watched.firstMs) / Math.max(1, counts.lines);
    const silentMs = nowMs - rate.movedMs;
    const isSilent = phase === "following" && silentMs > SILENT_MS_MIN && silentMs > SILENT_GAPS * usualGapMs;
    return {
      name: counts.name,
      format: counts.spec?.name ?? "–",
      state: error !== "" && counts.lines === 0 ? "failed" : isSilent ? "silent" : phase,
      lines: counts.lines,
      bytes: counts.bytes,
      linesPerSecond: rate.perSecond,
      matched: counts.lines === 0 ? 0 : counts.matched / counts.lines,
      lastTimeMs: counts.clock,
      lagMs: nowMs - watched.laggedMs < 2 * LAG_MS ? watched.lagMs : NaN,
      offset: watched.stream?.offset ?? 0,
      rotations: watched.rotations,
      error,
      trend: this.#trends.row(watched.row),
      anomalies: watched.anomalies,
    };
  }

  #of(name: string): Watched {
    let watched = this.#sources.get(name);
    if (watched === undefined) {
      const row = this.#sources.size;
      watched = {
        row,
        rate: new Rate(),
        firstMs: NaN,
        anomalies: 0,
        stream: undefined,
        rotations: 0,
        lagMs: NaN,
        laggedMs: -Infinity,
      };
      this.#sources.set(name, watched);
    }
    return watched;
  }
}

/** The newest event time of all; a source whose lines had none yet (NaN) does not count. */
export function newestClock(sources: Iterable<Pick<SourceCounts, "clock">>): number {
  let newestMs = NaN;
  for (const { clock } of sources) if (clock > newestMs || Number.isNaN(newestMs)) newestMs = clock;
  return newestMs;
}

/** Those of which nothing was read because something is wrong with them. */
export function unreadSources(
  errors: ReadonlyMap<string, string>,
  known: ReadonlyMap<string, unknown>,
): readonly SourceCounts[] {
  return [...errors.keys()].filter((name) => !known.has(name))
    .map((name) => ({ name, lines: 0, bytes: 0, matched: 0, clock: NaN, spec: undefined }));
}
