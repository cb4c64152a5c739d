/**
 * Texts that wait to be written, as UTF-8 in one buffer that is used again: thousands of strings that live for a second
 * would all be copied by the collector of young objects, which costs more than to store them.
 */

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

  /** Appends a text; returns where it ends. */
  add(text: string): number {
    this.#reserve(text.length * UTF8_BYTES_MAX);
    return this.#length += this.#encoder.encodeInto(text, this.#bytes.subarray(this.#length)).written;
  }

  /** Appends bytes of another; returns where they begin. */
  copy(other: TextBytes, start: number, end: number): number {
    this.#reserve(end - start);
    this.#bytes.set(other.slice(start, end), this.#length);
    this.#length += end - start;
    return this.#length - (end - start);
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

  #reserve(bytes: number): void {
    if (this.#length + bytes <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + bytes));
    larger.set(this.slice(0, this.#length));
    this.#bytes = larger;
  }
}
