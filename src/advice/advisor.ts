/**
 * Finds the advice for an anomaly and fills it in. What a log contains can hurt nobody here: of a line nothing but the
 * name of its source and of its session gets into a command, quoted for a POSIX shell (2.2.2, single quotes); where either
 * holds characters that a terminal would obey or hide, the command is left out.
 */
import type { AnomalyEvent } from "../core/anomaly.ts";
import { severityFromWord } from "../core/severity.ts";
import { timeText } from "../core/time_text.ts";
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
/** Longer names are not put into commands. */
const NAME_MAX = 500;

interface Condition {
  readonly row: AdviceRow;
  readonly match: RegExp | undefined;
}

/** Makes a function that gives the advice for an anomaly; `own` rows of the user are asked first. */
export function createAdvisor(own: readonly AdviceRow[] = []): (event: AnomalyEvent) => Advice | undefined {
  const conditions = [...own, ...ADVICE].map((row): Condition => ({
    row,
    match: row.match === undefined ? undefined : new RegExp(row.match, "i"),
  }));
  return (event) => {
    const text = event.message.slice(0, MATCHED_MAX);
    const found = conditions.find((condition) => fits(condition, event, text));
    return found === undefined ? undefined : fill(found.row, event);
  };
}

function fits({ row, match }: Condition, { detector, evidence }: AnomalyEvent, text: string): boolean {
  if (row.detectors !== undefined && !row.detectors.includes(detector)) return false;
  if (row.severityMin !== undefined) {
    if (typeof evidence.level !== "string" || severityFromWord(evidence.level) < row.severityMin) return false;
  }
  return match === undefined || match.test(text);
}

function fill({ recommendation, commands }: AdviceRow, event: AnomalyEvent): Advice {
  const [from, until] = around(event.time);
  const values: Readonly<Record<string, string | undefined>> = {
    file: fileOf(event),
    look: lookAround(event),
    since: from && shellTime(from),
    until: until && shellTime(until),
    session: event.session === undefined ? undefined : quoted(event.session),
    template: /^[0-9a-f]+$/.test(event.template_id) ? event.template_id : undefined,
  };
  return {
    recommendation,
    commands: commands.flatMap((command) => {
      const filled = command.replaceAll(PLACEHOLDER, (whole, name: string) => values[name] ?? whole);
      const isWhole = [...command.matchAll(PLACEHOLDER)].every(([, name]) => values[name] !== undefined);
      return isWhole ? [filled] : [];
    }),
    ...(from === undefined || until === undefined ? {} : { look_from: from, look_until: until }),
  };
}

const PLACEHOLDER = /\{(file|look|since|until|session|template)\}/g;

function around(time: string | null): readonly [from: string | undefined, until: string | undefined] {
  if (time === null) return [undefined, undefined];
  const ms = Date.parse(time);
  return [timeText(ms - AROUND_MS) ?? undefined, timeText(ms + AROUND_MS) ?? undefined];
}

/** As journalctl and date read it (systemd.time(7)). */
function shellTime(time: string): string {
  return `'${time.slice(0, "2026-11-22T18:00:00".length).replace("T", " ")} UTC'`;
}

/** A command that shows the lines around; undefined for standard input. */
function lookAround(event: AnomalyEvent): string | undefined {
  const file = fileOf(event);
  if (file === undefined) return undefined;
  const range = `'${Math.max(1, event.line - AROUND_LINES)},${event.line + AROUND_LINES}p'`;
  return event.source.endsWith(".gz") ? `zcat -- ${file} | sed -n ${range}` : `sed -n ${range} -- ${file}`;
}

function fileOf({ source }: AnomalyEvent): string | undefined {
  return source === "-" || source === "" ? undefined : quoted(source);
}

/** One word for a POSIX shell; undefined for what no command should hold. */
function quoted(text: string): string | undefined {
  // control characters, and format characters such as those that turn the direction of text
  if (text.length > NAME_MAX || /[\p{C}\p{Zl}\p{Zp}]/u.test(text)) return undefined;
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
