/**
 * Cuts a shape's text into tokens: words, delimiters, and `*` for each parameter. Neighbouring parameters become one,
 * so that `14 0 4` and `14 0`, or `2 KB` and `2`, read the same. Slow path: runs for new shapes only.
 */
import { MASK_CHARACTER } from "./masking.ts";
import { MASK } from "./token_mask.ts";
import { DIGITS, HARD, SLOT } from "./token.ts";
import { BYTE_UNITS, CALENDAR, CALENDAR_LOWER } from "./vocabulary.ts";

/** Tokens of a message, at most; what follows them is not looked at. */
const TOKENS_MAX = 256;
/** A longer word is a parameter. */
const WORD_MAX = 64;
/** Letters from a to f alone, in words of this length or longer, are hex. */
const HEX_MIN = 8;
/** Shorter words are never taken for an id in base 64; and the share of its letters at which the case changes. */
const RANDOM_MIN = 16;
const RANDOM_CHANGES = .4;
const DOT = 46;
const BLANK = 32;
const QUOTE = 34;
const APOSTROPHE = 39;
const EQUALS = 61;
const BACKSLASH = 92;
/** By character code: what separates by itself. */
const IS_HARD = new Uint8Array(128);
for (const c of HARD) IS_HARD[c.charCodeAt(0)] = 1;
/** A colon that separates, and none of the two within a qualified name (`Nginx::Config`). */
const COLON = /(?<!:):(?!:)/;
/** The value of a key that has a blank before it, and a comma or bracket behind: `drawn= false, ` */
const VALUE_MAX = 64;
const VALUE_BEHIND_BLANK = /^ [^ =,;)\]}]+[,;)\]}]/;
const TRUTH_BEHIND = /^ (?:true|false)\b/i;
/** With a port it is an address. */
const HOST = /\p{L}.*\.\p{L}/u;

/** The tokens of a shape's text. */
export function tokenize(shape: string): string[] {
  const tokens: string[] = [];
  let isQuoted = false;
  let i = 0;
  while (i < shape.length && tokens.length < TOKENS_MAX) {
    const code = shape.charCodeAt(i);
    if (code <= BLANK && code !== MASK) {
      i++;
    } else if (code === BACKSLASH && isQuote(shape.charCodeAt(i + 1))) {
      i++; // a quote that was escaped
    } else if (isHard(code)) {
      const isEscaped = shape.charCodeAt(i - 1) === BACKSLASH;
      if (code === QUOTE && !isEscaped) isQuoted = !isQuoted;
      // an escaped quote within quotes is another than those around it
      if (code !== EQUALS || !isSetOff(shape, i)) {
        push(tokens, code === QUOTE && isEscaped && isQuoted ? "'" : shape[i]);
      }
      if (code === EQUALS && isEmptyValue(shape, i)) push(tokens, SLOT);
      i++;
    } else {
      const lettersEnd = lettersFrom(shape, i);
      const end = unitEnd(shape, lettersEnd);
      const unit = shape.slice(i, end);
      // most are words of letters alone
      if (end === lettersEnd) push(tokens, isParameterWord(unit) ? SLOT : unit);
      else pushUnit(tokens, unit);
      i = end;
    }
  }
  return tokens;
}

/** `key= ` or `key=` at the end: the value is empty, and what follows is none. */
function isEmptyValue(shape: string, at: number): boolean {
  const before = shape[at - 1];
  const after = shape[at + 1];
  if (before === undefined || before <= " ") return false;
  return after === undefined || after === " " && !VALUE_BEHIND_BLANK.test(shape.slice(at + 1, at + 2 + VALUE_MAX));
}

/** ` = `: it compares, and what stands before it is a word as any other (`WHERE price = 5`), but for `moved = true`. */
function isSetOff(shape: string, at: number): boolean {
  return shape[at - 1] === " " && shape[at + 1] === " " && !TRUTH_BEHIND.test(shape.slice(at + 1, at + 8));
}

function lettersFrom(shape: string, start: number): number {
  let i = start;
  while (i < shape.length && isLetter(shape.charCodeAt(i))) i++;
  return i;
}

/** Where a unit ends that goes on until `from` at least, where one begins. */
function unitEnd(shape: string, from: number): number {
  let i = from;
  for (; i < shape.length; i++) {
    const code = shape.charCodeAt(i);
    if (isLetter(code)) continue;
    if (code <= BLANK && code !== MASK) break;
    if (code === BACKSLASH && isQuote(shape.charCodeAt(i + 1))) break;
    const isWithin = code === APOSTROPHE && isLetter(shape.charCodeAt(i - 1)) && isLower(shape.charCodeAt(i + 1));
    if (isHard(code) && !isWithin) break;
  }
  return i;
}

/** A stretch without blanks and hard delimiters: cut at colons, at dots that end it, at an ellipsis. */
function pushUnit(tokens: string[], unit: string): void {
  let end = unit.length;
  while (end > 0 && unit.charCodeAt(end - 1) === DOT) end--;
  const ellipsis = unit.includes("..") ? unit.slice(0, end).search(/[A-Za-z)]\.\.+/) : -1;
  if (ellipsis < 0) pushColons(tokens, unit.slice(0, end));
  else {
    let rest = ellipsis + 1;
    while (unit[rest] === ".") rest++;
    pushColons(tokens, unit.slice(0, ellipsis + 1));
    push(tokens, "..");
    pushColons(tokens, unit.slice(rest, end));
  }
  if (end < unit.length) push(tokens, unit.length - end === 1 ? "." : "..");
}

function pushColons(tokens: string[], unit: string): void {
  if (!unit.includes(":")) {
    if (unit !== "") push(tokens, wordToken(unit));
    return;
  }
  const parts = unit.includes("::") ? unit.split(COLON) : unit.split(":");
  if (parts.length === 2 && parts[1] === MASK_CHARACTER && HOST.test(parts[0])) return push(tokens, SLOT);
  for (const [index, part] of parts.entries()) {
    if (index > 0) push(tokens, ":");
    if (part !== "") push(tokens, wordToken(part));
  }
}

/** A word as a token: itself, or `*` where its form says that it is a parameter. */
function wordToken(word: string): string {
  if (word === MASK_CHARACTER || isParameterWord(word)) return SLOT;
  let dots = 0;
  for (let i = 0; i < word.length; i++) {
    const code = word.charCodeAt(i);
    if (code === MASK) return word.replaceAll(MASK_CHARACTER, DIGITS);
    if (code === DOT) dots++;
  }
  if (dots >= 2 && !word.includes("..")) {
    // a class, a host; but a last part written in another way names a constant (`org.example.action.SCREEN_ON`)
    const at = word.lastIndexOf(".") + 1;
    return isConstant(word.slice(at)) && !isConstant(word.slice(0, at)) ? `${SLOT}.${word.slice(at)}` : SLOT;
  }
  return word;
}

/** Whether a word is no word, but a part of a date, an id, or hex without a digit. */
function isParameterWord(word: string): boolean {
  const { length } = word;
  if (length < HEX_MIN) return length === 3 && CALENDAR.has(word);
  return length > WORD_MAX || isRandom(word) || isHexLetters(word);
}

function isHexLetters(word: string): boolean {
  for (let i = 0; i < word.length; i++) {
    const letter = word.charCodeAt(i) | 32;
    if (letter < 97 || letter > 102) return false;
  }
  return true;
}

/** Whether a long word changes between capitals, small letters and digits as only ids in base 64 do. */
function isRandom(word: string): boolean {
  if (word.length < RANDOM_MIN) return false;
  let changes = 0;
  for (let i = 1; i < word.length; i++) if (caseOf(word, i) !== caseOf(word, i - 1)) changes++;
  return changes >= RANDOM_CHANGES * word.length;
}

function caseOf(word: string, i: number): number {
  const code = word.charCodeAt(i);
  return isLower(code) ? 0 : isLetter(code) ? 1 : 2;
}

/** Adds a token, joining neighbouring parameters, lists of them, and units of bytes to the number before them. */
function push(tokens: string[], token: string): void {
  // a date in lower case: `fri jun 17`
  if (token === SLOT) { while (tokens.length > 0 && CALENDAR_LOWER.has(tokens[tokens.length - 1])) tokens.pop(); }
  const last = tokens.length === 0 ? "" : tokens[tokens.length - 1];
  if (last === SLOT && (token === SLOT || BYTE_UNITS.has(token.toLowerCase()))) return;
  if (token === SLOT && (last === "," || last === "|") && tokens[tokens.length - 2] === SLOT) {
    tokens.pop();
    return;
  }
  tokens.push(token);
}

/** Whether a name is written as constants are: in capitals, or with underscores. */
function isConstant(name: string): boolean {
  return name.length >= 3 && (name.includes("_") || name === name.toUpperCase() && name !== name.toLowerCase());
}

function isHard(code: number): boolean {
  return code < 128 && IS_HARD[code] === 1;
}

function isQuote(code: number): boolean {
  return code === QUOTE || code === APOSTROPHE;
}

function isLetter(code: number): boolean {
  return isLower(code | 32);
}

function isLower(code: number): boolean {
  return code >= 97 && code <= 122;
}
