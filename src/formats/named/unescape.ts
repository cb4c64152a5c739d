/**
 * JSON's string escapes (RFC 8259, section 7) on bytes. Unescaped text is never longer than the escaped, and each of
 * its bytes has one place in it, so positions can be carried back.
 */

const BACKSLASH = 0x5c;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/** Writes the unescaped text of bytes[start, end) into `target`, which is as long at least; returns its length. */
export function unescapeInto(bytes: Uint8Array, start: number, end: number, target: Uint8Array): number {
  let length = 0;
  for (let i = start; i < end;) {
    if (bytes[i] !== BACKSLASH) {
      target[length++] = bytes[i++];
      continue;
    }
    const code = codeAt(bytes, i, end);
    const next = endOfEscape(bytes, i, end);
    const size = utf8Length(code);
    for (let part = 0; part < size; part++) target[length + part] = utf8Byte(code, size, part);
    length += size;
    i = next;
  }
  return length;
}

/** How long an unescaped text is without the line feed (and carriage return) at its end. */
export function endOfUnescaped(text: Uint8Array, length: number): number {
  let end = length;
  if (end > 0 && text[end - 1] === LINE_FEED) end--;
  if (end > 0 && text[end - 1] === CARRIAGE_RETURN) end--;
  return end;
}

/** The position in the escaped text that stands for offset `unescaped` of the text unescaped from `start`. */
export function rawPosition(bytes: Uint8Array, start: number, end: number, unescaped: number): number {
  let i = start;
  let length = 0;
  while (i < end && length < unescaped) {
    if (bytes[i] === BACKSLASH) {
      length += utf8Length(codeAt(bytes, i, end));
      i = endOfEscape(bytes, i, end);
    } else {
      length++;
      i++;
    }
  }
  return i;
}

function endOfEscape(bytes: Uint8Array, pos: number, end: number): number {
  const length = bytes[pos + 1] === 0x75 && hexAt(bytes, pos + 2, end) >= 0 ? 6 : 2;
  return pos + length < end ? pos + length : end;
}

/** The UTF-16 code that an escape stands for. Half of a surrogate pair becomes three bytes of its own (WTF-8). */
function codeAt(bytes: Uint8Array, pos: number, end: number): number {
  if (pos + 1 >= end) return BACKSLASH;
  const letter = bytes[pos + 1];
  switch (letter) {
    case 0x6e:
      return LINE_FEED;
    case 0x74:
      return 9;
    case 0x72:
      return CARRIAGE_RETURN;
    case 0x62:
      return 8;
    case 0x66:
      return 12;
    case 0x75: {
      const code = hexAt(bytes, pos + 2, end);
      return code < 0 ? letter : code;
    }
    default:
      return letter;
  }
}

function hexAt(bytes: Uint8Array, pos: number, end: number): number {
  if (pos + 4 > end) return -1;
  let value = 0;
  for (let i = pos; i < pos + 4; i++) {
    const digit = hexDigit(bytes[i]);
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}

function hexDigit(byte: number): number {
  if (((byte - 48) >>> 0) < 10) return byte - 48;
  const letter = (byte | 32) - 97;
  return (letter >>> 0) < 6 ? letter + 10 : -1;
}

function utf8Length(code: number): number {
  return code < 0x80 ? 1 : code < 0x800 ? 2 : 3;
}

function utf8Byte(code: number, size: number, part: number): number {
  if (size === 1) return code;
  if (part > 0) return 0x80 | (code >> (6 * (size - 1 - part))) & 0x3f;
  return size === 2 ? 0xc0 | code >> 6 : 0xe0 | code >> 12;
}
