/**
 * Whether bytes are well-formed UTF-8 (RFC 3629): no overlong forms, no surrogates, nothing above U+10FFFF.
 *
 * Plain loops, because it runs over every line that is not pure ASCII (bench/formats_bench.ts, group "utf8").
 */

/** True when bytes[start, end) are valid UTF-8; a character cut by `end` is not. */
export function isValidUtf8(bytes: Uint8Array, start: number, end: number): boolean {
  let i = start;
  while (i < end) {
    const lead = bytes[i];
    if (lead < 0x80) {
      i++;
      continue;
    }
    if (lead < 0xc2 || lead > 0xf4) return false;
    const length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    if (i + length > end) return false;
    const second = bytes[i + 1];
    if (second < secondMin(lead) || second > secondMax(lead)) return false;
    if (length > 2 && (bytes[i + 2] & 0xc0) !== 0x80) return false;
    if (length > 3 && (bytes[i + 3] & 0xc0) !== 0x80) return false;
    i += length;
  }
  return true;
}

function secondMin(lead: number): number {
  return lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
}

function secondMax(lead: number): number {
  return lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
}
