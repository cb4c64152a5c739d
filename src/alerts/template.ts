/**
 * A body that the user wrote, filled in. It is a value of JSON, and only its texts are looked at, so nothing that a log
 * holds can become a part of its structure: it is made text again after it was filled in.
 */
import type { Alert } from "./alert.ts";
import { worstOf } from "./alert.ts";
import type { Template } from "./notifier_spec.ts";

/** What may stand in braces. */
export const TEMPLATE_NAMES = [
  "id",
  "status",
  "route",
  "group",
  "group_key",
  "title",
  "severity",
  "score",
  "count",
  "anomalies_total",
  "time",
  "started",
  "host",
  "anomalies",
  "source",
  "line",
  "detector",
  "template",
  "message",
  "reason",
  "recommendation",
] as const;

const NAME = new RegExp(`\\{(${TEMPLATE_NAMES.join("|")})\\}`, "g");
const WHOLE = new RegExp(`^\\{(${TEMPLATE_NAMES.join("|")})\\}$`);

/** Fills in: a text that is one name alone becomes its value, with its type; within a longer text it becomes text. */
export function fillTemplate(template: Template, alert: Alert): unknown {
  const values: Readonly<Record<string, unknown>> = { ...worstOf(alert.anomalies), ...alert };
  const fill = (part: Template): unknown => {
    if (typeof part === "string") {
      const [, whole] = WHOLE.exec(part) ?? [];
      if (whole !== undefined) return values[whole] ?? null;
      return part.replace(NAME, (_, name: string) => textOf(values[name]));
    }
    if (Array.isArray(part)) return part.map(fill);
    if (typeof part !== "object" || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([name, value]) => [name, fill(value)]));
  };
  return fill(template);
}

/** The names in braces that nobody knows, so that a mistyped one is said at the start. */
export function unknownNames(template: Template): string[] {
  const texts: string[] = [];
  const collect = (part: Template): void => {
    if (typeof part === "string") texts.push(part);
    else if (typeof part === "object" && part !== null) Object.values(part).forEach(collect);
  };
  collect(template);
  const known: ReadonlySet<string> = new Set(TEMPLATE_NAMES);
  return texts.flatMap((text) => [...text.matchAll(/(?<!\$)\{(\w+)\}/g)].map(([, name]) => name))
    .filter((name) => !known.has(name));
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
