/** What a value is known by among those of its place: a hash, made of few of its bytes where it is long. */

/** Bytes at the beginning and the end of a long value that are looked at. */
const VALUE_PART_BYTES = 12;

/**
 * The hash of a value: of its length, its beginning and its end, where it is long. Four bytes at a time, since each
 * product waits for the one before it.
 */
export function hashOf(bytes: Uint8Array, start: number, end: number): number {
  const length = end - start;
  if (length <= 2 * VALUE_PART_BYTES) return hashPart(bytes, start, end, 0x811c9dc5 ^ length);
  const beginning = hashPart(bytes, start, start + VALUE_PART_BYTES, 0x811c9dc5 ^ length);
  return hashPart(bytes, end - VALUE_PART_BYTES, end, beginning);
}

function hashPart(bytes: Uint8Array, start: number, end: number, before: number): number {
  let hash = before;
  let i = start;
  for (; i + 3 < end; i += 4) {
    const word = bytes[i] | bytes[i + 1] << 8 | bytes[i + 2] << 16 | bytes[i + 3] << 24;
    hash = Math.imul(hash ^ word, 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  for (; i < end; i++) hash = Math.imul(hash ^ bytes[i], 0x01000193);
  return hash;
}
