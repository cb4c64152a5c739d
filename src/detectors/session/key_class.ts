/**
 * Which parts of a line may name the session that it belongs to. Each parameter of a line is of one or two *classes*:
 * the name of its field (`trace_id`), what it looks like (a UUID, `0x1f`, an address, hex), its letters before the
 * first digit (`blk_`, `req-`), the word before it (`order #7`, `sshd[24]`, `user=12`). Values of one class are
 * compared with each other; which class tells sessions apart is for the finder to find (key_finder.ts).
 *
 * Works on the parameter columns of a batch. A class is known by a 32-bit number, and found again in a line by its
 * recipe, which needs no hash of what is not asked for.
 */
import type { Batch } from "../../core/lines/batch.ts";
import * as forms from "./key_forms.ts";

const { addressEnd, addressStart, isHex, isIdentifier, isUuid, isValueAfter, isZeroX } = forms;
const { prefixLength, trimmedEnd, valueStart, wordBefore } = forms;

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
      const form = this.#addByForm(bytes, from, to);
      const word = wordBefore(bytes, start[line], from);
      // `id=blk_7` and `of 4f2a99c1` say more by themselves
      const isWeak = form === "prefix" || form !== undefined && word.isBlank;
      if (word.length > 0 && !isWeak && isIdentifier(bytes, from, to)) {
        this.#add("word", hashLower(bytes, word.start, word.start + word.length, WORD_SEED), from, to);
      }
    }
  }

  #addByForm(bytes: Uint8Array, from: number, to: number): KeyClass["kind"] | undefined {
    if (isUuid(bytes, from, to)) return this.#add("uuid", UUID_ID, from, to);
    if (isZeroX(bytes, from, to)) return this.#add("0x", ZERO_X_ID, from, to);
    const address = addressEnd(bytes, addressStart(bytes, from), to);
    if (address > 0) return this.#add("ip", IP_ID, addressStart(bytes, from), address);
    if (isHex(bytes, from, to)) return this.#add("hex", HEX_ID, from, to);
    const prefix = prefixLength(bytes, from, to);
    if (prefix === 0) return undefined;
    return this.#add("prefix", hashLower(bytes, from, from + prefix, PREFIX_SEED), from, to);
  }

  #add(kind: KeyClass["kind"], id: number, from: number, to: number): KeyClass["kind"] {
    if (this.count === CANDIDATES_MAX) return kind;
    const k = this.count++;
    this.kind[k] = kind;
    this.id[k] = id;
    this.start[k] = from;
    this.end[k] = to;
    return kind;
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
    const isAnywhere = this.of.kind === "prefix";
    const name = this.of.id ^ FIELD_SEED;
    for (let k = parameterFirst[line]; k < parameterFirst[line + 1]; k++) {
      if (
        isField
          ? parameterName[k] === name && this.#take(batch, k)
          : (isAnywhere || parameterName[k] === 0) && this.#is(batch, line, k)
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

const FIELD_SEED = 0x5bd1e995;
const PREFIX_SEED = 0x1b873593;
const WORD_SEED = 0x38b34ae5;
const UUID_ID = 1;
const ZERO_X_ID = 2;
const IP_ID = 3;
const HEX_ID = 4;

/** The class of a field, from the hash of its name. */
function fieldClass(nameHash: number): number {
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
