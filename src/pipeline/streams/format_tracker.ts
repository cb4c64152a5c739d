/**
 * Which format each stream has: found from its first bytes. A stream that begins with a trickle is looked at again as
 * it grows, at fixed numbers of lines, until 64 KiB were seen. From there on its lines are watched, as they are learnt
 * from, for whether they are still of the format (format_watch.ts).
 */
import type { Batch } from "../../core/lines/batch.ts";
import { detectFormat, type DetectOptions, formatShare, type FormatSpec } from "../../formats/mod.ts";
import { countLineFeeds } from "../../sources/count_lines.ts";
import type { Pool } from "../../workers/pool.ts";
import type { Flight } from "../flight.ts";
import { FormatWatch } from "./format_watch.ts";
import type { PipelineOptions } from "../options.ts";
import type { StreamState } from "./stream_state.ts";

const SAMPLE_BYTES = 64 * 1024;
/** Lines at which a stream with a small beginning is looked at again. */
const LOOK_AGAIN_AT = [2, 8, 64, 512, 4096];
/** Lines of a doubtful stream that are looked at first: most such streams have no format, and these say so. */
const GLANCE_LINES = 32;
/** Share of the lines that a format must take to stand for another in the midst of a stream. */
const CHANGE_SHARE_MIN = .8;

export class FormatTracker {
  readonly #pool: Pool;
  readonly #options: PipelineOptions;
  /** Formats are few and streams may be many: each is told to the pool once. */
  readonly #numbers = new Map<string, number>();

  constructor(pool: Pool, options: PipelineOptions) {
    this.#pool = pool;
    this.#options = options;
  }

  /** To be told of each chunk of a stream, and its offset, before it is parsed. Sets the stream's format. */
  note(state: StreamState, lines: Uint8Array, offset: number): void {
    if (state.formatNumber === undefined) {
      const sample = wholeLines(lines);
      // a stream that goes on where an earlier run stopped keeps the format it had
      const known = this.#options.format ?? (offset > 0 ? state.source.spec : undefined);
      this.#set(state, known ?? this.#detect(sample, state));
      if (this.#options.format === undefined) state.watch = watchOf(state, offset);
      const isSure = known !== undefined || sample.length >= SAMPLE_BYTES / 2;
      if (!isSure) {
        state.sample = sample.slice();
        state.sampleLines = countLineFeeds(sample);
      }
    } else if (state.sample !== undefined) {
      this.#lookAgain(state, state.sample, wholeLines(lines));
    }
  }

  /**
   * Lines of a parsed batch, of `lines`, after which the stream has another format: then that is set. To be asked for
   * each line once, in order.
   */
  linesUntilChange({ chunk, state, format }: Flight, batch: Batch, lines: number): number {
    const { watch, nextLine: firstLine } = state;
    if (watch === undefined) return lines;
    state.source.watch = watch;
    const isPlain = this.#pool.formatAt(format).kind === "plain";
    let from = 0;
    // lines before this may have been parsed by one format or another, as they were read
    while (from < lines && chunk.offset + batch.start[from] < SAMPLE_BYTES) from++;
    while (from < lines) {
      const doubt = watch.look(batch, { from, to: lines, firstLine, isPlain });
      if (doubt === undefined) break;
      from = doubt.line;
      if (this.#changes(state, doubt.sample)) return from;
    }
    return lines;
  }

  /** Whether a sample is of another format; then the stream has that. */
  #changes(state: StreamState, sample: Uint8Array): boolean {
    if (this.#detect(firstLines(sample, GLANCE_LINES), state).kind === "plain") return false;
    const spec = this.#detect(sample, state);
    const isOther = spec.kind !== "plain" && this.#numbers.get(JSON.stringify(spec)) !== state.formatNumber;
    if (!isOther || formatShare(sample, spec, this.#detectOptions(state)) < CHANGE_SHARE_MIN) return false;
    this.#set(state, spec);
    state.epoch++;
    return true;
  }

  #lookAgain(state: StreamState, sample: Uint8Array, lines: Uint8Array): void {
    const before = state.sampleLines;
    const grown = new Uint8Array(sample.length + lines.length);
    grown.set(sample);
    grown.set(lines, sample.length);
    state.sampleLines += countLineFeeds(lines);
    const isFull = grown.length >= SAMPLE_BYTES;
    if (isFull || LOOK_AGAIN_AT.some((mark) => before < mark && state.sampleLines >= mark)) {
      this.#set(state, this.#detect(grown, state));
    }
    state.sample = isFull ? undefined : grown;
  }

  #detect(sample: Uint8Array, state: StreamState): FormatSpec {
    return detectFormat(sample, this.#detectOptions(state));
  }

  #detectOptions(state: StreamState): DetectOptions {
    const { formats, timeZone } = this.#options;
    return { userFormats: formats, timeZone, referenceMs: state.stream.modifiedMs };
  }

  #set(state: StreamState, spec: FormatSpec): void {
    const key = JSON.stringify(spec);
    let number = this.#numbers.get(key);
    if (number === undefined) this.#numbers.set(key, number = this.#pool.addFormat(spec));
    state.formatNumber = number;
    state.source.spec = spec;
  }
}

/** A stream's watch; one that goes on where an earlier run stopped takes up what that knew. */
function watchOf({ source }: StreamState, offset: number): FormatWatch {
  const saved = offset > 0 ? source.savedWatch : undefined;
  source.savedWatch = undefined;
  return saved === undefined ? new FormatWatch() : FormatWatch.restore(saved);
}

/** The first whole lines, up to 64 KiB of them, as a copy that a decoder takes. */
function wholeLines(bytes: Uint8Array): Uint8Array {
  if (bytes.length <= SAMPLE_BYTES) return bytes.slice();
  let end = SAMPLE_BYTES;
  while (end > 0 && bytes[end - 1] !== 10) end--;
  return bytes.slice(0, end > 0 ? end : SAMPLE_BYTES);
}

function firstLines(sample: Uint8Array, count: number): Uint8Array {
  let end = 0;
  for (let k = 0; k < count && end < sample.length; k++) {
    const feed = sample.indexOf(10, end);
    end = feed < 0 ? sample.length : feed + 1;
  }
  return sample.subarray(0, end);
}
