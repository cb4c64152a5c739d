/** What a configuration file says, once it has been read and found right. */
import type { AlertsSpec } from "../../alerts/alerts_spec.ts";
import type { AdviceRow } from "../../advice/mod.ts";
import type { RuleSpec } from "../../detectors/rule_spec.ts";
import type { DetectorId } from "../../core/anomaly.ts";
import type { PatternSpec } from "../../formats/format.ts";
import type { MaskSpec } from "../../mining/masks/custom_masks.ts";
import type { MultilineOptions } from "../../pipeline/streams/multiline.ts";
import type { FileValues } from "../settings/resolve_values.ts";

/** Changes to the words that the keyword detector knows. */
export interface KeywordSettings {
  readonly extra: readonly { readonly word: string; readonly score: number }[];
  /** Built-in words that count for nothing. */
  readonly disable: readonly string[];
}

/** What `detectors` as a table says of one detector. */
export interface DetectorChange {
  readonly enabled: boolean;
  readonly sensitivity: number;
}

export type DetectorChanges = ReadonlyMap<DetectorId, DetectorChange>;

/** The sections of the file, in the order in which they are told of; all other keys are flags. */
export const SECTIONS = [
  "multiline",
  "formats",
  "rules",
  "keywords",
  "masks",
  "recommendations",
  "redact",
  "alerts",
] as const;

export interface FileSettings extends FileValues {
  readonly multiline: MultilineOptions;
  readonly formats: readonly PatternSpec[];
  readonly rules: readonly RuleSpec[];
  readonly keywords: KeywordSettings;
  /** The user's own rows of advice, asked before the built-in ones. */
  readonly recommendations: readonly AdviceRow[];
  /** How each detector is to be changed; those that are not named are as they are. */
  readonly detectors: DetectorChanges;
  /** The user's own masks. */
  readonly masks: readonly MaskSpec[];
  /** Regular expressions of what is taken out of events. */
  readonly redact: readonly string[];
  /** Undefined: nobody is told of anything. */
  readonly alerts: AlertsSpec | undefined;
  /** The line of each section that the file has. */
  readonly sections: ReadonlyMap<string, number>;
}

export const MULTILINE_LINES_MAX = 500;

/** What holds without a file. */
export const NO_FILE_SETTINGS: Omit<FileSettings, "path"> = {
  values: new Map(),
  multiline: { auto: true, linesMax: MULTILINE_LINES_MAX },
  formats: [],
  rules: [],
  keywords: { extra: [], disable: [] },
  recommendations: [],
  detectors: new Map(),
  masks: [],
  redact: [],
  alerts: undefined,
  sections: new Map(),
};
