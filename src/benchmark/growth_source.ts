/**
 * Lines made for one purpose: to be many, of so many kinds, from so many sources, and so long. Made much faster than
 * they are read, so that reading is what is measured; the same at every run.
 */
import { hashText } from "../core/hash.ts";
import { dateTimeWriter, millisText } from "../core/time/time_text.ts";
import type { Chunk, Source, Stream } from "../sources/source.ts";

export interface GrowthLog {
  readonly lines: number;
  readonly templates: number;
  readonly sources: number;
  /** Bytes of a line, about; no line is shorter than its kind needs. */
  readonly lineBytes: number;
}

const BEGIN_MS = Date.UTC(2026, 0, 1);
const LINE_MS = 10;
/** Lines that are read of one source before the next has its turn. */
const TURN_LINES_MAX = 2000;
/** Knuth's multiplicative hash: kinds come in no order, and all of them equally often. */
const GOLDEN = 0x9e3779b1;
/** What stands before and behind a kind's text (time, level, number): usually, and at most. */
const HEAD_AND_TAIL_BYTES = 36;
const HEAD_AND_TAIL_BYTES_MAX = 64;
/** Different numbers at the end of lines; a prime, so that each kind has them all. */
const NUMBERS = 997;
const FILLER = "and so on until the end of what this service has to say about it ";

export class GrowthSource implements Source {
  readonly #log: GrowthLog;
  readonly #kinds: readonly Uint8Array[];
  readonly #streams: readonly Stream[];
  readonly #turnLines: number;
  readonly #offsets: Float64Array;
  readonly #read: Float64Array;
  readonly #seconds = dateTimeWriter("T");
  readonly #encoder = new TextEncoder();
  #lines = 0;
  #turn = 0;

  constructor(log: GrowthLog) {
    this.#log = log;
    this.#kinds = Array.from(
      { length: log.templates },
      (_, kind) => this.#encoder.encode(kindText(kind, log.lineBytes)),
    );
    this.#streams = Array.from({ length: log.sources }, (_, id) => {
      const source = `source-${id}`;
      return { id, source, identity: hashText(source), modifiedMs: BEGIN_MS };
    });
    this.#turnLines = Math.max(1, Math.min(TURN_LINES_MAX, Math.ceil(log.lines / log.sources)));
    this.#offsets = new Float64Array(log.sources);
    this.#read = new Float64Array(log.sources);
  }

  read(into: Uint8Array): Chunk | null {
    if (this.#lines >= this.#log.lines) return null;
    const at = this.#turn++ % this.#streams.length;
    const wanted = Math.min(this.#turnLines, this.#log.lines - this.#lines);
    const { length, lines } = this.#write(into, wanted);
    const offset = this.#offsets[at];
    const firstLine = this.#read[at] === 0 ? 1 : 0;
    this.#offsets[at] += length;
    this.#read[at] += lines;
    return {
      stream: this.#streams[at],
      length,
      offset,
      nextOffset: offset + length,
      firstLine,
      truncated: false,
      past: false,
      last: false,
    };
  }

  ready(): Promise<void> {
    return Promise.resolve();
  }

  close(): void {
    this.#lines = Infinity;
  }

  #write(into: Uint8Array, wanted: number): { readonly length: number; readonly lines: number } {
    const kinds = this.#kinds;
    let length = 0;
    let lines = 0;
    for (; lines < wanted; lines++) {
      const number = this.#lines;
      const kind = kinds[(Math.imul(number, GOLDEN) >>> 0) % kinds.length];
      if (length + kind.length + HEAD_AND_TAIL_BYTES_MAX > into.length) break;
      const ms = BEGIN_MS + number * LINE_MS;
      const head = `${this.#seconds(ms)}.${millisText(ms)}Z INFO `;
      length += this.#encoder.encodeInto(head, into.subarray(length)).written;
      into.set(kind, length);
      length += kind.length;
      length += this.#encoder.encodeInto(` ${number % NUMBERS}\n`, into.subarray(length)).written;
      this.#lines++;
    }
    return { length, lines };
  }
}

/** A kind's text: words of its own, so that no miner can take two kinds for one, and filler up to the length. */
function kindText(kind: number, lineBytes: number): string {
  const text = `${word(kind, 3)} ${word(kind, 5)} finished ${word(kind, 7)} after`;
  const missing = lineBytes - text.length - HEAD_AND_TAIL_BYTES;
  return missing <= 0
    ? text
    : `${text} ${FILLER.repeat(Math.ceil(missing / FILLER.length)).slice(0, missing).trimEnd()}`;
}

/** Letters that stand for a number, others for another `salt`. */
function word(number: number, salt: number): string {
  let rest = (Math.imul(number + 1, GOLDEN ^ salt * 0x01000193) >>> 0) + number * salt;
  let letters = "";
  do letters += String.fromCharCode(97 + rest % 26); while ((rest = Math.floor(rest / 26)) > 0);
  return letters;
}
