/**
 * Reads labels in each of the three forms that there are, and gives one shape back:
 *
 * - a 0 or 1 on each line, for the log's line of the same number;
 * - CSV `session,anomaly`, with or without that header;
 * - NDJSON, as `generate --truth` writes it (truth.ts).
 *
 * What the text is, its first line says. A label that cannot be read stops everything: a score against half a truth
 * is worse than none.
 */
import type { TruthIncident, TruthRecord } from "./truth.ts";
import { parseTruthRecord } from "./truth_record.ts";

const LABEL_FORMS = ["lines", "sessions", "truth"] as const;
export type LabelForm = typeof LABEL_FORMS[number];

export interface Labels {
  readonly form: LabelForm;
  /** Lines of the labelled log; undefined where the labels do not say (sessions, a truth without `meta`). */
  readonly lineCount: number | undefined;
  /** 1-based numbers of the lines that are odd; all others are normal. */
  readonly oddLines: ReadonlySet<number>;
  /** Whether a session is odd. Empty where there are no labels of sessions. */
  readonly sessions: ReadonlyMap<string, boolean>;
  readonly incidents: readonly TruthIncident[];
  /** The incident that a line belongs to, by line number. */
  readonly incidentOfLine: ReadonlyMap<number, string>;
}

/** Where in the labels something stands, for messages. */
interface Place {
  readonly file: string;
  readonly line: number;
}

/**
 * @param text the whole label file
 * @param file its name, for messages
 * @throws SyntaxError that says file, line and what is wrong
 */
export function parseLabels(text: string, file: string): Labels {
  for (const { content } of numberedLines(text)) {
    if (content.startsWith("{")) return labelsFromTruth(truthRecords(text, file));
    return /^[01]$/.test(content) ? parseLineLabels(text, file) : parseSessionLabels(text, file);
  }
  throw new SyntaxError(`${file}: cannot read labels: the file is empty`);
}

function parseLineLabels(text: string, file: string): Labels {
  const oddLines = new Set<number>();
  let lineCount = 0;
  for (const { line, content } of numberedLines(text)) {
    // Blank lines may end the file; between labels they would shift all that follow.
    if (content !== "0" && content !== "1") throw unreadable({ file, line }, "expected 0 or 1", content);
    lineCount++;
    if (line !== lineCount) throw unreadable({ file, line: lineCount }, "expected 0 or 1", "");
    if (content === "1") oddLines.add(line);
  }
  return { ...NO_LABELS, form: "lines", lineCount, oddLines };
}

function parseSessionLabels(text: string, file: string): Labels {
  const sessions = new Map<string, boolean>();
  let isFirst = true;
  for (const { line, content } of numberedLines(text)) {
    const isHeader = isFirst && /^"?session"?,"?anomaly"?$/i.test(content);
    isFirst = false;
    if (isHeader) continue;
    const match = /^(.+),"?([01])"?$/.exec(content);
    if (!match) throw unreadable({ file, line }, "expected session,anomaly with anomaly 0 or 1", content);
    const session = unquoted(match[1]!);
    const odd = match[2] === "1";
    if ((sessions.get(session) ?? odd) !== odd) {
      throw unreadable({ file, line }, "the session was labelled otherwise before", content);
    }
    sessions.set(session, odd);
  }
  return { ...NO_LABELS, form: "sessions", sessions };
}

function* truthRecords(text: string, file: string): Generator<TruthRecord> {
  for (const { line, content } of numberedLines(text)) yield readRecord(content, { file, line });
}

/** The labels that records of the truth amount to: those of a file, or fresh from the generator. */
export function labelsFromTruth(records: Iterable<TruthRecord>): Labels {
  const oddLines = new Set<number>();
  const sessions = new Map<string, boolean>();
  const incidents: TruthIncident[] = [];
  const incidentOfLine = new Map<number, string>();
  let lineCount: number | undefined;
  for (const record of records) {
    switch (record.kind) {
      case "meta":
        lineCount = record.lines ?? lineCount;
        break;
      case "line":
        if (record.anomaly === 1) oddLines.add(record.line);
        if (record.incident !== undefined) incidentOfLine.set(record.line, record.incident);
        break;
      case "session":
        sessions.set(record.session, record.anomaly === 1);
        break;
      case "incident":
        incidents.push(record);
        break;
      default:
        record satisfies never;
    }
  }
  return { form: "truth", lineCount, oddLines, sessions, incidents, incidentOfLine };
}

function readRecord(content: string, place: Place): TruthRecord {
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch {
    throw unreadable(place, "expected one JSON object", content);
  }
  const record = parseTruthRecord(value);
  if (typeof record === "string") throw unreadable(place, record, content);
  return record;
}

const NO_LABELS: Labels = {
  form: "lines",
  lineCount: undefined,
  oddLines: new Set(),
  sessions: new Map(),
  incidents: [],
  incidentOfLine: new Map(),
};

/** The lines that are not blank, trimmed, with their 1-based numbers. A byte order mark is white space to `trim`. */
function* numberedLines(text: string): Generator<{ line: number; content: string }> {
  let line = 0;
  for (let start = 0; start < text.length;) {
    const feed = text.indexOf("\n", start);
    const end = feed < 0 ? text.length : feed;
    line++;
    const content = text.slice(start, end).trim();
    if (content !== "") yield { line, content };
    start = end + 1;
  }
}

/** A CSV field without its quotes (RFC 4180). */
function unquoted(field: string): string {
  return /^".*"$/.test(field) ? field.slice(1, -1).replaceAll('""', '"') : field;
}

const SHOWN_MAX = 80;

function unreadable({ file, line }: Place, problem: string, content: string): SyntaxError {
  const shown = content.length > SHOWN_MAX ? `${content.slice(0, SHOWN_MAX)}…` : content;
  return new SyntaxError(`${file}:${line}: cannot read a label: ${problem}, got ${JSON.stringify(shown)}`);
}
