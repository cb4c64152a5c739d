/** One line in, what was found out: as text, for tests. */
import { SAMPLE_REFERENCE } from "../../src/formats/builtin/builtin_format.ts";
import { createParser, type FormatSpec, LineFields, type ParseContext } from "../../src/formats/mod.ts";

export const REFERENCE = SAMPLE_REFERENCE;

export interface Found {
  readonly matched: boolean;
  /** ISO 8601 in UTC, or null. */
  readonly time: string | null;
  readonly severity: number;
  readonly message: string;
}

export function parseLine(spec: FormatSpec, line: string, context: Partial<ParseContext> = {}): Found {
  const bytes = new TextEncoder().encode(`before\n${line}\nafter`);
  const start = 7;
  const end = bytes.length - 6;
  const fields = new LineFields();
  const parser = createParser(spec, { timeZone: "UTC", referenceMs: REFERENCE, ...context });
  const matched = parser.parse(bytes, start, end, fields);
  return {
    matched,
    time: Number.isNaN(fields.time) ? null : new Date(Math.floor(fields.time)).toISOString(),
    severity: fields.severity,
    message: new TextDecoder().decode(bytes.slice(fields.messageStart, fields.messageEnd)),
  };
}

export function attributesOf(spec: FormatSpec, line: string): Record<string, unknown> {
  const bytes = new TextEncoder().encode(line);
  const parser = createParser(spec, { timeZone: "UTC", referenceMs: REFERENCE });
  return Object.fromEntries(parser.attributes(bytes, 0, bytes.length).map(({ name, value }) => [name, value]));
}

export function pattern(...patterns: string[]): FormatSpec {
  return { kind: "pattern", name: "test", patterns };
}
