/**
 * Runs compiled patterns over the bytes of lines: a small interpreter, since it must take any pattern without `eval`,
 * make no object and no string, and look at each byte of the header about once (bench/formats_bench.ts, "formats").
 *
 * Patterns are tried in their order for every line. The one that matched last is not preferred, although that would
 * be faster: what a line means must not depend on the lines before it, which another worker may have read.
 */
import type { ParameterList } from "../../core/lines/parameters.ts";
import { decodeText } from "../../core/lines/text.ts";
import { words, WordView } from "../../core/lines/words.ts";
import { Clock } from "../times/clock.ts";
import type { LineAttribute, LineFields, LineParser, ParseContext, PatternSpec } from "../format.ts";
import { isLevelWord, readLevelOfType, readLevelWord, severityOfSyslog } from "../level.ts";
import { AFTER, compilePattern, OP, type PatternProgram, STEP } from "./pattern.ts";
import { texts } from "./pattern_texts.ts";
import { setPlain } from "../plain.ts";
import { giveTag, readTag, tagAttributes } from "./tag.ts";
import { readTimestamp } from "../times/timestamp.ts";
import { parts } from "../times/timestamp_parts.ts";

const { endOfDigits } = words;
const { countDigits, digitsValue, isBlank, isDigit, isWordByte, skipBlanks } = parts;
const { endOfBrackets, endOfToken, readStructuredData, readUntil } = texts;
// constants of this file, which the engine folds, as it does not imported ones (timestamp_parts.ts)
const { literal, blank, pad, time, level, pri, tag, number, structuredData, token, until, message } = OP;
const STEP_LENGTH = STEP;
const { nothing: NOTHING, blank: BLANK, pad: PAD } = AFTER;
/** For the test of a word for a byte up to 32 (core/lines/words.ts). */
const ABOVE_BLANK = 0x21212121;
const HIGHS = 0x80808080 | 0;

const OPEN_SQUARE = 0x5b;
const CARRIAGE_RETURN = 13;

export class PatternParser implements LineParser {
  readonly #programs: readonly PatternProgram[];
  readonly #view = new WordView();
  readonly #clock: Clock;
  readonly #otherClock: Clock;
  /** Start and end of what each step of the last match took, at the step's index. */
  readonly #spans: Int32Array;
  #hasTime = false;
  /** The time that was read last in this line, for patterns that begin alike. */
  #timeKind = -1;
  #timeStart = 0;
  #timeEnd = 0;
  #severity = 0;
  #messageStart = 0;
  #messageEnd = 0;

  /** Throws SyntaxError when a pattern is broken. */
  constructor(spec: PatternSpec, context: ParseContext) {
    this.#programs = spec.patterns.map(compilePattern);
    this.#spans = new Int32Array(Math.max(0, ...this.#programs.map((program) => program.steps.length)));
    this.#clock = new Clock(context);
    this.#otherClock = new Clock(context);
  }

  parse(bytes: Uint8Array, start: number, end: number, into: LineFields): boolean {
    const programs = this.#programs;
    this.#timeKind = -1;
    for (let i = 0; i < programs.length; i++) {
      if (!this.#run(programs[i], bytes, start, end)) continue;
      // not by a conditional expression, of which V8 would make an object on the heap for each line
      if (this.#hasTime) into.time = this.#clock.toMs();
      else into.time = NaN;
      into.severity = this.#severity;
      into.messageStart = this.#messageStart;
      into.messageEnd = this.#messageEnd;
      into.isMessageOfFields = !programs[i].hasMessage;
      this.#giveFields(programs[i], bytes, into.parameters);
      return true;
    }
    setPlain(start, end, into);
    return false;
  }

  attributes(bytes: Uint8Array, start: number, end: number): LineAttribute[] {
    this.#timeKind = -1;
    const program = this.#programs.find((program) => this.#run(program, bytes, start, end));
    return program?.fields.flatMap(({ name, step }) =>
      attributesOf(name, decodeText(bytes, this.#spans[step], this.#spans[step + 1]))
    ) ?? [];
  }

  #giveFields({ steps, parameters }: PatternProgram, bytes: Uint8Array, into: ParameterList): void {
    const spans = this.#spans;
    for (let i = 0; i < parameters.length; i += 2) {
      const step = parameters[i];
      if (steps[step] === tag) giveTag(bytes, spans[step], spans[step + 1], into);
      else into.addField(parameters[i + 1], spans[step], spans[step + 1]);
    }
  }

  /** True when the program takes the line; then the members above say what it found. */
  #run(program: PatternProgram, bytes: Uint8Array, start: number, end: number): boolean {
    const { steps, literals } = program;
    const spans = this.#spans;
    const view = this.#view.of(bytes);
    this.#hasTime = false;
    this.#severity = 0;
    this.#messageStart = start;
    // `| 0` says of each position that a call gives that it is an integer. Else V8 keeps it as a value that may be any,
    // at every turn, and makes a fraction of it on its way into a span: parsing takes 3 % longer
    let pos = start | 0;
    for (let step = 0; step < steps.length; step += STEP_LENGTH) {
      const from = pos;
      switch (steps[step]) {
        case literal:
          if (pos >= end || bytes[pos] !== steps[step + 1]) return false;
          pos++;
          continue;
        case blank:
          if (pos >= end ? steps[step + 1] === 0 : bytes[pos] !== 32 && bytes[pos] !== 9) return false;
          pos++;
          if (pos < end && bytes[pos] <= 32) pos = skipBlanks(bytes, pos, end) | 0;
          else if (pos > end) pos = end | 0;
          continue;
        case pad:
          if (pos < end && (bytes[pos] === 32 || bytes[pos] === 9)) pos = skipBlanks(bytes, pos, end) | 0;
          continue;
        case time: {
          const kind = steps[step + 1];
          if (steps[step + 2] === 0) {
            pos = readTimestamp(kind, bytes, pos, end, this.#otherClock) | 0;
            break;
          }
          if (kind !== this.#timeKind || pos !== this.#timeStart) {
            this.#timeKind = kind;
            this.#timeStart = pos;
            this.#timeEnd = readTimestamp(kind, bytes, pos, end, this.#clock);
          }
          pos = this.#timeEnd | 0;
          this.#hasTime = true;
          break;
        }
        case level:
          pos = this.#readLevel(steps[step + 1], bytes, pos, end) | 0;
          break;
        case pri:
          pos = this.#readPriority(bytes, pos, end) | 0;
          break;
        case tag:
          pos = readTag(bytes, pos, end) | 0;
          break;
        case number:
          pos = endOfDigits(view, pos, pos + 20 < end ? pos + 20 : end) | 0;
          if (pos === from) return false;
          break;
        case structuredData:
          pos = readStructuredData(bytes, pos, end) | 0;
          break;
        case token: {
          // word by word here, since a call would take as long as most tokens do
          let found = 0;
          if (pos < end && bytes[pos] === OPEN_SQUARE) pos = endOfBrackets(bytes, pos, end) | 0;
          for (; pos + 4 <= end; pos += 4) {
            const word = view.getInt32(pos, true);
            found = (word - ABOVE_BLANK) & ~word & HIGHS;
            if (found === 0) continue;
            pos += (31 - Math.clz32(found & -found)) >> 3;
            break;
          }
          if (found === 0 || bytes[pos] !== 32) pos = endOfToken(bytes, pos, end) | 0;
          if (pos === from) return false;
          break;
        }
        case until:
          pos = readUntil(bytes, pos, end, literals, steps[step + 1], steps[step + 2], steps[step + 3]) | 0;
          break;
        case message:
          this.#messageStart = pos;
          pos = end | 0;
          break;
        default:
          return false;
      }
      if (pos < 0) return false;
      spans[step] = from;
      spans[step + 1] = pos;
      const after = steps[step + 4];
      if (after === NOTHING) continue;
      if (pos < end) {
        if (bytes[pos] === 32 || bytes[pos] === 9) {
          if (++pos < end && bytes[pos] <= 32) pos = skipBlanks(bytes, pos, end) | 0;
        } else if (after !== PAD) return false;
      } else if (after === BLANK) return false;
    }
    this.#trimMessage(bytes, end);
    return true;
  }

  #trimMessage(bytes: Uint8Array, end: number): void {
    let start = skipBlanks(bytes, this.#messageStart, end);
    if (start + 3 <= end && bytes[start] === 0xef && bytes[start + 1] === 0xbb && bytes[start + 2] === 0xbf) start += 3;
    let stop = end;
    while (stop > start && (isBlank(bytes[stop - 1]) || bytes[stop - 1] === CARRIAGE_RETURN)) stop--;
    this.#messageStart = start;
    this.#messageEnd = stop;
  }

  #readLevel(type: number, bytes: Uint8Array, pos: number, end: number): number {
    if (pos >= end) return -1;
    const found = type === 0 ? readLevelWord(bytes, pos, end) : readLevelOfType(type, bytes, pos, end);
    if (found === 0) return -1;
    this.#severity = found & 0xff;
    let next = pos + (found >> 8);
    if (!isLevelWord(type)) return next;
    if (next - pos > 3 && next < end && isDigit(bytes[next])) next++; // Apache's "trace8"
    return next < end && isWordByte(bytes[next]) ? -1 : next;
  }

  #readPriority(bytes: Uint8Array, pos: number, end: number): number {
    const digits = countDigits(bytes, pos, end, 4);
    if (digits === 0 || digits > 3) return -1;
    const priority = digitsValue(bytes, pos, digits);
    this.#severity = severityOfSyslog(priority);
    return priority > 191 ? -1 : pos + digits;
  }
}

function attributesOf(name: string, text: string): LineAttribute[] {
  const value = text.trim();
  if (name === "message" || name === "time" || value === "") return [];
  return name === "tag" ? tagAttributes(value) : [{ name, value }];
}
