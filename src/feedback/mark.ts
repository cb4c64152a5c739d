/**
 * A mark: what somebody has looked at and called normal. Its conditions say which anomalies are meant; all that are
 * given must hold. It holds for good, or until a time of the lines' own, so that the same log and marks give the same
 * output whenever they are read.
 */
import { z } from "zod";
import { DETECTORS } from "../core/anomaly.ts";
import { patternProblem } from "../core/pattern.ts";

/** Marks that are kept, at most. */
export const MARKS_MAX = 10_000;
/** Raised when the shape of the file changes; a file of another version is not taken up. */
const MARKS_VERSION = 1;

const time = z.string().refine((text) => !Number.isNaN(Date.parse(text)), "is not a time in RFC 3339");
const text = z.string().min(1, "is empty");

/** Conditions of a mark, at least one; all that are there must hold. */
const scopeSchema = z.looseObject({
  /** Id of the template, also after it was merged into another. */
  template: text.optional(),
  /** JavaScript regular expression over the raw line. */
  match: text.superRefine((source, context) => {
    const problem = patternProblem(source);
    if (problem !== undefined) context.addIssue({ code: "custom", message: problem });
  }).optional(),
  /** Text that the raw line contains. */
  text: text.optional(),
  /** Name of the source as events say it, or a glob; without a slash it is the file's name in any folder. */
  source: text.optional(),
  detector: z.enum(DETECTORS).optional(),
});

const markSchema = scopeSchema.extend({
  id: text,
  created: time,
  /** Lines after this time are not meant any more; null: for good. */
  expires: time.nullable(),
  /** Why it is normal, in the user's words. */
  reason: z.string().optional(),
}).refine((mark) => SCOPE_KEYS.some((key) => mark[key] !== undefined), "says of no anomaly that it is meant");

const fileSchema = z.looseObject({
  version: z.literal(MARKS_VERSION, `is not ${MARKS_VERSION}, which is what this program reads`),
  marks: z.array(markSchema).max(MARKS_MAX, `holds more than ${MARKS_MAX} marks`),
});

/** The conditions, in the order in which they are shown and asked. */
export const SCOPE_KEYS = ["detector", "template", "source", "text", "match"] as const;

/** What a mark is about. */
export type Scope = Readonly<Partial<Pick<z.infer<typeof scopeSchema>, typeof SCOPE_KEYS[number]>>>;

/** A mark as it stands in the file. Fields that this version does not know are kept. */
export type Mark = Readonly<z.infer<typeof markSchema>>;

/** Reads the text of a file of marks: the marks, or what is wrong with it. */
export function parseMarks(content: string): readonly Mark[] | string {
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch {
    return content.trim() === "" ? "is empty" : "is not JSON";
  }
  const parsed = fileSchema.safeParse(value);
  if (parsed.success) return parsed.data.marks;
  const [{ path, message }] = parsed.error.issues;
  const place = path.map((step) => typeof step === "number" ? `[${step + 1}]` : String(step)).join(".")
    .replaceAll(".[", "[");
  return place === "" ? message : `${place}: ${message}`;
}

/** The text of a file that holds these marks. */
export function marksText(marks: readonly Mark[]): string {
  return `${JSON.stringify({ version: MARKS_VERSION, marks }, null, 2)}\n`;
}
