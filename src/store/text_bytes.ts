/**
 * Texts that wait to be written, as UTF-8 in one buffer that is used again: thousands of strings that live for a second
 * would all be copied by the collector of young objects, which costs more than to store them.
 */
import { enlarged } from "../core/collections/enlarged.ts";

const BYTES_MIN = 64 * 1024;
/** A buffer that has grown beyond this in a flood of long texts is not kept for the next time. */
const KEPT_BYTES_MAX = 8 * 1024 * 1024;
/** UTF-8 bytes of one UTF-16 code unit, at most. */
const UTF8_BYTES_MAX = 3;

export class TextBytes {
  readonly #encoder = new TextEncoder();
  #bytes = new Uint8Array(BYTES_MIN);
  #length = 0;

  /** Bytes so far, which is where the next text begins. */
  get length(): number {
    return this.#length;
  }

  /**
   * Appends texts. Where the first begins, and where each of them ends, is written into `places` from `at` on.
   *
   * All are encoded at once: a call of the encoder costs as much as some hundred characters.
   */
  add(texts: readonly string[], places: Float64Array, at: number): void {
    let whole = "";
    for (const text of texts) whole += text;
    this.#reserve(whole.length * UTF8_BYTES_MAX);
    let end = this.#length;
    places[at] = end;
    const isAscii = this.#encode(whole, end) === whole.length;
    for (const text of texts) {
      end += isAscii ? text.length : this.#encode(text, end);
      places[++at] = end;
    }
    this.#length = end;
  }

  /** Appends what is UTF-8 already; returns where it begins. */
  copy(utf8: Uint8Array): number {
    const start = this.#length;
    this.#reserve(utf8.length);
    this.#bytes.set(utf8, start);
    this.#length += utf8.length;
    return start;
  }

  /** The bytes from `start` to `end`, which stand until the next `add`. */
  slice(start: number, end: number): Uint8Array {
    return this.#bytes.subarray(start, end);
  }

  /** Forgets all texts. */
  clear(): void {
    this.#length = 0;
    if (this.#bytes.length > KEPT_BYTES_MAX) this.#bytes = new Uint8Array(BYTES_MIN);
  }

  /** Writes a text at a place; returns how many bytes it takes. */
  #encode(text: string, at: number): number {
    return this.#encoder.encodeInto(text, this.#bytes.subarray(at)).written;
  }

  #reserve(bytes: number): void {
    if (this.#length + bytes <= this.#bytes.length) return;
    this.#bytes = enlarged(this.#bytes, Math.max(this.#bytes.length * 2, this.#length + bytes));
  }
}
