/**
 * The hashes that name things: template ids, anomaly ids, identities of streams. They are the same on every machine and
 * in every version, since users keep them; the hot path has its own, faster hash over tokens (mining/masks/masking.ts).
 *
 * FNV-1a (Fowler, Noll, Vo) in 64 bits over UTF-8, held as two 32-bit halves, because BigInt is
 * some fifty times slower.
 */
import { hexWord } from "./text/hex.ts";

const encoder = new TextEncoder();
const scratch = new Uint8Array(4096);
/** UTF-8 bytes of one UTF-16 code unit, at most. */
const UTF8_BYTES_MAX = 3;
const PRIME_LOW = 0x1b3;
const PRIME_HIGH = 0x100;

/** 64-bit FNV-1a of bytes, as 16 hex digits. */
export function hashBytes(bytes: Uint8Array, start = 0, end = bytes.length): string {
  let high = 0xcbf29ce4;
  let low = 0x84222325;
  for (let i = start; i < end; i++) {
    low ^= bytes[i];
    // (high:low) × 0x100000001b3 modulo 2^64, the low half in 16-bit parts so that every product is exact
    const low0 = (low & 0xffff) * PRIME_LOW;
    const low1 = (low >>> 16) * PRIME_LOW + (low0 >>> 16);
    high = (Math.imul(high, PRIME_LOW) + Math.imul(low, PRIME_HIGH) + Math.floor(low1 / 0x10000)) >>> 0;
    low = (((low1 & 0xffff) << 16) | (low0 & 0xffff)) >>> 0;
  }
  return hexWord(high) + hexWord(low);
}

/** 64-bit FNV-1a of a text's UTF-8, as 16 hex digits. */
export function hashText(text: string): string {
  if (text.length * UTF8_BYTES_MAX > scratch.length) return hashBytes(encoder.encode(text));
  return hashBytes(scratch, 0, encodeInto(text));
}

/** Into `scratch`; returns how many bytes. Most texts are short and ASCII, and need no encoder. */
function encodeInto(text: string): number {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 0x80) return encoder.encodeInto(text, scratch).written;
    scratch[i] = unit;
  }
  return text.length;
}

/**
 * What a field's name is known by on the hot path: 32-bit FNV-1a of its bytes, never 0. Case does not count, and a
 * nested field is named by its path, with dots (formats/named/json_names.ts does the same byte by byte).
 */
export function hashName(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5 | 0;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ (bytes[i] | 32), 0x01000193);
  return hash === 0 ? 1 : hash;
}

/** The same of a text. */
export function hashNameText(name: string): number {
  const bytes = encoder.encode(name);
  return hashName(bytes, 0, bytes.length);
}
