/**
 * Checks that a JSON value is a record of the truth. Fields that are not known are let through: others may be added.
 */
import type { TruthRecord } from "./truth.ts";

/** What a field must be, and how a message says so. */
type Check = readonly [expected: string, holds: (value: unknown) => boolean];

const COUNT: Check = ["a whole number, 0 or more", (value) => Number.isSafeInteger(value) && Number(value) >= 0];
const LINE: Check = ["a line number from 1", isLineNumber];
const LABEL: Check = ["0 or 1", (value) => value === 0 || value === 1];
const TEXT: Check = ["a text", (value) => typeof value === "string"];
const TIME: Check = ["a time in RFC 3339", (value) => typeof value === "string" && !Number.isNaN(Date.parse(value))];
const SEVERITY: Check = ["warning or critical", (value) => value === "warning" || value === "critical"];
const LINES: Check = [
  "[first, last]",
  (value) => Array.isArray(value) && value.length === 2 && value.every(isLineNumber) && value[0] <= value[1],
];

interface Shape {
  readonly required: Readonly<Record<string, Check>>;
  readonly optional: Readonly<Record<string, Check>>;
}

const SHAPES: Readonly<Record<TruthRecord["kind"], Shape>> = {
  meta: { required: {}, optional: { lines: COUNT } },
  line: {
    required: { line: LINE, anomaly: LABEL },
    optional: { reason: TEXT, incident: TEXT, source: TEXT, source_line: LINE },
  },
  session: { required: { session: TEXT, anomaly: LABEL }, optional: {} },
  incident: {
    required: { id: TEXT, scenario: TEXT, start: TIME, end: TIME, severity: SEVERITY, lines: LINES, count: COUNT },
    optional: { silent: TEXT },
  },
};

/** The record, or what is wrong with the value. */
export function parseTruthRecord(value: unknown): TruthRecord | string {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return "expected one JSON object";
  const record = value as Record<string, unknown>;
  const kind = String(record.kind);
  if (!isKind(kind)) return `kind must be one of ${Object.keys(SHAPES).join(", ")}`;
  const { required, optional } = SHAPES[kind];
  for (const [name, [expected, holds]] of Object.entries(required)) {
    if (!holds(record[name])) return `${name} must be ${expected}`;
  }
  for (const [name, [expected, holds]] of Object.entries(optional)) {
    if (record[name] !== undefined && !holds(record[name])) return `${name} must be ${expected}`;
  }
  return record as unknown as TruthRecord;
}

function isKind(kind: string): kind is TruthRecord["kind"] {
  return Object.hasOwn(SHAPES, kind);
}

function isLineNumber(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 1;
}
