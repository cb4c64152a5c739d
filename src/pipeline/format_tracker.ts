/**
 * Which format each stream has: found from its first bytes. A stream that begins with a trickle is looked at again as it
 * grows, at fixed numbers of lines, until 64 KiB were seen.
 */
import { detectFormat, type FormatSpec } from "../formats/mod.ts";
import { countLineFeeds } from "../sources/count_lines.ts";
import type { Pool } from "../workers/pool.ts";
import type { PipelineOptions } from "./options.ts";
import type { StreamState } from "./stream_state.ts";

const SAMPLE_BYTES = 64 * 1024;
/** Lines at which a stream with a small beginning is looked at again. */
const LOOK_AGAIN_AT = [2, 8, 64, 512, 4096];

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
      const isSure = known !== undefined || sample.length >= SAMPLE_BYTES / 2;
      if (!isSure) {
        state.sample = sample.slice();
        state.sampleLines = countLineFeeds(sample);
      }
    } else if (state.sample !== undefined) {
      this.#lookAgain(state, state.sample, wholeLines(lines));
    }
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
    return detectFormat(sample, {
      userFormats: this.#options.formats,
      timeZone: this.#options.timeZone,
      referenceMs: state.stream.modifiedMs,
    });
  }

  #set(state: StreamState, spec: FormatSpec): void {
    const key = JSON.stringify(spec);
    let number = this.#numbers.get(key);
    if (number === undefined) this.#numbers.set(key, number = this.#pool.addFormat(spec));
    state.formatNumber = number;
    state.source.spec = spec;
  }
}

/** The first whole lines, up to 64 KiB of them, as a copy that a decoder takes. */
function wholeLines(bytes: Uint8Array): Uint8Array {
  if (bytes.length <= SAMPLE_BYTES) return bytes.slice();
  let end = SAMPLE_BYTES;
  while (end > 0 && bytes[end - 1] !== 10) end--;
  return bytes.slice(0, end > 0 ? end : SAMPLE_BYTES);
}
