/**
 * Which parts of a line may name the session that it belongs to. Each parameter of a line is of one or two *classes*: the
 * name of its field (`trace_id`), what it looks like (a UUID, `0x1f`, an address, hex), its letters before the first digit
 * (`blk_`, `req-`), the word before it (`order #7`, `sshd[24]`, `user=12`). Values of one class are compared with each
 * other; which class tells sessions apart is for the finder to find (key_finder.ts).
 *
 * Works on the parameter columns of a batch. A class is known by a 32-bit number, and found again in a line by its recipe,
 * which needs no hash of what is not asked for.
 */
import type { Batch } from "../../core/batch.ts";

/** How values of a class are recognised. */
export interface KeyClass {
  readonly kind: "field" | "prefix" | "word" | "uuid" | "0x" | "ip" | "hex";
  /** What people call it: the field's name, the prefix, the word before; "" for a class without. */
  readonly label: string;
  /** Number of the class; for a field it is made of the name's hash. */
  readonly id: number;
}

/** Longer values are no identifiers. */
const VALUE_BYTES_MAX = 128;
const CANDIDATES_MAX = 32;
const PREFIX_MIN = 2;
const PREFIX_MAX = 16;
const WORD_MAX = 24;
const HEX_MIN = 8;

/** What was found in a line: classes and where their values stand. Overwritten by every `scan`. */
export class KeyCandidates {
  count = 0;
  readonly id = new Int32Array(CANDIDATES_MAX);
  readonly start = new Uint32Array(CANDIDATES_MAX);
  readonly end = new Uint32Array(CANDIDATES_MAX);
  readonly kind: KeyClass["kind"][] = new Array<KeyClass["kind"]>(CANDIDATES_MAX).fill("field");

  /** Finds all candidates of a line. */
  scan({ bytes, parameterFirst, parameterStart, parameterEnd, parameterName, start }: Batch, line: number): void {
    this.count = 0;
    for (let k = parameterFirst[line]; k < parameterFirst[line + 1]; k++) {
      const from = valueStart(bytes, parameterStart[k]);
      const to = trimmedEnd(bytes, from, parameterEnd[k]);
      if (to <= from || to - from > VALUE_BYTES_MAX) continue;
      if (parameterName[k] !== 0) {
        this.#add("field", fieldClass(parameterName[k]), from, to);
        continue;
      }
      this.#addByForm(bytes, from, to);
      const word = wordBefore(bytes, start[line], from);
      if (word.length > 0 && isIdentifier(bytes, from, to)) {
        this.#add("word", hashLower(bytes, word.start, word.start + word.length, WORD_SEED), from, to);
      }
    }
  }

  #addByForm(bytes: Uint8Array, from: number, to: number): void {
    if (isUuid(bytes, from, to)) return this.#add("uuid", UUID_ID, from, to);
    if (isZeroX(bytes, from, to)) return this.#add("0x", ZERO_X_ID, from, to);
    const address = addressEnd(bytes, addressStart(bytes, from), to);
    if (address > 0) return this.#add("ip", IP_ID, addressStart(bytes, from), address);
    if (isHex(bytes, from, to)) return this.#add("hex", HEX_ID, from, to);
    const prefix = prefixLength(bytes, from, to);
    if (prefix > 0) this.#add("prefix", hashLower(bytes, from, from + prefix, PREFIX_SEED), from, to);
  }

  #add(kind: KeyClass["kind"], id: number, from: number, to: number): void {
    if (this.count === CANDIDATES_MAX) return;
    const k = this.count++;
    this.kind[k] = kind;
    this.id[k] = id;
    this.start[k] = from;
    this.end[k] = to;
  }
}

/** Finds the value of one class in lines: the first there is. */
export class KeyReader {
  readonly of: KeyClass;
  readonly #label: Uint8Array;
  start = 0;
  end = 0;

  constructor(of: KeyClass) {
    this.of = of;
    this.#label = new TextEncoder().encode(of.label.toLowerCase());
  }

  /** Sets `start` and `end`; false when the line has no value of the class. */
  read(batch: Batch, line: number): boolean {
    const { parameterFirst, parameterName } = batch;
    const isField = this.of.kind === "field";
    const name = this.of.id ^ FIELD_SEED;
    for (let k = parameterFirst[line]; k < parameterFirst[line + 1]; k++) {
      if (
        isField ? parameterName[k] === name && this.#take(batch, k) : parameterName[k] === 0 && this.#is(batch, line, k)
      ) {
        return true;
      }
    }
    return false;
  }

  #take({ bytes, parameterStart, parameterEnd }: Batch, k: number): boolean {
    this.start = valueStart(bytes, parameterStart[k]);
    this.end = trimmedEnd(bytes, this.start, parameterEnd[k]);
    return this.end > this.start && this.end - this.start <= VALUE_BYTES_MAX;
  }

  #is(batch: Batch, line: number, k: number): boolean {
    const { bytes } = batch;
    // most parameters of a line are of another class: what costs least decides first
    if (this.of.kind === "prefix" && (bytes[batch.parameterStart[k]] | 32) !== (this.#label[0] | 32)) return false;
    if (!this.#take(batch, k)) return false;
    const { start, end } = this;
    switch (this.of.kind) {
      case "prefix":
        return equalsLower(bytes, start, this.#label) && isValueAfter(bytes, start, start + this.#label.length, end);
      case "word": {
        const word = wordBefore(bytes, batch.start[line], start);
        return word.length === this.#label.length && equalsLower(bytes, word.start, this.#label) &&
          isIdentifier(bytes, start, end);
      }
      case "uuid":
        return isUuid(bytes, start, end);
      case "0x":
        return isZeroX(bytes, start, end);
      case "ip":
        this.end = addressEnd(bytes, this.start = addressStart(bytes, start), end);
        return this.end > 0;
      default:
        return isHex(bytes, start, end) && !isUuid(bytes, start, end);
    }
  }
}

const HASH_SIGN = 35;
const FIELD_SEED = 0x5bd1e995;
const PREFIX_SEED = 0x1b873593;
const WORD_SEED = 0x38b34ae5;
const UUID_ID = 1;
const ZERO_X_ID = 2;
const IP_ID = 3;
const HEX_ID = 4;

/** The class of a field, from the hash of its name. */
export function fieldClass(nameHash: number): number {
  return nameHash ^ FIELD_SEED;
}

/** The classes that a user's `--group-by` may mean: a field of that name, a prefix, a word before a value. */
export function classesNamed(name: string, hashOfName: (name: string) => number): KeyClass[] {
  const bytes = new TextEncoder().encode(name);
  const classes: KeyClass[] = [{ kind: "field", label: name, id: fieldClass(hashOfName(name)) }];
  if (/^[A-Za-z]+[-_]$/.test(name)) {
    classes.push({ kind: "prefix", label: name, id: hashLower(bytes, 0, bytes.length, PREFIX_SEED) });
  }
  if (/^[A-Za-z_.]+$/.test(name)) {
    classes.push({ kind: "word", label: name, id: hashLower(bytes, 0, bytes.length, WORD_SEED) });
  }
  if (name === "uuid" || name === "ip" || name === "hex" || name === "0x") {
    const id = { uuid: UUID_ID, ip: IP_ID, hex: HEX_ID, "0x": ZERO_X_ID }[name];
    classes.push({ kind: name, label: "", id });
  }
  return classes;
}

/** What people call the class of a value that stands in a line. */
export function labelOf(
  kind: KeyClass["kind"],
  { bytes, start }: Batch,
  line: number,
  from: number,
  to: number,
): string {
  if (kind === "prefix") return decodeLatin(bytes, from, from + prefixLength(bytes, from, to));
  if (kind !== "word" && kind !== "field") return "";
  const word = wordBefore(bytes, start[line], from);
  if (word.length > 0) return decodeLatin(bytes, word.start, word.start + word.length);
  return decodeLatin(bytes, from, from + prefixLength(bytes, from, to));
}

function decodeLatin(bytes: Uint8Array, from: number, to: number): string {
  let text = "";
  for (let i = from; i < to; i++) text += String.fromCharCode(bytes[i]);
  return text;
}

function hashLower(bytes: Uint8Array, from: number, to: number, seed: number): number {
  let hash = seed;
  for (let i = from; i < to; i++) hash = Math.imul(hash ^ (bytes[i] | 32), 0x01000193);
  return hash ^ (hash >>> 15);
}

function equalsLower(bytes: Uint8Array, from: number, label: Uint8Array): boolean {
  for (let i = 0; i < label.length; i++) if ((bytes[from + i] | 32) !== (label[i] | 32)) return false;
  return true;
}

/** Without the sign of a number. */
function valueStart(bytes: Uint8Array, from: number): number {
  return bytes[from] === HASH_SIGN ? from + 1 : from;
}

/** Without the signs that end a sentence or a quotation. */
function trimmedEnd(bytes: Uint8Array, from: number, to: number): number {
  while (to > from && isClosing(bytes[to - 1])) to--;
  return to;
}

function isClosing(byte: number): boolean {
  // . : , ; " ) ]
  return byte === 46 || byte === 58 || byte === 44 || byte === 59 || byte === 34 || byte === 41 || byte === 93;
}

function isDigit(byte: number): boolean {
  return byte >= 48 && byte <= 57;
}

function isLetter(byte: number): boolean {
  const lower = byte | 32;
  return lower >= 97 && lower <= 122;
}

function isHexDigit(byte: number): boolean {
  const lower = byte | 32;
  return isDigit(byte) || lower >= 97 && lower <= 102;
}

/** Letters, digits, dashes and underscores, with a digit. */
function isIdentifier(bytes: Uint8Array, from: number, to: number): boolean {
  let digits = 0;
  for (let i = from; i < to; i++) {
    const byte = bytes[i];
    if (isDigit(byte)) digits++;
    else if (!isLetter(byte) && byte !== 45 && byte !== 95) return false;
  }
  return digits > 0;
}

/** `blk_` of `blk_-160`, `req-` of `req-7f`: letters and a sign before what has a digit; 0 for none. */
function prefixLength(bytes: Uint8Array, from: number, to: number): number {
  let i = from;
  while (i < to && isLetter(bytes[i])) i++;
  const letters = i - from;
  if (letters < PREFIX_MIN || letters > PREFIX_MAX || i + 2 >= to + 1) return 0;
  if (bytes[i] !== 45 && bytes[i] !== 95) return 0;
  return to - i > 2 && isIdentifier(bytes, i + 1, to) ? letters + 1 : 0;
}

/** Whether an identifier with a prefix goes on like one; nearly all begin with a digit, or with a sign before it. */
function isValueAfter(bytes: Uint8Array, from: number, value: number, to: number): boolean {
  if (value < to && isDigit(bytes[value]) || value + 1 < to && bytes[value] === 45 && isDigit(bytes[value + 1])) {
    return true;
  }
  return value < to && prefixLength(bytes, from, to) === value - from;
}

function isUuid(bytes: Uint8Array, from: number, to: number): boolean {
  if (to - from !== 36) return false;
  for (let i = 0; i < 36; i++) {
    const isDash = i === 8 || i === 13 || i === 18 || i === 23;
    if (isDash ? bytes[from + i] !== 45 : !isHexDigit(bytes[from + i])) return false;
  }
  return true;
}

function isZeroX(bytes: Uint8Array, from: number, to: number): boolean {
  if (to - from < 5 || bytes[from] !== 48 || (bytes[from + 1] | 32) !== 120) return false;
  for (let i = from + 2; i < to; i++) if (!isHexDigit(bytes[i])) return false;
  return true;
}

/** Hex digits alone, with a letter and a digit among them. */
function isHex(bytes: Uint8Array, from: number, to: number): boolean {
  if (to - from < HEX_MIN || to - from > 64) return false;
  let digits = 0;
  for (let i = from; i < to; i++) {
    if (!isHexDigit(bytes[i])) return false;
    if (isDigit(bytes[i])) digits++;
  }
  return digits > 0 && digits < to - from;
}

function addressStart(bytes: Uint8Array, from: number): number {
  return bytes[from] === 47 ? from + 1 : from;
}

/** Where four numbers with dots between them end; 0 for anything else. A port may follow. */
function addressEnd(bytes: Uint8Array, from: number, to: number): number {
  let dots = 0;
  let digits = 0;
  let i = from;
  for (; i < to; i++) {
    if (isDigit(bytes[i])) {
      if (++digits > 3) return 0;
    } else if (bytes[i] === 46 && digits > 0) {
      dots++;
      digits = 0;
    } else break;
  }
  if (dots !== 3 || digits === 0) return 0;
  return i === to || bytes[i] === 58 || bytes[i] === 47 ? i : 0;
}

const word = { start: 0, length: 0 };

/** The word that names the value after it: `id=`, `id: `, `user 7`, `sshd[`, `order #`, `"id":"`. Overwritten by the next call. */
function wordBefore(bytes: Uint8Array, lineStart: number, valueStart: number): typeof word {
  word.length = 0;
  let i = valueStart - 1;
  if (i >= lineStart && (bytes[i] === 34 || bytes[i] === 39)) i--; // a quote
  if (i < lineStart) return word;
  const sign = bytes[i];
  if (sign === 61 || sign === 91 || sign === 58) i--; // = [ :
  else if (sign === 35) { // #, with a blank before it or not
    i--;
    if (i >= lineStart && bytes[i] === 32) i--;
  } else if (sign === 32) i -= i - 1 >= lineStart && bytes[i - 1] === 58 ? 2 : 1; // a blank, with a colon before it or not
  else return word;
  if (i >= lineStart && (bytes[i] === 34 || bytes[i] === 39)) i--;
  const end = i + 1;
  while (i >= lineStart && (isLetter(bytes[i]) || bytes[i] === 95)) i--;
  if (end - (i + 1) < 2 || end - (i + 1) > WORD_MAX) return word;
  word.start = i + 1;
  word.length = end - word.start;
  return word;
}
