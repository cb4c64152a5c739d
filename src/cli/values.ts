/**
 * How values are written, on the command line, in the environment and in `oddline.yaml` alike: one parser each.
 *
 * A parser throws SyntaxError for text that is not of its kind and RangeError for a value outside its limits. The
 * message quotes what was found and says what would do; the caller puts the name of the flag, variable or key before it.
 */
import { type DetectorId, DETECTORS } from "../core/anomaly.ts";
import { patternProblem } from "../core/pattern.ts";
import { SEVERITY_WORDS, severityFromWord } from "../core/severity.ts";
import { SCENARIO_NAMES } from "../generate/scenarios/names.ts";
import { type HttpAddress, parseHttpAddress } from "./http/address.ts";
import { didYouMean } from "./suggest.ts";

export interface ValueType<T> {
  /** What it is called in the documentation. */
  readonly name: string;
  readonly parse: (text: string) => T;
  /** Every value, where they can be listed. */
  readonly choices?: readonly string[];
  /** Several values with commas between them: a list in the file. */
  readonly isList?: true;
  /** The least and the greatest value of numbers. */
  readonly range?: readonly [min: number, max: number];
}

/** A moment: absolute, or so long before now. */
export type When = { readonly kind: "at"; readonly ms: number } | { readonly kind: "before"; readonly ms: number };

/** The moment in milliseconds since the epoch. */
export function whenMs(when: When, nowMs: number): number {
  return when.kind === "at" ? when.ms : nowMs - when.ms;
}

/** Any text but none. */
export const TEXT: ValueType<string> = { name: "text", parse: (text) => notEmpty(text) };

/** A file or folder. */
export const PATH: ValueType<string> = { name: "path", parse: (text) => notEmpty(text) };

/** On or off, where a variable or a key says it. */
export const SWITCH: ValueType<boolean> = { name: "true or false", choices: ["true", "false"], parse: parseSwitch };

/** Bytes: `262144`, `256KiB`, `1MB`. */
export const SIZE: ValueType<number> = { name: "size", parse: parseSize };

/** Bytes, or undefined for off. */
export const SIZE_OR_OFF: ValueType<number | undefined> = { name: "size or off", parse: orOff(parseSize) };

/** A span of time in milliseconds: `500ms`, `60s`, `1h30m`. */
export const SPAN: ValueType<number> = { name: "span", parse: parseSpan };

/** A span of time in milliseconds, or undefined for off. */
export const SPAN_OR_OFF: ValueType<number | undefined> = { name: "span or off", parse: orOff(parseSpan) };

/** Lines, or a span of event time, from one training to the next; undefined for off. */
export const RETRAIN_INTERVAL: ValueType<{ readonly lines: number } | { readonly ms: number } | undefined> = {
  name: "lines, span or off",
  parse: orOff(parseRetrainInterval),
};

/** RFC 3339, in milliseconds since the epoch. */
export const TIME: ValueType<number> = { name: "time", parse: parseTime };

/** RFC 3339, or a span before now. */
export const WHEN: ValueType<When> = { name: "time or span before now", parse: parseWhen };

/** HOST:PORT to listen on. */
export const HTTP_ADDRESS: ValueType<HttpAddress> = { name: "address", parse: parseHttpAddress };

/** An IANA name of a time zone. */
export const TIME_ZONE: ValueType<string> = { name: "time zone", parse: parseTimeZone };

/** The word of a level; kept as it was written. */
export const LEVEL: ValueType<string> = { name: "level", parse: parseLevel };

/** Items with commas between them; commas within braces belong to a glob. */
export const LIST: ValueType<readonly string[]> = { name: "list", isList: true, parse: parseList };

/** The source of a JavaScript regular expression. */
export const PATTERN: ValueType<string> = { name: "regular expression", parse: parsePattern };

/** Ids of detectors. */
export const DETECTOR_LIST: ValueType<readonly DetectorId[]> = {
  name: "list of detectors",
  choices: DETECTORS,
  isList: true,
  parse: (text) => parseList(text).map((id) => oneOf(DETECTORS).parse(id)),
};

/** Words that stand for several scenarios, or for none. */
const INCIDENT_WORDS: readonly string[] = ["default", "all", "none"];

/** Names of scenarios, or one word for several. */
export const INCIDENTS: ValueType<readonly string[]> = {
  name: "list of incidents",
  choices: [...INCIDENT_WORDS, ...SCENARIO_NAMES],
  isList: true,
  parse: parseIncidents,
};

/** Shares in percent of normal lines, warnings and errors. */
export interface Mix {
  readonly normal: number;
  readonly warnings: number;
  readonly errors: number;
}

export const MIX: ValueType<Mix> = { name: "NORMAL/WARN/ERROR in percent", parse: parseMix };

/** A whole number within limits. */
export function wholeNumber(min: number, max = Number.MAX_SAFE_INTEGER): ValueType<number> {
  return { name: "whole number", range: [min, max], parse: (text) => parseWholeNumber(text, min, max) };
}

/** A number within limits. */
export function number(min: number, max = Infinity): ValueType<number> {
  return { name: "number", range: [min, max], parse: (text) => parseNumber(text, min, max) };
}

/** One of some words. */
export function oneOf<const T extends string>(choices: readonly T[]): ValueType<T> {
  return {
    name: choices.join("|"),
    choices,
    parse(text) {
      const found = choices.find((choice) => choice === text);
      if (found !== undefined) return found;
      throw new SyntaxError(`'${text}' is not one of ${choices.join(", ")}${didYouMean(text, choices)}`);
    },
  };
}

/** `false` is how YAML reads `off`. */
function orOff<T>(parse: (text: string) => T): (text: string) => T | undefined {
  return (text) => text === "off" || text === "false" ? undefined : parse(text);
}

function notEmpty(text: string): string {
  if (text === "") throw new SyntaxError("is empty");
  return text;
}

function parseIncidents(text: string): readonly string[] {
  if (INCIDENT_WORDS.includes(text)) return [text];
  return parseList(text).map((name) => oneOf([...SCENARIO_NAMES, ...INCIDENT_WORDS]).parse(name)).filter((name) => {
    if (!INCIDENT_WORDS.includes(name)) return true;
    throw new SyntaxError(`'${name}' stands alone or not at all`);
  });
}

function parseSwitch(text: string): boolean {
  const word = text.toLowerCase();
  if (["true", "1", "yes", "on"].includes(word)) return true;
  if (["false", "0", "no", "off"].includes(word)) return false;
  throw new SyntaxError(`'${text}' is neither true nor false`);
}

function parseWholeNumber(text: string, min: number, max: number): number {
  const what = max === Number.MAX_SAFE_INTEGER
    ? `a whole number from ${min} on`
    : `a whole number from ${min} to ${max}`;
  if (!/^[+-]?\d+(_\d+)*$/.test(text)) throw new SyntaxError(`'${text}' is not ${what}`);
  const value = Number(text.replaceAll("_", ""));
  if (value < min || value > max) throw new RangeError(`'${text}' is not ${what}`);
  return value;
}

function parseNumber(text: string, min: number, max: number): number {
  const what = max === Infinity ? `a number from ${min} on` : `a number from ${min} to ${max}`;
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) throw new SyntaxError(`'${text}' is not ${what}`);
  const value = Number(text);
  if (!(value >= min && value <= max && Number.isFinite(value))) throw new RangeError(`'${text}' is not ${what}`);
  return value;
}

const BYTES: Readonly<Record<string, number>> = {
  "": 1,
  b: 1,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  kib: 1024,
  mib: 1024 ** 2,
  gib: 1024 ** 3,
};

function parseSize(text: string): number {
  const [, amount, unit] = /^(\d+(?:\.\d+)?) ?([a-z]*)$/i.exec(text) ?? [];
  const bytes = BYTES[unit?.toLowerCase() ?? "none"];
  if (amount === undefined || bytes === undefined) {
    throw new SyntaxError(`'${text}' is not a size; write bytes, or such as 256KiB or 1MB`);
  }
  const value = Math.floor(Number(amount) * bytes);
  if (value < 1 || value > Number.MAX_SAFE_INTEGER) throw new RangeError(`'${text}' is out of range for a size`);
  return value;
}

/** More often than this it would do nothing else. */
const RETRAIN_LINES_MIN = 10_000;

function parseRetrainInterval(text: string): { readonly lines: number } | { readonly ms: number } {
  return /[a-z]/.test(text) ? { ms: parseSpan(text) } : { lines: parseWholeNumber(text, RETRAIN_LINES_MIN, 1e12) };
}

const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1e3, m: 60e3, h: 3600e3, d: 86400e3, w: 7 * 86400e3 };

function parseSpan(text: string): number {
  if (!/^(\d+(\.\d+)?(ms|[smhdw]))+$/.test(text)) {
    throw new SyntaxError(`'${text}' is not a span of time; write such as 30s, 15m, 2h or 3d`);
  }
  let ms = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|[smhdw])/g)) ms += Number(amount) * UNIT_MS[unit];
  if (ms < 1 || ms > SPAN_MS_MAX) throw new RangeError(`'${text}' is out of range: from 1ms to 36500d`);
  return Math.round(ms);
}

/** A hundred years: longer spans are mistakes. */
const SPAN_MS_MAX = 36500 * 86400e3;

const RFC_3339 = /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d:\d\d(?:\.\d+)?)([Zz]|[+-]\d\d:\d\d)$/;

function parseTime(text: string): number {
  return rfc3339(text) ?? fail(`'${text}' is not a time; write RFC 3339 such as 2026-11-22T18:00:00Z`);
}

function parseWhen(text: string): When {
  if (/^\d+(\.\d+)?[a-z]/.test(text)) return { kind: "before", ms: parseSpan(text) };
  const ms = rfc3339(text);
  if (ms !== undefined) return { kind: "at", ms };
  return fail(
    `'${text}' is not a time; write RFC 3339 such as 2026-11-22T18:00:00Z, or a span before now such as 15m, 2h or 3d`,
  );
}

function rfc3339(text: string): number | undefined {
  const [, date, time, zone] = RFC_3339.exec(text) ?? [];
  if (date === undefined) return undefined;
  const ms = Date.parse(`${date}T${time}${zone.toUpperCase()}`);
  // Date.parse takes February 30th for March 2nd; the calendar does not.
  const day = new Date(`${date}T00:00:00Z`);
  const real = !Number.isNaN(day.getTime()) && day.toISOString().startsWith(date);
  return real && !Number.isNaN(ms) ? ms : undefined;
}

function parseTimeZone(text: string): string {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: text }).resolvedOptions().timeZone;
  } catch {
    throw new RangeError(`'${text}' is not a time zone; write an IANA name such as Europe/Berlin or UTC`);
  }
}

function parseLevel(text: string): string {
  if (severityFromWord(text) > 0) return text;
  return fail(
    `'${text}' is not a level; write such as DEBUG, INFO, WARN, ERROR or FATAL${didYouMean(text, SEVERITY_WORDS)}`,
  );
}

function parsePattern(text: string): string {
  const problem = patternProblem(notEmpty(text));
  if (problem !== undefined) throw new SyntaxError(problem);
  return text;
}

function parseList(text: string): readonly string[] {
  const items: string[] = [];
  let item = "";
  let depth = 0;
  for (const character of text) {
    if (character === "{") depth++;
    if (character === "}") depth = Math.max(0, depth - 1);
    if (character === "," && depth === 0) {
      items.push(item.trim());
      item = "";
    } else item += character;
  }
  items.push(item.trim());
  if (items.includes("")) throw new SyntaxError(`'${text}' has an empty item; write items with one comma between them`);
  return items;
}

function parseMix(text: string): Mix {
  const parts = text.split("/").map(Number);
  if (!/^\d+(\.\d+)?(\/\d+(\.\d+)?){2}$/.test(text)) {
    throw new SyntaxError(`'${text}' is not a mix; write three shares in percent such as 85/10/5`);
  }
  const sum = parts.reduce((a, b) => a + b, 0);
  if (Math.abs(sum - 100) > 1e-9) {
    throw new RangeError(`'${text}' adds up to ${Number(sum.toFixed(3))}; three shares must make 100`);
  }
  return { normal: parts[0], warnings: parts[1], errors: parts[2] };
}

function fail(message: string): never {
  throw new SyntaxError(message);
}
