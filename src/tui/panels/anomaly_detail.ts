/** One anomaly, closely: the line, why it is odd, since when, what to look at next, and the lines around it. */
import type { AnomalyView, ContextLine } from "../../core/views/anomaly_view.ts";
import { countText, scoreText } from "../../core/text/number_text.ts";
import { baseName, compactCount, compactPlural, spanText } from "../amounts.ts";
import { severityMark } from "../anomaly_rows.ts";
import { columnsOfSpans, type Frame, type Span } from "../frame.ts";
import { bar } from "../plot.ts";
import type { Room } from "../screen.ts";
import type { Role } from "../style.ts";
import { trendIn } from "../trend_range.ts";
import { trendText } from "../trend_text.ts";
import { shortHead } from "../../core/lines/line_head.ts";
import { withoutColours } from "../../core/text/colours.ts";
import { compactFields } from "../../core/lines/line_fields.ts";
import { type TimeColumn, timesOver } from "../tables/time_column.ts";
import type { View } from "../view.ts";
import { levelRole, levelWord } from "../levels.ts";
import { wrap } from "../wrap.ts";

const LABEL_COLUMNS = 9;
const MESSAGE_ROWS_MAX = 4;
const PARTS_MAX = 5;
const COMMANDS_MAX = 3;
/** Evidence that the reason, the level or the advice says already. */
const SAID_ELSEWHERE = new Set(["recommendation", "look_from", "look_until", "level", "severity_number"]);

/** How many rows can be scrolled away at most in a frame of this size. */
export function detailEnd({ columns, rows }: Room, view: View, anomaly: AnomalyView): number {
  return Math.max(0, detailLines(columns - 4, view, anomaly, false).length - (rows - 2));
}

/** Draws it in a box; `offset` rows of the text are scrolled away. */
export function renderAnomalyDetail(frame: Frame, view: View, anomaly: AnomalyView, offset: number): void {
  const { event, count, score } = anomaly;
  const inner = frame.box([
    { text: `${scoreText(score)} `, role: "strong" },
    ...severityMark(anomaly),
    { text: ` ${event.detector.replaceAll("_", " ")}`, role: "title" },
    { text: ` · ${baseName(event.source)}:${event.line}`, role: "muted" },
    ...(count > 1 ? [{ text: ` · ×${compactCount(count)}`, role: "muted" } as const] : []),
    ...(anomaly.isPast ? [{ text: " · earlier run", role: "muted" } as const] : []),
  ], { role: "focus" }).inset(1, 0);
  const lines = detailLines(inner.columns, view, anomaly, inner.ascii);
  // what it says may have become shorter since it was scrolled
  const first = Math.max(0, Math.min(offset, lines.length - inner.rows));
  for (let row = 0; row < inner.rows; row++) inner.spans(0, row, lines[first + row] ?? []);
  if (lines.length - first > inner.rows) {
    frame.textBefore(frame.columns - 2, frame.rows - 1, " J more below ", { role: "muted" });
  }
}

function detailLines(columns: number, view: View, anomaly: AnomalyView, ascii: boolean): Span[][] {
  const lines: Span[][] = [];
  const { event, recommendation, parts } = anomaly;
  const message = wrap(messageOf(anomaly), columns);
  for (const text of message.slice(0, MESSAGE_ROWS_MAX)) {
    lines.push([{ text, role: levelRole(anomaly.severity), bold: true }]);
  }
  if (message.length > MESSAGE_ROWS_MAX) {
    lines.push([{ text: `… ${message.length - MESSAGE_ROWS_MAX} rows more`, role: "faint" }]);
  }
  lines.push([]);
  labelled(lines, columns, "why", event.reason, "strong");
  for (const { label, share } of parts.slice(0, PARTS_MAX)) {
    const room = Math.max(8, Math.floor((columns - LABEL_COLUMNS) * .4));
    lines.push([
      { text: " ".repeat(LABEL_COLUMNS) },
      {
        text: label.slice(0, columns - LABEL_COLUMNS - room - 6).padEnd(columns - LABEL_COLUMNS - room - 6),
        role: "muted",
      },
      { text: ` ${bar(share, room, ascii)}`, role: "accent" },
      { text: ` ${scoreText(share)}`, role: "muted" },
    ]);
  }
  labelled(lines, columns, "since", sinceText(view, anomaly), "plain");
  const trend = trendText(trendIn(view, anomaly.trend), columns - LABEL_COLUMNS, ascii);
  if (trend !== "") {
    lines.push([{ text: "rate".padEnd(LABEL_COLUMNS), role: "muted" }, { text: trend, role: "series" }]);
  }
  if (recommendation !== "") labelled(lines, columns, "next", recommendation, "plain");
  const { commands } = event.evidence;
  if (Array.isArray(commands)) {
    for (const command of commands.slice(0, COMMANDS_MAX)) labelled(lines, columns, "", `$ ${command}`, "muted");
  }
  const { session } = anomaly;
  if (event.session !== undefined) {
    const kept = session === undefined || session.count === 0
      ? ""
      : `, ${compactPlural(session.count, "line")} of it below`;
    labelled(lines, columns, "session", `${event.session}${kept}`, "parameter");
  }
  if (anomaly.context.length > 0) {
    lines.push([]);
    const times = timesOf(view, anomaly.context);
    for (const line of anomaly.context) lines.push(contextLine(line, times, columns));
  }
  if (session !== undefined && session.count > 0) {
    const { first, last, count } = session;
    const between = count - first.length - last.length;
    const times = timesOf(view, [...first, ...last]);
    const shown = (line: ContextLine) => contextLine({ ...line, isOdd: line.line === event.line }, times, columns);
    lines.push([], [{ text: "the session's lines", role: "muted" }], ...first.map(shown));
    if (between > 0) lines.push([{ text: `  … ${compactPlural(between, "line")} between`, role: "faint" }]);
    lines.push(...last.map(shown));
  }
  lines.push([]);
  labelled(lines, columns, "template", event.template, "muted");
  for (const [name, text] of evidenceOf(anomaly)) labelled(lines, columns, name, text, "muted");
  return lines;
}

/** The line itself; of one that is made of fields its message first, since not all of it may be shown. */
function messageOf({ event, context }: AnomalyView): string {
  const messageStart = context.find(({ isOdd }) => isOdd)?.messageStart;
  const message = withoutColours(event.message);
  return compactFields(message, messageStart) ?? message;
}

/** A label in its column, and text that goes on below itself. */
function labelled(lines: Span[][], columns: number, label: string, text: string, role: Role): void {
  for (const [row, part] of wrap(text, Math.max(10, columns - LABEL_COLUMNS)).entries()) {
    lines.push([{ text: (row === 0 ? label.slice(0, LABEL_COLUMNS - 1) : "").padEnd(LABEL_COLUMNS), role: "muted" }, {
      text: part,
      role,
    }]);
  }
}

function sinceText({ texts, snapshot, past }: View, anomaly: AnomalyView): string {
  const { timeMs, lastTimeMs, count, closed, before, sinceMs, event } = anomaly;
  const lasted = count > 1 && lastTimeMs > timeMs
    ? `, ×${compactCount(count)} in ${spanText(lastTimeMs - timeMs)}`
    : "";
  const ago = snapshot.clockMs - lastTimeMs;
  const state = closed ? ago > 1000 ? `, over since ${spanText(ago)}` : ", over" : ", going on";
  const when = Number.isNaN(timeMs) ? "a line without a time" : texts.full(timeMs);
  if (anomaly.isPast) return `${when}${lasted}, in an earlier run`;
  const first = Number.isNaN(sinceMs) ? "" : ` (first ${texts.full(sinceMs).slice(0, 16)})`;
  const inRun = before === 0 ? "the first such anomaly of this run" : `${before} like it before${first}`;
  const known = past?.before(event);
  const inPast = known === undefined || known.count === 0
    ? ""
    : `, ${known.count}${known.isMore ? " and more" : ""} in earlier runs (last ${
      texts.full(known.lastMs).slice(0, 16)
    })`;
  const earlier = inRun + inPast;
  return `${when}${lasted}${state}; ${earlier}`;
}

/** Evidence that is a number or a word, by names that people read. */
function evidenceOf({ event }: AnomalyView): [string, string][] {
  return Object.entries(event.evidence).flatMap(([name, value]): [string, string][] => {
    if (SAID_ELSEWHERE.has(name) || typeof value === "object") return [];
    return [[
      name.replaceAll("_", " "),
      typeof value === "number" ? evidenceNumber(value) : String(value),
    ]];
  }).slice(0, 6).map(([name, value]): [string, string] => ["", `${name}: ${value}`]);
}

/** Whole numbers whole, as the reason says them. */
function evidenceNumber(value: number): string {
  return Number.isInteger(value) ? countText(value) : String(Number(value.toPrecision(4)));
}

/** Times for lines beside each other: of day, and with the day only where they are far apart. */
function timesOf({ texts }: View, lines: readonly ContextLine[]): TimeColumn {
  const known = lines.map(({ timeMs }) => timeMs).filter((timeMs) => !Number.isNaN(timeMs));
  return timesOver(texts, known.length === 0 ? 0 : Math.max(...known) - Math.min(...known));
}

function contextLine(line: ContextLine, times: TimeColumn, columns: number): Span[] {
  const { timeMs, severity, text, messageStart, isOdd } = line;
  const time = times.text(timeMs);
  const shown = compactFields(text, messageStart) ??
    (time === "" ? text : shortHead(text.slice(0, messageStart)) + text.slice(messageStart));
  const level = levelWord(severity).padEnd(5);
  const before: Span[] = [
    { text: isOdd ? "▸ " : "  ", role: "accent" },
    ...(time === "" ? [] : [{ text: `${time} `, role: "faint" } as const]),
    ...(severity === 0 ? [] : [{ text: `${level} `, role: levelRole(severity) } as const]),
  ];
  const used = columnsOfSpans(before);
  return [...before, { text: shown.slice(0, Math.max(0, columns - used) * 2), role: isOdd ? "strong" : "muted" }];
}
