/**
 * Text as an array of its bytes: so journald exports a message that is not printable UTF-8 throughout, as one that sets
 * colours is not (`"MESSAGE":[27,91,51,49,109,…]`, systemd's "Journal Export Formats").
 *
 * It is written over the array as the string that it stands for, with blanks behind it, since all that is known of a
 * message is where it stands in its line. It always fits: no byte takes as much as its number and a comma.
 */
import { decodeText } from "../../core/lines/text.ts";
import { sequenceEnd } from "../../core/lines/visible_bytes.ts";

const NAME = new TextEncoder().encode('"MESSAGE"');
const BLANK = 32;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;

const encoder = new TextEncoder();

/** Rewrites such a message in the JSON line at bytes[start, end); false where it has none, and nothing is changed. */
export function writeMessageAsText(bytes: Uint8Array, start: number, end: number): boolean {
  const from = arrayOfMessage(bytes, start, end);
  if (from < 0) return false;
  const values: number[] = [];
  const to = readBytes(bytes, from, end, values);
  if (to < 0) return false;
  const text = encoder.encode(JSON.stringify(plainText(Uint8Array.from(values))));
  if (text.length > to - from) return false;
  bytes.set(text, from);
  bytes.fill(BLANK, from + text.length, to);
  return true;
}

/** Where the array begins; -1 where the message is something else. */
function arrayOfMessage(bytes: Uint8Array, start: number, end: number): number {
  for (let i = start; i + NAME.length < end; i++) {
    let k = 0;
    while (k < NAME.length && bytes[i + k] === NAME[k]) k++;
    if (k < NAME.length) continue;
    const colon = skipBlanks(bytes, i + k, end);
    const value = skipBlanks(bytes, colon + 1, end);
    if (bytes[colon] === COLON && value < end) return bytes[value] === OPEN_ARRAY ? value : -1;
  }
  return -1;
}

/** Reads an array of numbers up to 255; returns where it ends, -1 where it is another. */
function readBytes(bytes: Uint8Array, start: number, end: number, into: number[]): number {
  let i = start;
  do {
    i = skipBlanks(bytes, i + 1, end);
    let value = 0;
    const first = i;
    for (; i < end && bytes[i] >= 0x30 && bytes[i] <= 0x39 && value < 256; i++) value = value * 10 + bytes[i] - 0x30;
    if (i === first || value > 255) return -1;
    into.push(value);
    i = skipBlanks(bytes, i, end);
  } while (i < end && bytes[i] === COMMA);
  return i < end && bytes[i] === CLOSE_ARRAY ? i + 1 : -1;
}

/** Without its colours, other control characters as blanks; what is no UTF-8 becomes U+FFFD. */
function plainText(bytes: Uint8Array): string {
  let length = 0;
  for (let i = 0; i < bytes.length;) {
    const next = sequenceEnd(bytes, i, bytes.length);
    if (next > i) i = next;
    else bytes[length++] = bytes[i++];
  }
  // deno-lint-ignore no-control-regex
  return decodeText(bytes, 0, length).replace(/[\x00-\x08\x0b\x0c\x0e-\x1f]/g, " ");
}

function skipBlanks(bytes: Uint8Array, pos: number, end: number): number {
  let i = pos;
  while (i < end && bytes[i] === BLANK) i++;
  return i;
}
