/**
 * A line that is made of fields, JSON or logfmt, alone or behind the head of another format: its message first, then
 * what stands before the fields, then the other fields, of which the writer's bookkeeping comes last (`_PID` and
 * `__CURSOR` of journald).
 */
import { withoutColours } from "../text/colours.ts";
import { shortHead } from "./line_head.ts";

type Field = readonly [name: string, value: unknown];

/** Where the parser names no message. */
const MESSAGE_NAMES = ["message", "msg", "event", "log", "body"];
/** What columns of their own say already. */
const SAID = /^(@?time(stamp)?|ts|t|level|severity|lvl|PRIORITY)$/i;
const PAIR = /([A-Za-z_@][\w.@-]*)=(?:"((?:[^"\\]|\\.)*)"|([^\s"]*))(?:\s+|$)/y;
/** Fewer pairs may be the text of another format, where the parser has found none of them. */
const PAIRS_MIN = 3;
/** Where fields may begin behind a head, and of how many places this is tried. */
const FIELDS_BEGIN = /(?<!\S)(?:\{|[A-Za-z_@][\w.@-]*=)/g;
const TRIES_MAX = 8;
/** The name of a value whose first character is the next. */
const NAME_BEFORE = /"((?:[^"\\]|\\.)*)"\s*:\s*"$|([\w.@-]+)="?$/;

interface FieldLine {
  /** What stands before the fields. */
  readonly head: string;
  readonly isJson: boolean;
  /** The message first. */
  readonly fields: readonly Field[];
  readonly message: string | undefined;
}

/**
 * `{"level":"info","msg":"done","ms":12}` and `level=info msg=done ms=12` as `done  ms=12`; undefined for another line.
 * `messageStart` is where its parser found the message, 0 where that is not known.
 */
export function compactFields(text: string, messageStart = 0): string | undefined {
  const line = fieldLineOf(text, messageStart);
  if (line === undefined) return undefined;
  const { head, message, fields } = line;
  const others = (message === undefined ? fields : fields.slice(1)).filter(([name]) => !SAID.test(name))
    .map(([name, value]) => `${name}=${shown(value)}`);
  const parts = [message === undefined ? "" : messageText(message), shortHead(head).trim(), ...others];
  return withoutColours(parts.filter((part) => part !== "").join("  "));
}

/** A message that is a line of fields itself, as Docker wraps what a program writes, in short too. */
function messageText(message: string): string {
  const line = message.trim();
  return line.startsWith("{") ? compactFields(line) ?? line : line;
}

/** The same line with one field a row, for a closer look; undefined for a line that is something else. */
export function expandedFields(text: string, messageStart = 0): string[] | undefined {
  const line = fieldLineOf(text, messageStart);
  if (line === undefined) return undefined;
  const { head, isJson, fields } = line;
  const rows = isJson
    ? JSON.stringify(Object.fromEntries(fields), undefined, 2).split("\n")
    : fields.map(([name, value]) => `${name}=${shown(value)}`);
  return head === "" ? rows : [head.trimEnd(), ...rows];
}

/** Fields are looked for from the beginning on, up to where the message begins. */
function fieldLineOf(text: string, messageStart: number): FieldLine | undefined {
  const pairsMin = NAME_BEFORE.test(text.slice(0, messageStart)) ? 1 : PAIRS_MIN;
  let tries = 0;
  for (const { index } of text.matchAll(FIELDS_BEGIN)) {
    if (index > messageStart || ++tries > TRIES_MAX) return undefined;
    const isJson = text[index] === "{";
    const fields = isJson ? jsonFields(text.slice(index)) : logfmtFields(text.slice(index), pairsMin);
    if (fields !== undefined) return ordered(text, messageStart, { head: text.slice(0, index), isJson, fields });
  }
  return undefined;
}

function ordered(text: string, messageStart: number, line: Omit<FieldLine, "message">): FieldLine {
  const { fields } = line;
  const message = messageOf(text, messageStart, fields);
  const others = fields.filter((field) => field !== message).map((field) => ({ field, rank: rankOf(field) }))
    .sort((a, b) => a.rank - b.rank).map(({ field }) => field);
  return {
    ...line,
    fields: message === undefined ? others : [message, ...others],
    message: message === undefined ? undefined : String(message[1]),
  };
}

/** The field that the parser took for the message, else the one that is mostly named so. */
function messageOf(text: string, messageStart: number, fields: readonly Field[]): Field | undefined {
  const before = NAME_BEFORE.exec(text.slice(0, messageStart));
  const known = before?.[1] ?? before?.[2];
  const names = known === undefined ? MESSAGE_NAMES : [known.toLowerCase(), ...MESSAGE_NAMES];
  for (const name of names) {
    const found = fields.find(([own, value]) => typeof value === "string" && own.toLowerCase() === name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** How much a field is about the writing of the line and not about what it says. */
function rankOf([name]: Field): number {
  return name.startsWith("__") ? 2 : name.startsWith("_") ? 1 : 0;
}

function jsonFields(text: string): Field[] | undefined {
  try {
    const fields: Record<string, unknown> = JSON.parse(text);
    return Object.entries(fields);
  } catch {
    return undefined;
  }
}

function logfmtFields(text: string, pairsMin: number): Field[] | undefined {
  const fields: Field[] = [];
  for (let at = 0; at < text.length; at = PAIR.lastIndex) {
    PAIR.lastIndex = at;
    const match = PAIR.exec(text);
    if (match === null) return undefined;
    const [, name, inQuotes, bare = ""] = match;
    fields.push([name, inQuotes?.replace(/\\(["\\])/g, "$1") ?? bare]);
  }
  return fields.length < pairsMin ? undefined : fields;
}

function shown(value: unknown): string {
  return typeof value === "string" ? /[\s=]/.test(value) ? JSON.stringify(value) : value : JSON.stringify(value);
}
