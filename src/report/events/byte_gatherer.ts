/**
 * Gathers text as UTF-8 in one buffer that is used again. Texts become bytes a few at a time, so that they are garbage
 * while they are young: thousands of them, kept until a write, cost more to collect than to make.
 */
import { enlarged } from "../../core/collections/enlarged.ts";

/** Characters that are encoded at once. */
const TEXT_CHARACTERS = 4 * 1024;
/** UTF-8 bytes of one UTF-16 code unit, at most. */
const UTF8_BYTES_MAX = 3;

/** DELETE, the one ASCII character above the printable ones. */
const DELETE = "\x7f";

export class ByteGatherer {
  readonly #encoder = new TextEncoder();
  readonly #escapeRare: ((text: string) => string) | undefined;
  #buffer = new Uint8Array(0);
  #length = 0;
  #text = "";

  /** `escapeRare` is asked only about texts with DELETE or beyond ASCII: the others are told apart faster here. */
  constructor(escapeRare?: (text: string) => string) {
    this.#escapeRare = escapeRare;
  }

  /** Bytes (about: characters of what is not encoded yet) that are gathered. */
  get size(): number {
    return this.#length + this.#text.length;
  }

  add(text: string): void {
    this.#text += text;
    if (this.#text.length >= TEXT_CHARACTERS) this.#encode();
  }

  /** All bytes since the last call; they stand until the next `add`. */
  take(): Uint8Array {
    this.#encode();
    const bytes = this.#buffer.subarray(0, this.#length);
    this.#length = 0;
    return bytes;
  }

  #encode(): void {
    const text = this.#text;
    this.#text = "";
    const written = this.#put(text);
    // a byte a character: all of it is ASCII
    if (this.#escapeRare === undefined || written === text.length && !text.includes(DELETE)) this.#length += written;
    else this.#length += this.#put(this.#escapeRare(text));
  }

  /** Writes the text's bytes behind those that are there; returns how many they are. */
  #put(text: string): number {
    const bytesMax = this.#length + text.length * UTF8_BYTES_MAX;
    if (bytesMax > this.#buffer.length) {
      this.#buffer = enlarged(this.#buffer, Math.max(bytesMax, this.#buffer.length * 2));
    }
    return this.#encoder.encodeInto(text, this.#buffer.subarray(this.#length)).written;
  }
}
