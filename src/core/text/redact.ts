/**
 * Takes out of events what must not be kept or passed on: passwords, tokens, names. What a pattern matches is replaced
 * in every text of an event, before it is printed, stored, or sent anywhere.
 */
import type { OddlineEvent } from "../anomaly.ts";

/** What stands in the place of what was taken out. */
export const REDACTED = "[redacted]";

/** Takes out of a text what the patterns match. */
export type RedactText = (text: string) => string;

/** Takes nothing out. */
export const UNREDACTED: RedactText = (text) => text;

/** The fields whose values Oddline makes itself; programs tell events apart by them. */
const OWN_FIELDS: ReadonlySet<string> = new Set([
  "type",
  "id",
  "time",
  "last_time",
  "first_time",
  "detector",
  "detectors",
  "severity",
  "template_id",
  "from",
  "into",
]);

/** Makes the replacement for patterns (JavaScript regular expressions); undefined for none. Throws SyntaxError. */
export function createRedactor(patterns: readonly string[]): RedactText | undefined {
  if (patterns.length === 0) return undefined;
  const compiled = patterns.map((pattern) => new RegExp(pattern, "g"));
  return (text) => compiled.reduce((left, pattern) => left.replace(pattern, (found) => found && REDACTED), text);
}

/** The same of text in UTF-8. */
export function redactBytes(bytes: Uint8Array, redact: RedactText): Uint8Array {
  return redact === UNREDACTED ? bytes : new TextEncoder().encode(redact(new TextDecoder().decode(bytes)));
}

/** The event with every text redacted but those that Oddline made itself. */
export function redactEvent<E extends OddlineEvent>(event: E, redact: RedactText): E {
  return Object.fromEntries(
    Object.entries(event).map(([name, value]) => [name, OWN_FIELDS.has(name) ? value : redactValue(value, redact)]),
  ) as unknown as E;
}

function redactValue(value: unknown, redact: RedactText): unknown {
  if (typeof value === "string") return redact(value);
  if (Array.isArray(value)) return value.map((item) => redactValue(item, redact));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [redact(name), redactValue(item, redact)]));
}
