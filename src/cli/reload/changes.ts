/** What a configuration that was read again changes, and which of that a running program takes up. */
import { DETECTORS } from "../../core/anomaly.ts";
import type { Settings } from "../settings.ts";

/** The keys that are taken up, each with the settings that it decides. All others need a restart. */
const TAKEN_UP: Readonly<Record<string, readonly (keyof Settings)[]>> = {
  workers: ["workers"],
  include: ["include"],
  exclude: ["exclude"],
  detectors: ["detectors", "sensitivity"],
  mode: ["mode", "detectors"],
  alert_threshold: ["alertThreshold"],
  model: ["modelPath"],
  retrain_interval: ["retrain"],
  group_window: ["groupWindowMs"],
  events: ["eventsPath"],
  events_size: ["eventRotation"],
  events_age: ["eventRotation"],
  events_keep: ["eventRotation"],
  events_retention: ["eventRotation"],
  events_compress: ["eventRotation"],
  quiet: ["quiet"],
  log_level: ["logLevel"],
  log_file: ["logFile"],
  feedback: ["feedbackPath"],
  history_retention: ["historyKept"],
  history_size: ["historyKept"],
  backup_interval: ["historyKept"],
  backup_keep: ["historyKept"],
  backup_folder: ["historyKept"],
  multiline: ["multiline"],
  rules: ["rules"],
  keywords: ["keywords"],
  masks: ["masks"],
  recommendations: ["recommendations"],
  redact: ["redact"],
  alerts: ["alerts"],
};

/** Keys whose change needs nothing but to be known. */
const AT_ONCE = new Set(["log_level", "log_file"]);

/** The sections of the file, by the settings that hold them. */
const SECTIONS = ["multiline", "formats", "rules", "keywords", "masks", "recommendations", "redact", "alerts"] as const;

export interface Changes {
  /** Keys that are taken up, and those that are not. */
  readonly takenUp: readonly string[];
  readonly left: readonly string[];
  /** The settings from now on. */
  readonly settings: Settings;
  /** What was taken up needs a new beginning of the pipeline. */
  readonly needsBeginning: boolean;
}

/** Compares what holds with what was read. */
export function changesOf(now: Settings, read: Settings): Changes {
  const [before, after] = [comparable(now), comparable(read)];
  const changed = [...after.keys()].filter((key) => before.get(key) !== after.get(key));
  const takenUp = changed.filter((key) => key in TAKEN_UP);
  const fields = takenUp.flatMap((key) => TAKEN_UP[key]);
  const values = new Map(now.values);
  for (const key of takenUp) if (read.values.has(key)) values.set(key, read.values.get(key));
  const settings: Settings = { ...now, values, ...Object.fromEntries(fields.map((field) => [field, read[field]])) };
  return {
    takenUp,
    left: changed.filter((key) => !(key in TAKEN_UP)),
    settings,
    needsBeginning: takenUp.some((key) => !AT_ONCE.has(key)),
  };
}

/** Each key with its value as text. */
function comparable(settings: Settings): Map<string, string> {
  const keys = new Map([...settings.values].map(([key, value]) => [key, text(value)]));
  for (const section of SECTIONS) keys.set(section, text(settings[section]));
  const detectors = DETECTORS.map((id) => [id, settings.detectors.has(id), settings.sensitivity.get(id) ?? 1]);
  return keys.set("detectors", text(detectors));
}

function text(value: unknown): string {
  return JSON.stringify(value) ?? "";
}
