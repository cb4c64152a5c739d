/**
 * Parameters of lines, as they are found: columns that parsers and masking write into, one entry a parameter, without
 * making an object. First the fields that a line names, then what was masked in its message.
 */
import { type Batch, LINE_PARAMETERS_MAX } from "./batch.ts";
import { readNumber } from "./number.ts";
import { words, WordView } from "./words.ts";

const { wholeNumber } = words;

/** Fields of a line that are kept, at most, so that room is left for what its message says. */
const FIELDS_MAX = LINE_PARAMETERS_MAX - 8;

type Columns = Pick<Batch, "parameterStart" | "parameterEnd" | "parameterNumber" | "parameterName">;

const NO_COLUMNS: Columns = {
  parameterStart: new Uint32Array(0),
  parameterEnd: new Uint32Array(0),
  parameterNumber: new Float64Array(0),
  parameterName: new Int32Array(0),
};

/** Takes the parameters of one line after another. Without columns it takes none. */
export class ParameterList {
  /** Offset of a parameter's first byte, and of the byte after it. */
  readonly start: Uint32Array;
  readonly end: Uint32Array;
  readonly number: Float64Array;
  /** Hash of the field's name, 0 for what was masked in the message. */
  readonly name: Int32Array;
  /** Parameters so far, those of the lines before included. */
  length = 0;
  /** Index of the first that the present line has. */
  first = 0;
  /** No more are taken from here on: fields, and all. */
  fieldLimit = 0;
  limit = 0;
  readonly #room: number;
  readonly #view = new WordView();

  constructor({ parameterStart, parameterEnd, parameterNumber, parameterName }: Columns = NO_COLUMNS) {
    this.start = parameterStart;
    this.end = parameterEnd;
    this.number = parameterNumber;
    this.name = parameterName;
    this.#room = parameterStart.length;
  }

  /** Begins with no line. */
  clear(): void {
    this.length = 0;
  }

  /** Begins a line; false where there may not be room for its parameters. */
  beginLine(): boolean {
    this.first = this.length;
    this.limit = this.length + LINE_PARAMETERS_MAX;
    this.fieldLimit = this.length + FIELDS_MAX;
    if (this.limit <= this.#room) return true;
    this.limit = this.fieldLimit = this.length;
    return false;
  }

  /** Forgets what the present line has given so far. */
  forgetLine(): void {
    this.length = this.first;
  }

  /** Takes a field with the hash of its name (`hashName`); an empty one is none. */
  addField(name: number, start: number, end: number): void {
    const at = this.length;
    if (at >= this.fieldLimit || start >= end) return;
    this.start[at] = start;
    this.end[at] = end;
    this.name[at] = name;
    this.length = at + 1;
  }

  /**
   * Says of all parameters where they end, without what stands behind them and is no part of them, and which are
   * numbers. Once for all lines, since one tight loop takes half the time of many short ones.
   */
  finish(bytes: Uint8Array): void {
    const { start, end, number, name, length } = this;
    const view = this.#view.of(bytes);
    const lastWord = bytes.length - 4;
    for (let k = 0; k < length; k++) {
      let from = start[k];
      let stop = end[k];
      if (IS_BEHIND[bytes[stop - 1]] !== 0) {
        const bit = name[k] === 0 ? BEHIND_WORD : BEHIND_FIELD;
        while (stop > from && (IS_BEHIND[bytes[stop - 1]] & bit) !== 0) stop--;
        end[k] = stop;
      }
      const first = FIRST[bytes[from]];
      if (first === NEVER) number[k] = NaN;
      else {
        if (first === BEFORE_WORD && name[k] === 0) { while (from < stop && bytes[from] === COLON) start[k] = ++from; }
        const whole = from <= lastWord && from < stop ? wholeNumber(view, from, stop) : -1;
        if (whole >= 0) number[k] = whole;
        else readNumber(view, from, stop, number, k);
      }
    }
  }
}

/**
 * What may stand behind a field: blanks; behind a word: the signs of sentences, and the
 * backslash of a quote within JSON.
 */
const BEHIND_FIELD = 1;
const BEHIND_WORD = 2;
const IS_BEHIND = new Uint8Array(256).fill(BEHIND_FIELD, 0, 33);
for (const sign of ".:!?\\") IS_BEHIND[sign.charCodeAt(0)] = BEHIND_WORD;
/** First bytes of numbers, since nearly all that is none begins otherwise; and the colon that a name before it left. */
const NEVER = 0;
const NUMBER = 1;
const BEFORE_WORD = 2;
const COLON = 0x3a;
const FIRST = new Uint8Array(256).fill(NEVER);
for (const sign of "+-.0123456789") FIRST[sign.charCodeAt(0)] = NUMBER;
FIRST[COLON] = BEFORE_WORD;
