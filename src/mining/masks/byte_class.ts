/** Classes of bytes, for masking: a table, since the hot path asks once a byte. */

export const DIGIT = 1;
export const LETTER = 2;
/** Slash, backslash, at sign: with them a word may be a path or an address. */
export const SLASH = 4;
const OTHER = 8;
export const HIGH = 16;
/** Colon, question mark: the word may have parts, or go on over delimiters. */
export const MARK = 32;
export const BLANK = 64;
const DELIMITER = 128;
/** Bits that end a token. */
export const ENDS = BLANK | DELIMITER;

/** The class of each byte. */
export const CLASS = new Uint8Array(256).fill(OTHER);
for (let c = 48; c < 58; c++) CLASS[c] = DIGIT;
for (let c = 97; c < 123; c++) CLASS[c] = CLASS[c - 32] = LETTER;
for (let c = 128; c < 256; c++) CLASS[c] = HIGH;
for (const c of "/\\@") CLASS[c.charCodeAt(0)] = SLASH;
for (const c of ":?") CLASS[c.charCodeAt(0)] = MARK;
for (const c of "=,()[]\"'{}|;<>\r\n") CLASS[c.charCodeAt(0)] = DELIMITER;
CLASS[32] = CLASS[9] = BLANK;
