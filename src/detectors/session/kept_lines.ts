/**
 * Lines of which a verdict that is given later may tell, as bytes: to keep one costs little, and only what is
 * told becomes a string. The newest are kept, on two pages: when the newer one is full, all that stands on the
 * older one goes.
 */
import { Packer, Unpacker } from "../../core/collections/packed.ts";
import { partitionPoint } from "../../core/collections/partition_point.ts";
import { redactBytes, type RedactText, UNREDACTED } from "../../core/text/redact.ts";
import { decodeText } from "../../core/lines/text.ts";

/** Bytes of a line that are kept. */
const LINE_BYTES_MAX = 512;
/** A page has room for one line for each so many bytes of it. */
const BYTES_A_LINE = 64;

export class KeptLines {
  #newer: Page;
  #older: Page;

  /** `bytesMax`: of all lines together. */
  constructor(bytesMax: number) {
    this.#newer = new Page(bytesMax / 2);
    this.#older = new Page(bytesMax / 2);
  }

  /** Keeps the line before which so many lines came: more than before all that are kept. */
  add(linesBefore: number, bytes: Uint8Array, start: number, end: number): void {
    const text = bytes.subarray(start, Math.min(end, start + LINE_BYTES_MAX));
    if (!this.#newer.hasRoom(text)) {
      [this.#newer, this.#older] = [this.#older, this.#newer];
      this.#newer.clear();
    }
    this.#newer.add(linesBefore, text);
  }

  /** The line's text, perhaps cut; undefined where it is not kept, or no longer. */
  of(linesBefore: number): string | undefined {
    return this.#newer.textOf(linesBefore) ?? this.#older.textOf(linesBefore);
  }

  clear(): void {
    this.#newer.clear();
    this.#older.clear();
  }

  save(redact = UNREDACTED): SavedLines {
    return [this.#older.save(redact), this.#newer.save(redact)];
  }

  /** Throws RangeError or SyntaxError where what is packed is damaged. */
  restore([older, newer]: SavedLines): void {
    this.#older.restore(older);
    this.#newer.restore(newer);
  }
}

class Page {
  readonly #bytes: Uint8Array;
  /** By line, in order: how many lines came before it, and where its text ends. */
  readonly #linesBefore: Float64Array;
  readonly #end: Int32Array;
  #count = 0;

  constructor(bytesMax: number) {
    this.#bytes = new Uint8Array(bytesMax);
    this.#linesBefore = new Float64Array(bytesMax / BYTES_A_LINE);
    this.#end = new Int32Array(bytesMax / BYTES_A_LINE);
  }

  hasRoom(text: Uint8Array): boolean {
    return this.#count < this.#end.length && this.#startOf(this.#count) + text.length <= this.#bytes.length;
  }

  add(linesBefore: number, text: Uint8Array): void {
    const start = this.#startOf(this.#count);
    this.#bytes.set(text, start);
    this.#linesBefore[this.#count] = linesBefore;
    this.#end[this.#count++] = start + text.length;
  }

  textOf(linesBefore: number): string | undefined {
    const line = partitionPoint(0, this.#count, (each) => this.#linesBefore[each] < linesBefore);
    if (line === this.#count || this.#linesBefore[line] !== linesBefore) return undefined;
    return decodeText(this.#bytes, this.#startOf(line), this.#end[line]);
  }

  clear(): void {
    this.#count = 0;
  }

  save(redact: RedactText): string {
    const packer = new Packer();
    packer.number(this.#count);
    for (let line = 0; line < this.#count; line++) {
      packer.number(this.#linesBefore[line]);
      const text = this.#bytes.subarray(this.#startOf(line), this.#end[line]);
      // no longer than it was: the page it comes back to must have room for it
      packer.bytes(redactBytes(text, redact).subarray(0, text.length));
    }
    return packer.text();
  }

  restore(packed: string): void {
    const unpacker = new Unpacker(packed);
    for (let left = unpacker.number(); left > 0; left--) this.add(unpacker.number(), unpacker.bytes());
  }

  #startOf(line: number): number {
    return line === 0 ? 0 : this.#end[line - 1];
  }
}

/** Of the older page, and of the newer one. */
export type SavedLines = readonly [older: string, newer: string];
