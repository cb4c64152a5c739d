/**
 * What a file is known by: its first bytes. An inode alone will not do (they are reused), nor a path (files are
 * renamed, copied and truncated). A log only grows, so its beginning stays: a file is the same, possibly grown, while
 * it still begins with the bytes it was known by. Short files are known by all they have, and by more as they grow.
 */

import { hashBytes } from "../../core/hash.ts";

/**
 * Identity of a file: the hash of its first `bytes` bytes. An empty file has 0 of them, which fits no file
 * and every file.
 */
export interface Fingerprint {
  readonly bytes: number;
  /** 64 bits in hex. */
  readonly hash: string;
}

/** First bytes that are looked at. */
export const FINGERPRINT_BYTES_MAX = 1024;

/** First bytes of a file in which the first KiB of its text stands, behind a byte order mark or not. */
export const IDENTITY_BYTES = FINGERPRINT_BYTES_MAX + 3;

const LINE_FEED = 10;

/** The fingerprint of a file that begins with `head`. */
export function fingerprintOf(head: Uint8Array): Fingerprint {
  const known = head.subarray(0, FINGERPRINT_BYTES_MAX);
  return { bytes: known.length, hash: hashBytes(known) };
}

/**
 * Whether a file that begins with `head` can be the one that had this fingerprint. Never true for an empty one:
 * it says nothing.
 */
export function fits(fingerprint: Fingerprint, head: Uint8Array): boolean {
  const { bytes, hash } = fingerprint;
  return bytes > 0 && head.length >= bytes && hashBytes(head.subarray(0, bytes)) === hash;
}

/**
 * Whether `head` begins with all of `known` (the first bytes of a file at an earlier time); true where
 * nothing is known.
 */
export function beginsWith(head: Uint8Array, known: Uint8Array): boolean {
  if (head.length < known.length) return false;
  for (let at = 0; at < known.length; at++) if (head[at] !== known[at]) return false;
  return true;
}

/**
 * Identity of a stream: the hash of its first line, of at most 1 KiB of it, without a byte order mark. `head` are the
 * first bytes of the file (`IDENTITY_BYTES` of them, if it has so many) or of its first chunk.
 */
export function streamIdentity(head: Uint8Array): string {
  const marked = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf;
  const known = head.subarray(marked ? 3 : 0).subarray(0, FINGERPRINT_BYTES_MAX);
  const lineFeed = known.indexOf(LINE_FEED);
  return hashBytes(lineFeed < 0 ? known : known.subarray(0, lineFeed));
}
