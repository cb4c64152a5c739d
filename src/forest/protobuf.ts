/**
 * As much of Protocol Buffers as an ONNX model needs, in both directions: varints, 32-bit floats, bytes within bytes.
 * One message shape does not pay for a library and its schema (see CONTRIBUTING, "Models").
 *
 * Source: https://protobuf.dev/programming-guides/encoding/
 */
import { enlarged } from "../core/collections/enlarged.ts";

const VARINT = 0;
const BYTES = 2;
const FIXED_32 = 5;
const FIXED_64 = 1;

const encoder = new TextEncoder();

/** The bytes of one message, written field after field. */
export class MessageWriter {
  #bytes: Uint8Array<ArrayBuffer> = new Uint8Array(256);
  #length = 0;

  /** A number that is whole and not negative, below 2^53. */
  number(field: number, value: number): this {
    this.#varint(field * 8 + VARINT);
    this.#varint(value);
    return this;
  }

  bytes(field: number, value: Uint8Array): this {
    this.#varint(field * 8 + BYTES);
    this.#varint(value.length);
    this.#room(value.length);
    this.#bytes.set(value, this.#length);
    this.#length += value.length;
    return this;
  }

  text(field: number, value: string): this {
    return this.bytes(field, encoder.encode(value));
  }

  message(field: number, message: MessageWriter): this {
    return this.bytes(field, message.finish());
  }

  /** Packed: all in one field. */
  numbers(field: number, values: ArrayLike<number>): this {
    const packed = new MessageWriter();
    for (let k = 0; k < values.length; k++) packed.#varint(values[k]);
    return this.message(field, packed);
  }

  /** Packed float32, little-endian. */
  floats(field: number, values: ArrayLike<number>): this {
    const packed = new DataView(new ArrayBuffer(values.length * 4));
    for (let k = 0; k < values.length; k++) packed.setFloat32(k * 4, values[k], true);
    return this.bytes(field, new Uint8Array(packed.buffer));
  }

  finish(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, this.#length);
  }

  #varint(value: number): void {
    this.#room(8);
    let rest = value;
    for (; rest >= 128; rest = Math.floor(rest / 128)) this.#bytes[this.#length++] = rest % 128 | 128;
    this.#bytes[this.#length++] = rest;
  }

  #room(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    this.#bytes = enlarged(this.#bytes, Math.max(this.#bytes.length * 2, this.#length + more));
  }
}

/** A field of a message: its number, and its value as a number or as bytes. */
export interface Field {
  readonly id: number;
  readonly number: number;
  readonly bytes: Uint8Array;
}

const NO_BYTES = new Uint8Array();
/** What the tenth byte of a number counts times, which is the last that it may have. */
const LAST_FACTOR = 128 ** 9;

/**
 * The fields of a message, in their order.
 * @throws {SyntaxError} for bytes that are no message
 */
export function* readFields(message: Uint8Array): Generator<Field> {
  const reader = new Reader(message);
  while (!reader.isAtEnd) {
    const tag = reader.varint();
    const id = Math.floor(tag / 8);
    switch (tag % 8) {
      case VARINT:
        yield { id, number: reader.varint(), bytes: NO_BYTES };
        break;
      case BYTES:
        yield { id, number: 0, bytes: reader.take(reader.varint()) };
        break;
      case FIXED_32:
        yield { id, number: 0, bytes: reader.take(4) };
        break;
      case FIXED_64:
        yield { id, number: 0, bytes: reader.take(8) };
        break;
      default:
        throw new SyntaxError(`not a protobuf message: wire type ${tag % 8}`);
    }
  }
}

/** The numbers of a packed field: many in a model, so in a loop of its own, which V8 soon has optimised. */
export function readNumbers(packed: Uint8Array): number[] {
  const numbers: number[] = [];
  let value = 0;
  let factor = 1;
  for (let at = 0; at < packed.length; at++) {
    const byte = packed[at];
    value += (byte & 127) * factor;
    if (byte < 128) {
      numbers.push(value);
      value = 0;
      factor = 1;
    } else if (factor === LAST_FACTOR) throw endless();
    else factor *= 128;
  }
  if (factor > 1) throw cutShort();
  return numbers;
}

/** The float32 values of a packed field. */
export function readFloats(packed: Uint8Array): Float32Array {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  const values = new Float32Array(packed.length >> 2);
  for (let k = 0; k < values.length; k++) values[k] = view.getFloat32(k * 4, true);
  return values;
}

class Reader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#bytes.length;
  }

  varint(): number {
    let value = 0;
    for (let factor = 1; factor <= LAST_FACTOR; factor *= 128) {
      if (this.#at >= this.#bytes.length) throw cutShort();
      const byte = this.#bytes[this.#at++];
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
    throw endless();
  }

  take(length: number): Uint8Array {
    const from = this.#at;
    this.#at += length;
    if (this.#at > this.#bytes.length) throw cutShort();
    return this.#bytes.subarray(from, this.#at);
  }
}

function endless(): SyntaxError {
  return new SyntaxError("not a protobuf message: a number has no end");
}

function cutShort(): SyntaxError {
  return new SyntaxError("not a protobuf message: it is cut short");
}
