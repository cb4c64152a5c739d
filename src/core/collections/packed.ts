/**
 * Many numbers and names as one short text, for saved state that is JSON: whole numbers as varints with their
 * sign in the lowest bit (as in Protocol Buffers), all others as the eight bytes of a double, names as their
 * length and their bytes, and all of it in base64. To write and read hundreds of thousands of numbers in decimal
 * takes several times as long.
 */
import { enlarged } from "./enlarged.ts";

const BYTES_MIN = 1 << 12;
/** What one number takes at most: a varint of 53 bits, or a byte that says so and a double. */
const NUMBER_BYTES_MAX = 9;
/** Whole numbers beyond these are written as doubles. */
const WHOLE_MAX = 2 ** 51;
/** Bits that four bytes of a varint hold: what is above them is no 32-bit number and is split off first. */
const LOW_BITS = 28;
const LOW = 2 ** LOW_BITS;
/** Stands for a double that follows: varints of numbers begin at one. */
const DOUBLE = 0;

const CUT = "Cannot read what is packed: it ends in the middle";

/** Takes one after another. */
export class Packer {
  #bytes = new Uint8Array(BYTES_MIN);
  #length = 0;
  readonly #view = new DataView(new ArrayBuffer(8));

  /** -0 becomes 0, as in JSON. */
  number(value: number): void {
    this.#makeRoom(NUMBER_BYTES_MAX);
    if (value !== Math.floor(value) || value > WHOLE_MAX || value < -WHOLE_MAX) return this.#double(value);
    let rest = (value < 0 ? -2 * value - 1 : 2 * value) + 1;
    const bytes = this.#bytes;
    let at = this.#length;
    if (rest >= LOW) {
      const high = Math.floor(rest / LOW);
      const low = rest - high * LOW;
      for (let bit = 0; bit < LOW_BITS; bit += 7) bytes[at++] = low >> bit | 128;
      rest = high;
    }
    while (rest >= 128) {
      bytes[at++] = rest | 128;
      rest >>= 7;
    }
    bytes[at++] = rest;
    this.#length = at;
  }

  bytes(bytes: Uint8Array): void {
    this.number(bytes.length);
    this.#makeRoom(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  /** All that was taken. */
  text(): string {
    return this.#bytes.subarray(0, this.#length).toBase64();
  }

  #double(value: number): void {
    this.#bytes[this.#length++] = DOUBLE;
    this.#view.setFloat64(0, value);
    for (let byte = 0; byte < 8; byte++) this.#bytes[this.#length++] = this.#view.getUint8(byte);
  }

  #makeRoom(bytes: number): void {
    if (this.#length + bytes <= this.#bytes.length) return;
    this.#bytes = enlarged(this.#bytes, Math.max(this.#bytes.length * 2, this.#length + bytes));
  }
}

/** Gives back what was packed, in the same order. Throws SyntaxError where the text is not base64. */
export class Unpacker {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(text: string) {
    const bytes = Uint8Array.fromBase64(text);
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  /** Throws RangeError where none is left. */
  number(): number {
    const low = this.#bits();
    const code = this.#bytes[this.#at - 1] < 128 ? low : low + this.#bits() * LOW;
    if (code === DOUBLE) {
      this.#at += 8;
      return this.#view.getFloat64(this.#at - 8);
    }
    const value = Math.floor((code - 1) / 2);
    return code % 2 === 0 ? -value - 1 : value;
  }

  /** They stand until the unpacker is gone. Throws RangeError where so many are not left. */
  bytes(): Uint8Array {
    const length = this.number();
    const from = this.#at;
    if (!Number.isInteger(length) || length < 0 || from + length > this.#bytes.length) throw new RangeError(CUT);
    this.#at += length;
    return this.#bytes.subarray(from, this.#at);
  }

  /** At most four bytes of a varint. */
  #bits(): number {
    let value = 0;
    for (let bit = 0; bit < LOW_BITS; bit += 7) {
      const byte = this.#bytes[this.#at++];
      if (byte === undefined) throw new RangeError(CUT);
      value |= (byte & 127) << bit;
      if (byte < 128) break;
    }
    return value;
  }
}
