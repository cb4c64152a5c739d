/**
 * The language of formats, for built-in formats, learnt headers and users alike: literal text with fields in braces,
 * such as `[{time}] [{level}] [{component}] {message}`, compiled into a flat program of numbers that
 * pattern_parser.ts runs over the bytes of a line.
 *
 * - A blank stands for one or more spaces or tabs. Padding beside brackets and separators is skipped.
 * - `{time}` is any timestamp that is known, `{time:KIND}` one of a kind (timestamp.ts), `{NAME:time}` one that is not
 *   the event's time.
 * - `{level}` is a level's word or letter, `{level:letter}` a letter that digits may follow (glog), `{level:redis}` a
 *   mark of redis', `{level:mysql}` a word that MySQL has for it, `{level:syslog}` a digit from 0 to 7. `{pri}` is a
 *   syslog priority.
 * - `{tag}` is a program's tag as syslog has it, "prog[pid]:", with its colon; it may be missing.
 * - `{NAME:number}` is digits, `{NAME:sd}` structured data of RFC 5424.
 * - Any other `{NAME}` is the text up to what follows it in the pattern. It holds no blank unless a bracket or a quote
 *   opens before it, or a bracket, a quote or one of `| , ;` ends it; brackets within brackets are kept in pairs.
 * - `{message}` is the rest of the line and stands last; without it, the whole line is the message.
 * - `{{` and `}}` are braces.
 */
import { BoundedMap } from "../../core/collections/bounded_map.ts";
import { hashNameText } from "../../core/hash.ts";
import { LEVEL_TYPES } from "../level.ts";
import { TIMESTAMP_KINDS, timestampKindIndex } from "../times/timestamp.ts";

/** What a step of a program does; its arguments a, b, c are said beside it. */
export const OP = {
  /** a: the byte. */
  literal: 0,
  /** a: 1 when the line may end here. */
  blank: 1,
  pad: 2,
  /** a: kind; b: 1 for the event's time. */
  time: 3,
  /** a: its type (`LEVEL_TYPES`). */
  level: 4,
  pri: 5,
  tag: 6,
  number: 7,
  structuredData: 8,
  /** Text up to a blank. */
  token: 9,
  /** Text up to a literal: a: its offset in `literals`; b: its length; c: UNTIL bits. */
  until: 10,
  message: 11,
} as const;

/** Bits of OP.until's argument c. */
export const UNTIL = { holdsBlanks: 1, blankFollows: 2 } as const;

/** What follows the field that a step reads, so that a blank is no step of its own, nearly always. */
export const AFTER = { nothing: 0, blank: 1, blankOrEnd: 2, pad: 3 } as const;

/** Numbers in a step: the operation, a, b, c, and what follows (`AFTER`). */
export const STEP = 5;

/** A pattern, ready to run. */
export interface PatternProgram {
  readonly steps: Int32Array;
  readonly literals: Uint8Array;
  /** The names of the fields, and the index of the step of each. */
  readonly fields: readonly { readonly name: string; readonly step: number }[];
  /** The fields that are parameters of the line: the index of each one's step, and the hash of its name, in turn. */
  readonly parameters: Int32Array;
  /** Whether it says where the message begins; else the whole line is it. */
  readonly hasMessage: boolean;
}

interface Field {
  readonly name: string;
  readonly type: string;
  readonly at: number;
}

type Element = { readonly literal: string } | { readonly blank: true } | { readonly field: Field };

const FIELDS_MAX = 32;
/** Where a literal ends so, padding may stand between it and the field behind. */
const PADDED_AFTER = new Set(["[", "(", "<", "{", ">", "|", ",", ";"]);
/** Where a literal begins so, the text field before it may hold blanks. */
const HOLDS_BLANKS = new Set(["]", ")", ">", "}", '"', "'", "|", ",", ";"]);
/** The same where a literal before it ends so. */
const HOLDS_BLANKS_AFTER = new Set(["[", "(", "<", "{", '"', "'"]);

/** Programs that are kept: those of the built-in formats, and as many again of learnt headers. */
const PROGRAMS_MAX = 128;
const programs = new BoundedMap<PatternProgram>(PROGRAMS_MAX);

/**
 * The program of a pattern, made once: each new stream is tried with all built-in formats. Throws SyntaxError that says
 * what is wrong, where, and what would do.
 */
export function compilePattern(pattern: string): PatternProgram {
  return programs.of(pattern, () => compile(pattern));
}

function compile(pattern: string): PatternProgram {
  const elements = elementsOf(pattern);
  check(pattern, elements);
  const steps: number[] = [];
  const literals: number[] = [];
  const fields: { name: string; step: number }[] = [];
  elements.forEach((element, index) => {
    if ("literal" in element) {
      if (index > 0 && "field" in elements[index - 1]) steps[steps.length - 1] = AFTER.pad;
      for (const byte of new TextEncoder().encode(element.literal)) steps.push(OP.literal, byte, 0, 0, 0);
      const isBeforeField = index + 1 < elements.length && "field" in elements[index + 1];
      if (isBeforeField && PADDED_AFTER.has(element.literal.at(-1) as string)) steps.push(OP.pad, 0, 0, 0, 0);
    } else if ("blank" in element) {
      const mayEnd = elements.slice(index + 1).every(mayBeMissing);
      const previous = elements[index - 1];
      if (previous === undefined || !("field" in previous)) steps.push(OP.blank, mayEnd ? 1 : 0, 0, 0, 0);
      else if (previous.field.name === "tag") steps[steps.length - 1] = AFTER.pad;
      else steps[steps.length - 1] = mayEnd ? AFTER.blankOrEnd : AFTER.blank;
    } else {
      fields.push({ name: element.field.name, step: steps.length });
      steps.push(...fieldStep(pattern, elements, index, literals), AFTER.nothing);
    }
  });
  const parameters = fields.filter(({ name, step }) => isParameter(name, steps[step]))
    .flatMap(({ name, step }) => [step, hashNameText(name)]);
  return {
    steps: Int32Array.from(steps),
    literals: Uint8Array.from(literals),
    fields,
    parameters: Int32Array.from(parameters),
    hasMessage: fields.some(({ name }) => name === "message"),
  };
}

/** Times, levels and places in the source code say nothing of who or what a line is about. */
function isParameter(name: string, operation: number): boolean {
  if (operation === OP.time || operation === OP.level || operation === OP.pri) return false;
  if (operation === OP.structuredData || operation === OP.message) return false;
  return !["date", "label", "mark", "file", "line", "zone"].includes(name);
}

function elementsOf(pattern: string): Element[] {
  const elements: Element[] = [];
  let literal = "";
  const endLiteral = () => {
    if (literal !== "") elements.push({ literal });
    literal = "";
  };
  for (let i = 0; i < pattern.length;) {
    const char = pattern[i];
    if ((char === "{" || char === "}") && pattern[i + 1] === char) {
      literal += char;
      i += 2;
    } else if (char === "{") {
      endLiteral();
      const close = pattern.indexOf("}", i);
      if (close < 0) throw broken(pattern, i, `"{" is never closed: write {name}, or {{ for a brace`);
      elements.push({ field: fieldOf(pattern, i, pattern.slice(i + 1, close)) });
      i = close + 1;
    } else if (char === "}") {
      throw broken(pattern, i, `"}" has no "{" before it: write }} for a brace`);
    } else if (char === " " || char === "\t") {
      endLiteral();
      while (pattern[i] === " " || pattern[i] === "\t") i++;
      elements.push({ blank: true });
    } else {
      literal += char;
      i++;
    }
  }
  endLiteral();
  return elements;
}

function fieldOf(pattern: string, at: number, text: string): Field {
  const [, name, type] = /^([A-Za-z_][\w.-]*)(?::(\w+))?$/.exec(text) ?? [];
  if (name === undefined) throw broken(pattern, at, `"{${text}}" is not a field: write {name} or {name:type}`);
  return { name, type: type ?? "", at };
}

function check(pattern: string, elements: readonly Element[]): void {
  const names = new Set<string>();
  let isAfterText = false;
  elements.forEach((element, index) => {
    if (!("field" in element)) {
      isAfterText = false;
      return;
    }
    const { name, at } = element.field;
    if (names.has(name)) throw broken(pattern, at, `{${name}} stands twice: give the second another name`);
    if (names.size === FIELDS_MAX) throw broken(pattern, at, `more than ${FIELDS_MAX} fields: leave out some`);
    names.add(name);
    if (name === "message" && index !== elements.length - 1) {
      throw broken(pattern, at, "{message} is the rest of the line: put it last, and name this field otherwise");
    }
    if (isAfterText) throw broken(pattern, at, `nothing stands between two fields: put a blank or a separator there`);
    isAfterText = isText(element.field) || name === "message";
  });
  if (names.size === 0) {
    throw broken(pattern, 0, "it has no field: write one at least, such as {time} {level} {message}");
  }
}

/** The operation of a field and its arguments. */
function fieldStep(
  pattern: string,
  elements: readonly Element[],
  index: number,
  literals: number[],
): [number, number, number, number] {
  const { name, type, at } = (elements[index] as { field: Field }).field;
  if (name === "time") {
    const kind = timestampKindIndex(type === "" ? "any" : type);
    if (kind !== undefined) return [OP.time, kind, 1, 0];
    throw broken(pattern, at, `no timestamp "${type}": one of ${TIMESTAMP_KINDS.map((kind) => kind.name).join(", ")}`);
  }
  if (name === "level") {
    const levelType = LEVEL_TYPES.get(type);
    if (levelType !== undefined) return [OP.level, levelType, 0, 0];
    const known = [...LEVEL_TYPES.keys()].map((each) => each === "" ? "{level}" : `{level:${each}}`);
    throw broken(pattern, at, `no level of type "${type}": one of ${known.join(", ")}`);
  }
  switch (type) {
    case "":
      break;
    case "time":
      return [OP.time, 0, 0, 0];
    case "number":
      return [OP.number, 0, 0, 0];
    case "sd":
      return [OP.structuredData, 0, 0, 0];
    default:
      throw broken(pattern, at, `no type "${type}": one of time, number, sd`);
  }
  if (name === "message") return [OP.message, 0, 0, 0];
  if (name === "pri") return [OP.pri, 0, 0, 0];
  if (name === "tag") return [OP.tag, 0, 0, 0];
  return textStep(elements, index, literals);
}

function textStep(elements: readonly Element[], index: number, literals: number[]): [number, number, number, number] {
  const next = elements[index + 1];
  if (next === undefined || !("literal" in next)) return [OP.token, 0, 0, 0];
  const bytes = new TextEncoder().encode(next.literal);
  const before = elements[index - 1];
  const after = elements[index + 2];
  const isOpened = before !== undefined && "literal" in before &&
    HOLDS_BLANKS_AFTER.has(before.literal.at(-1) as string);
  const bits = (isOpened || HOLDS_BLANKS.has(next.literal[0]) ? UNTIL.holdsBlanks : 0) |
    (after !== undefined && "blank" in after ? UNTIL.blankFollows : 0);
  literals.push(...bytes);
  return [OP.until, literals.length - bytes.length, bytes.length, bits];
}

/** A field whose end only what follows it can say. */
function isText(field: Field): boolean {
  return field.type === "" && !["time", "level", "pri", "tag", "message"].includes(field.name);
}

function mayBeMissing(element: Element): boolean {
  return "blank" in element ||
    ("field" in element && (element.field.name === "tag" || element.field.name === "message"));
}

function broken(pattern: string, at: number, what: string): SyntaxError {
  return new SyntaxError(`Cannot use format pattern "${pattern}": at character ${at + 1}, ${what}`);
}
