/** What a configuration file says, once it has been read and found right. */
import type { RuleSpec } from "../../detectors/rule_spec.ts";
import type { PatternSpec } from "../../formats/format.ts";
import type { MaskSpec } from "../../mining/custom_masks.ts";
import type { MultilineOptions } from "../../pipeline/options.ts";
import type { FileValues } from "../resolve.ts";

/** Changes to the words that the keyword detector knows. */
export interface KeywordSettings {
  readonly extra: readonly { readonly word: string; readonly score: number }[];
  /** Built-in words that count for nothing. */
  readonly disable: readonly string[];
}

export interface FileSettings extends FileValues {
  readonly multiline: MultilineOptions;
  readonly formats: readonly PatternSpec[];
  readonly rules: readonly RuleSpec[];
  readonly keywords: KeywordSettings;
  /** The user's own masks. */
  readonly masks: readonly MaskSpec[];
  /** The line of each of these sections that the file has. */
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
  masks: [],
  sections: new Map(),
};
