/**
 * Finds the advice for an anomaly and fills it in. What a log contains can hurt nobody here: of a line nothing but the
 * name of its source and of its session gets into a command, quoted for a POSIX shell (2.2.2, single quotes); where
 * either holds characters that a terminal would obey or hide, the command is left out.
 */
import type { AnomalyEvent } from "../core/anomaly.ts";
import { rememberingLast } from "../core/remembering_last.ts";
import { severityFromWord } from "../core/severity.ts";
import { shellWord } from "../core/text/shell_word.ts";
import { msOfTime, timeText } from "../core/time/time_text.ts";
import type { AdviceRow } from "./advice_row.ts";
import { ADVICE } from "./table.ts";

/** What to look at next, as it goes into an anomaly's evidence. */
export interface Advice {
  readonly recommendation: string;
  /** Commands to type; Oddline runs none of them. */
  readonly commands: readonly string[];
  /** The time to look around, RFC 3339; absent where the line has none. */
  readonly look_from?: string;
  readonly look_until?: string;
}

/** Characters of a line that are looked at. */
const MATCHED_MAX = 4096;
const AROUND_MS = 5 * 60_000;
const AROUND_LINES = 10;
/** Lines that are shown of a long burst, from before its first one on. */
const LOOK_LINES_MAX = 100;
/** Longer names are not put into commands. */
const NAME_MAX = 500;

/** A row, its words as a pattern, and its commands cut at their placeholders: texts and names in turn. */
export interface PreparedAdvice {
  readonly row: AdviceRow;
  readonly match: RegExp | undefined;
  readonly commands: readonly (readonly string[])[];
}

/** What of an anomaly is filled in. */
export type AdvisedEvent = Pick<
  AnomalyEvent,
  "time" | "source" | "line" | "detector" | "template_id" | "session" | "evidence"
>;

/** Makes a function that finds the advice for an anomaly, to be filled in; `own` rows of the user are asked first. */
export function createAdviceFinder(
  own: readonly AdviceRow[] = [],
): (event: AnomalyEvent) => PreparedAdvice | undefined {
  const conditions = [...own, ...ADVICE].map(prepareAdvice);
  // what is left to ask of a line without any of the words that are built in
  const wordless = conditions.filter(({ match }, index) => index < own.length || match === undefined);
  return (event) => {
    const text = event.message.slice(0, MATCHED_MAX);
    const asked = BUILT_IN_WORDS.test(text) ? conditions : wordless;
    return asked.find((condition) => fits(condition, event, text));
  };
}

/** A row that is made ready to be asked and filled in, which is worth it for many anomalies. */
export function prepareAdvice(row: AdviceRow): PreparedAdvice {
  return {
    row,
    match: row.match === undefined ? undefined : new RegExp(row.match, "i"),
    commands: row.commands.map((command) => command.split(PLACEHOLDER)),
  };
}

/**
 * The words of all rows that are built in, as one pattern: most lines have none of them, which one look tells in a
 * third of the time. Patterns of the user cannot be joined, since they may refer to their groups by number.
 */
const BUILT_IN_WORDS = new RegExp(
  ADVICE.flatMap(({ match }) => match === undefined ? [] : `(?:${match})`).join("|"),
  "i",
);

function fits({ row, match }: PreparedAdvice, { detector, evidence }: AnomalyEvent, text: string): boolean {
  if (row.detectors !== undefined && !row.detectors.includes(detector)) return false;
  if (row.severityMin !== undefined) {
    if (typeof evidence.level !== "string" || severityFromWord(evidence.level) < row.severityMin) return false;
  }
  return match === undefined || match.test(text);
}

/** What is advised for an anomaly; the same whenever it is asked. */
export function fillAdvice({ row, commands }: PreparedAdvice, event: AdvisedEvent): Advice {
  const [from, until] = around(event.time);
  const filled: string[] = [];
  for (const parts of commands) {
    let text = "";
    for (let k = 0; k < parts.length; k++) {
      const part = k % 2 === 0 ? parts[k] : valueOf(parts[k], event, from, until);
      if (part === undefined) break;
      text += part;
      if (k === parts.length - 1) filled.push(text);
    }
  }
  const { recommendation } = row;
  if (from === undefined || until === undefined) return { recommendation, commands: filled };
  return { recommendation, commands: filled, look_from: from, look_until: until };
}

/** What stands for a placeholder; undefined where there is nothing that may. */
function valueOf(name: string, event: AdvisedEvent, from?: string, until?: string): string | undefined {
  switch (name) {
    case "file":
      return fileOf(event);
    case "look":
      return lookAround(event);
    case "since":
      return from && shellTime(from);
    case "until":
      return until && shellTime(until);
    case "session":
      return event.session === undefined ? undefined : quoted(event.session);
    default:
      return /^[0-9a-f]+$/.test(event.template_id) ? event.template_id : undefined;
  }
}

/** With its name in a group of its own, so that `split` gives it too. */
const PLACEHOLDER = /\{(file|look|since|until|session|template)\}/;

function around(time: string | null): readonly [from: string | undefined, until: string | undefined] {
  if (time === null) return [undefined, undefined];
  const ms = msOfTime(time);
  return [timeText(ms - AROUND_MS) ?? undefined, timeText(ms + AROUND_MS) ?? undefined];
}

/** As journalctl and date read it (systemd.time(7)). */
function shellTime(time: string): string {
  return `'${time.slice(0, "2026-11-22T18:00:00".length).replace("T", " ")} UTC'`;
}

/**
 * A command that shows the lines around, of a burst those from before its first one on: as many lines
 * earlier as it has by then, or more where others stand between them; undefined for standard input.
 */
function lookAround(event: AdvisedEvent): string | undefined {
  const file = fileOf(event);
  if (file === undefined) return undefined;
  const { detector, line, evidence } = event;
  const before = detector === "spike" && typeof evidence.lines === "number" ? evidence.lines - 1 : 0;
  const first = Math.max(1, line - before - AROUND_LINES);
  const range = `'${first},${Math.min(line + AROUND_LINES, first + LOOK_LINES_MAX)}p'`;
  return event.source.endsWith(".gz") ? `zcat -- ${file} | sed -n ${range}` : `sed -n ${range} -- ${file}`;
}

/** Undefined for what cannot be read once more: standard input, under whatever name, and what a shell has opened. */
function fileOf({ source }: AdvisedEvent): string | undefined {
  return fileWord(source);
}

/** Anomalies come from one source many times in a row. */
const fileWord = rememberingLast((source: string) =>
  /^(-?$|\/dev\/|\/proc\/)/.test(source) ? undefined : quoted(source)
);

/** One word for a POSIX shell; undefined for what no command should hold. */
function quoted(text: string): string | undefined {
  // control characters, and format characters such as those that turn the direction of text
  if (text.length > NAME_MAX || /[\p{C}\p{Zl}\p{Zp}]/u.test(text)) return undefined;
  return shellWord(text);
}
