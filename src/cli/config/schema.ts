/**
 * What may stand in `oddline.yaml`, as a zod schema. The keys that are flags come from the table of flags; the sections
 * for multi-line events, formats, rules and keywords are spelled out here (and described in `sections.ts`).
 */
import * as z from "zod";
import type { AdviceRow } from "../../advice/mod.ts";
import { type DetectorId, DETECTORS } from "../../core/anomaly.ts";
import type { RuleSpec } from "../../detectors/rule_spec.ts";
import type { MaskSpec } from "../../mining/masks/custom_masks.ts";
import type { PatternSpec } from "../../formats/format.ts";
import { severityFromWord } from "../../core/severity.ts";
import { fileKey } from "../flag.ts";
import { FORMAT_PATTERN } from "../settings/log_format.ts";
import { SHARED_FLAGS } from "../shared_flags.ts";
import {
  DETECTOR_LIST,
  LEVEL,
  number,
  PATTERN,
  SPAN,
  SWITCH,
  TEXT,
  type ValueType,
  wholeNumber,
} from "../values/mod.ts";
import { ALERTS } from "./alerts_schema.ts";
import { parseCondition } from "./condition.ts";
import { type DetectorChange, MULTILINE_LINES_MAX } from "./file_settings.ts";
import { unique, value } from "./schema_values.ts";

const RULE_SCORE = 0.95;
/** More would flag whatever a detector has ever heard of. */
const SENSITIVITY_MAX = 100;
const EVENT_LINES_MAX = 100_000;
/** Each is tried on every message. */
const MASKS_MAX = 32;

const SEVERITY: ValueType<number> = {
  name: "level",
  parse: (text) => /^\d+$/.test(text) ? wholeNumber(1, 24).parse(text) : severityFromWord(LEVEL.parse(text)),
};

const RULE = z.strictObject({
  name: value(TEXT),
  match: value(PATTERN).optional(),
  severity_min: value(SEVERITY).optional(),
  where: z.array(value({ name: "comparison", parse: parseCondition })).optional(),
  score: value(number(0, 1)).optional(),
  count: value(wholeNumber(1)).optional(),
  within: value(SPAN).optional(),
  reason: value(TEXT).optional(),
  recommendation: value(TEXT).optional(),
}).transform((rule, context): RuleSpec => {
  if (rule.match === undefined && rule.severity_min === undefined && (rule.where ?? []).length === 0) {
    context.addIssue("says of no line that it matches; give it match, where or severity_min");
  }
  if ((rule.count ?? 1) > 1 && rule.within === undefined) {
    context.addIssue("has count without within; add such as within: 60s");
  }
  if (rule.within !== undefined && rule.count === undefined) {
    context.addIssue("has within without count; add such as count: 10");
  }
  return {
    name: rule.name,
    where: rule.where ?? [],
    score: rule.score ?? RULE_SCORE,
    count: rule.count ?? 1,
    withinMs: rule.within ?? 0,
    ...(rule.match === undefined ? {} : { match: rule.match }),
    ...(rule.severity_min === undefined ? {} : { severityMin: rule.severity_min }),
    ...(rule.reason === undefined ? {} : { reason: rule.reason }),
    ...(rule.recommendation === undefined ? {} : { recommendation: rule.recommendation }),
  };
});

const FORMAT = z.strictObject({ name: value(TEXT), patterns: z.array(value(FORMAT_PATTERN)).min(1) })
  .transform((format): PatternSpec => ({ kind: "pattern", ...format }));

const MULTILINE = z.strictObject({
  auto: value(SWITCH).optional(),
  halt_before: value(PATTERN).optional(),
  continue_through: value(PATTERN).optional(),
  lines_max: value(wholeNumber(1, EVENT_LINES_MAX)).optional(),
}).transform((multiline) => ({
  auto: multiline.auto ?? true,
  linesMax: multiline.lines_max ?? MULTILINE_LINES_MAX,
  ...(multiline.halt_before === undefined ? {} : { haltBefore: multiline.halt_before }),
  ...(multiline.continue_through === undefined ? {} : { continueThrough: multiline.continue_through }),
}));

const MASKS = z.record(z.string(), value(PATTERN)).superRefine((masks, context) => {
  const count = Object.keys(masks).length;
  if ("" in masks) context.addIssue("has a mask without a name; give it one");
  if (count > MASKS_MAX) {
    context.addIssue(`has ${count} masks; leave at most ${MASKS_MAX}, several patterns fit in one`);
  }
}).transform((masks): MaskSpec[] => Object.entries(masks).map(([name, pattern]) => ({ name, pattern })));

const KEYWORDS = z.strictObject({
  extra: z.array(z.strictObject({ word: value(TEXT), score: value(number(0, 1)) })).optional(),
  disable: z.array(value(TEXT)).optional(),
}).transform(({ extra, disable }) => ({ extra: extra ?? [], disable: disable ?? [] }));

const RECOMMENDATION = z.strictObject({
  detectors: value(DETECTOR_LIST).optional(),
  match: value(PATTERN).optional(),
  severity_min: value(SEVERITY).optional(),
  recommendation: value(TEXT),
  commands: z.array(value(TEXT)).optional(),
}).transform((row): AdviceRow => ({
  recommendation: row.recommendation,
  commands: row.commands ?? [],
  ...(row.detectors === undefined ? {} : { detectors: row.detectors }),
  ...(row.match === undefined ? {} : { match: row.match }),
  ...(row.severity_min === undefined ? {} : { severityMin: row.severity_min }),
}));

const DETECTOR_CHANGE = z.strictObject({
  enabled: value(SWITCH).optional(),
  sensitivity: value(number(0.01, SENSITIVITY_MAX)).optional(),
}).transform(({ enabled, sensitivity }): DetectorChange => ({
  enabled: enabled ?? true,
  sensitivity: sensitivity ?? 1,
}));

const DETECTOR_CHANGES = z.strictObject(
  Object.fromEntries(DETECTORS.map((id) => [id, DETECTOR_CHANGE.optional()])) as Record<
    DetectorId,
    z.ZodOptional<typeof DETECTOR_CHANGE>
  >,
);

/** A list of detectors is the flag's value, a table says something of each. */
export function isDetectorTable(found: unknown): boolean {
  return typeof found === "object" && found !== null && !Array.isArray(found) && !(found instanceof Date);
}

/** The keys of the flags that may stand in the file, by their names there. */
export const FLAG_KEYS: ReadonlyMap<string, keyof typeof SHARED_FLAGS> = new Map(
  (Object.keys(SHARED_FLAGS) as (keyof typeof SHARED_FLAGS)[])
    .filter((key) => SHARED_FLAGS[key].places.file)
    .map((key) => [fileKey(key), key]),
);

const SETTINGS = {
  ...Object.fromEntries([...FLAG_KEYS].map(([name, key]) => [name, value(SHARED_FLAGS[key].type).optional()])),
  multiline: MULTILINE.optional(),
  formats: unique(z.array(FORMAT)).optional(),
  rules: unique(z.array(RULE)).optional(),
  keywords: KEYWORDS.optional(),
  recommendations: z.array(RECOMMENDATION).optional(),
  masks: MASKS.optional(),
  redact: z.array(value(PATTERN)).optional(),
  alerts: ALERTS.optional(),
};

/** A file whose `detectors`, if any, is a list. */
export const FILE = z.strictObject(SETTINGS);
/** A file whose `detectors` is a table. */
export const FILE_WITH_DETECTOR_TABLE = z.strictObject({ ...SETTINGS, detectors: DETECTOR_CHANGES.optional() });

/** The schema for a document, by which of its two forms `detectors` has. */
export function schemaOf(document: unknown): typeof FILE | typeof FILE_WITH_DETECTOR_TABLE {
  return isDetectorTable((document as { readonly detectors?: unknown }).detectors) ? FILE_WITH_DETECTOR_TABLE : FILE;
}

/** What a table of detectors changes, by their ids. */
export type DetectorTable = z.output<typeof DETECTOR_CHANGES>;
