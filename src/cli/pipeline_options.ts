/** What the pipeline is given of the settings: one place for the names on both sides. */
import { KEYWORDS } from "../detectors/mod.ts";
import { BUILTIN_FORMATS } from "../formats/builtin/all.ts";
import type { FormatSpec } from "../formats/format.ts";
import type { PipelineOptions } from "../pipeline/options.ts";
import type { KeywordSettings } from "./config/file_settings.ts";
import { UsageError } from "./errors.ts";
import { formatSpec } from "./log_format.ts";
import type { DetectionSettings, ReadingSettings } from "./settings.ts";
import { didYouMean } from "../core/text/suggest.ts";

/** What is built in, for settings to choose from and to change. */
export interface BuiltIn {
  readonly formats: readonly FormatSpec[];
  readonly keywords: ReadonlyMap<string, number>;
}

/** All that is built in. */
const BUILT_IN: BuiltIn = { formats: BUILTIN_FORMATS.map(({ spec }) => spec), keywords: KEYWORDS };

/** All but the source, the sink and the hooks. Throws UsageError for names that nobody knows. */
export function pipelineOptions(
  settings: ReadingSettings & DetectionSettings,
  builtIn: BuiltIn = BUILT_IN,
): Omit<PipelineOptions, "source" | "sink"> {
  const { logFormat, sinceMs, untilMs, retrain } = settings;
  return {
    workers: settings.workers,
    timeZone: settings.timeZone,
    alertThreshold: settings.alertThreshold,
    groupWindowMs: settings.groupWindowMs,
    lineBytesMax: settings.lineBytesMax,
    multiline: settings.multiline,
    rules: settings.rules,
    masks: settings.masks,
    keywords: keywordScores(settings.keywords, builtIn.keywords),
    detectors: settings.detectors,
    sensitivity: settings.sensitivity,
    formats: settings.formats,
    ...(logFormat !== undefined &&
      { format: formatSpec(logFormat, { own: settings.formats, builtIn: builtIn.formats }) }),
    ...(settings.groupBy !== undefined && { groupBy: settings.groupBy }),
    ...(retrain !== undefined && { retrain }),
    ...(sinceMs !== undefined && { sinceMs }),
    ...(untilMs !== undefined && { untilMs }),
  };
}

function keywordScores(
  { extra, disable }: KeywordSettings,
  builtIn: ReadonlyMap<string, number>,
): ReadonlyMap<string, number> {
  const scores = new Map(builtIn);
  for (const word of disable) {
    if (scores.delete(word.toLowerCase())) continue;
    throw new UsageError(`keywords.disable: '${word}' is not a built-in keyword${didYouMean(word, builtIn.keys())}`);
  }
  for (const { word, score } of extra) scores.set(word.toLowerCase(), score);
  return scores;
}
