/** The effective settings of a run: flags, environment, `oddline.yaml` and defaults made into one readonly object. */
import type { AdviceRow } from "../advice/mod.ts";
import type { AlertsSpec } from "../alerts/alerts_spec.ts";
import { type DetectorId, DETECTORS, RULE_DETECTORS } from "../core/anomaly.ts";
import type { RuleSpec } from "../detectors/rule_spec.ts";
import type { MaskSpec } from "../mining/custom_masks.ts";
import type { PatternSpec } from "../formats/format.ts";
import type { MultilineOptions } from "../pipeline/multiline.ts";
import type { DetectorChanges, FileSettings, KeywordSettings } from "./config/file_settings.ts";
import type { RetrainInterval } from "../pipeline/retraining.ts";
import { NO_FILE_SETTINGS } from "./config/file_settings.ts";
import { UsageError } from "./errors.ts";
import type { DiagnosticLevel } from "./diagnostics.ts";
import type { EventRotation } from "./events/rotation.ts";
import { fileKey } from "./flag.ts";
import { DEFAULT_HTTP_ADDRESS, type HttpAddress } from "./http/address.ts";
import type { Environment } from "./environment.ts";
import { type Origin, type RawFlags, resolveValues } from "./resolve.ts";
import { type COLOR_CHOICES, type EVENT_FORMATS, type MODES, SHARED_FLAGS, type SharedKey } from "./shared_flags.ts";
import type { ThemeChoice } from "../tui/theme.ts";
import { whenMs } from "./values/mod.ts";

export interface Settings {
  /** The configuration file that was read. */
  readonly configPath: string | undefined;
  readonly statePath: string | undefined;
  readonly dbPath: string;
  /** The file of marks that was named; see `feedbackPath`. */
  readonly feedbackPath: string | undefined;
  readonly history: boolean;
  readonly historyKept: HistorySettings;
  readonly workers: number;
  /** The detectors that are on, by `--detectors` and `--mode`. Never empty. */
  readonly detectors: ReadonlySet<DetectorId>;
  readonly mode: typeof MODES[number];
  readonly alertThreshold: number;
  readonly groupWindowMs: number;
  /** What names sessions; undefined: it is found. */
  readonly groupBy: string | undefined;
  /** Undefined: the model that Oddline brings. */
  readonly modelPath: string | undefined;
  /** From one training of the Isolation Forest to the next; undefined for never. */
  readonly retrain: RetrainInterval | undefined;
  /** Undefined: text on a terminal, else NDJSON. */
  readonly format: typeof EVENT_FORMATS[number] | undefined;
  readonly eventsPath: string | undefined;
  readonly eventRotation: EventRotation;
  readonly sinceMs: number | undefined;
  readonly untilMs: number | undefined;
  readonly fromStart: boolean;
  readonly exitAtEnd: boolean;
  readonly timeZone: string;
  readonly lineBytesMax: number;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** Pattern or name of the format that all lines have; see `formatSpec`. */
  readonly logFormat: string | undefined;
  readonly failOnAnomaly: boolean;
  readonly color: typeof COLOR_CHOICES[number];
  readonly quiet: boolean;
  readonly logLevel: DiagnosticLevel;
  /** Undefined: standard error. */
  readonly logFile: string | undefined;
  /** Measures what the run costs. */
  readonly benchmark: boolean;
  readonly headless: boolean;
  readonly theme: ThemeChoice;
  readonly fps: number;
  readonly ascii: boolean;
  readonly mouse: boolean;
  /** Where the page is; undefined for none. */
  readonly httpAddress: HttpAddress | undefined;
  /** As it was written: may refer to a secret. */
  readonly httpToken: string | undefined;
  readonly multiline: MultilineOptions;
  readonly formats: readonly PatternSpec[];
  readonly rules: readonly RuleSpec[];
  readonly keywords: KeywordSettings;
  /** The user's own advice on what to look at next. */
  readonly recommendations: readonly AdviceRow[];
  /** How readily detectors flag, where it is not 1. */
  readonly sensitivity: ReadonlyMap<DetectorId, number>;
  readonly masks: readonly MaskSpec[];
  /** Regular expressions of what is taken out of events. */
  readonly redact: readonly string[];
  /** Undefined: nobody is told of anything. */
  readonly alerts: AlertsSpec | undefined;
  /** The value of each key that is a flag, by its snake_case name; undefined where nothing says it. */
  readonly values: ReadonlyMap<string, unknown>;
  /**
   * Where each setting comes from, by its snake_case name ("multiline", "formats", "rules",
   * "keywords", "masks" among them).
   */
  readonly origins: ReadonlyMap<string, Origin>;
}

/** How much of the history is kept, and its backups. */
export interface HistorySettings {
  readonly retentionMs: number;
  readonly bytesMax: number;
  /** Undefined: no backups. */
  readonly backupIntervalMs: number | undefined;
  readonly backupKeep: number;
  /** Undefined: beside the database. */
  readonly backupFolder: string | undefined;
}

/** What settings depend on besides what the user says. */
export interface Machine {
  readonly cores: number;
  readonly timeZone: string;
  readonly nowMs: number;
}

export interface SettingsOptions {
  readonly file?: FileSettings | undefined;
  readonly machine: Machine;
  /** The flags that the command has; the others keep their defaults, whatever the environment and the file say. */
  readonly keys?: readonly SharedKey[];
}

/** Makes the settings. Throws UsageError for values that are wrong or that contradict each other. */
export function resolveSettings(
  flags: RawFlags,
  env: Environment,
  options: SettingsOptions,
): Settings {
  const { file, machine, keys } = options;
  const { values, origins } = resolveValues(SHARED_FLAGS, { flags, env, file, ...(keys && { keys }) });
  const sinceMs = values.since && whenMs(values.since, machine.nowMs);
  const untilMs = values.until && whenMs(values.until, machine.nowMs);
  if (sinceMs !== undefined && untilMs !== undefined && sinceMs > untilMs) {
    throw new UsageError("--since is after --until; give a span in which there can be lines");
  }
  const { multiline, formats, rules, keywords, masks, recommendations, detectors, redact, alerts } = file ??
    NO_FILE_SETTINGS;
  return {
    configPath: file?.path,
    statePath: values.state,
    dbPath: values.db ?? defaultDatabase(env),
    feedbackPath: values.feedback,
    history: !values.noHistory,
    historyKept: {
      retentionMs: values.historyRetention,
      bytesMax: values.historySize,
      backupIntervalMs: values.backupInterval,
      backupKeep: values.backupKeep,
      backupFolder: values.backupFolder,
    },
    workers: values.workers ?? Math.max(1, machine.cores),
    detectors: activeDetectors(values.detectors ?? enabledDetectors(detectors), values.mode),
    mode: values.mode,
    alertThreshold: values.alertThreshold,
    groupWindowMs: values.groupWindow,
    groupBy: values.groupBy,
    modelPath: values.model,
    retrain: values.retrainInterval,
    format: values.format,
    eventsPath: values.events,
    eventRotation: {
      bytesMax: values.eventsSize,
      ageMaxMs: values.eventsAge,
      keep: values.eventsKeep,
      keptMs: values.eventsRetention,
      compress: values.eventsCompress,
    },
    sinceMs,
    untilMs,
    fromStart: values.fromStart,
    exitAtEnd: values.exitAtEnd,
    timeZone: values.timezone ?? machine.timeZone,
    lineBytesMax: values.maxLineBytes,
    include: values.include ?? [],
    exclude: values.exclude ?? [],
    logFormat: values.logFormat,
    failOnAnomaly: values.failOnAnomaly,
    color: values.color,
    quiet: values.quiet,
    logLevel: values.logLevel,
    logFile: values.logFile,
    benchmark: values.benchmark,
    headless: values.headless,
    theme: values.theme,
    fps: values.fps,
    ascii: values.ascii,
    mouse: !values.noMouse,
    httpAddress: values.httpAddr ?? (values.http ? DEFAULT_HTTP_ADDRESS : undefined),
    httpToken: values.httpToken,
    multiline,
    formats,
    rules,
    keywords,
    recommendations,
    sensitivity: new Map([...detectors].map(([id, { sensitivity }]) => [id, sensitivity])),
    masks,
    redact,
    alerts,
    values: new Map(Object.entries(values).map(([key, value]) => [fileKey(key), value])),
    origins: new Map([...origins, ...sectionOrigins(file)]),
  };
}

/** Where `watch` keeps its state: where `--state` says, else beside the database. */
export function watchStatePath(settings: Settings): string {
  return settings.statePath ?? `${settings.dbPath.replace(/\.db$/, "")}.state.json`;
}

/** Where `watch` keeps the alerts that are to be sent. */
export function alertsPath({ dbPath }: Settings): string {
  return `${dbPath.replace(/\.db$/, "")}.alerts.jsonl`;
}

/** Where `scan` and `evaluate` find what was marked normal: nowhere unless it, or a state, is named. */
export function scanFeedbackPath({ feedbackPath, statePath }: Settings): string | undefined {
  return feedbackPath ?? (statePath === undefined ? undefined : besideState(statePath));
}

/** Where `watch` finds what was marked normal, and `oddline feedback` keeps it: with the state. */
export function watchFeedbackPath(settings: Settings): string {
  return settings.feedbackPath ?? besideState(watchStatePath(settings));
}

function besideState(statePath: string): string {
  return `${statePath.replace(/(\.state)?\.json$/, "")}.feedback.json`;
}

function enabledDetectors(changes: DetectorChanges): readonly DetectorId[] {
  return DETECTORS.filter((id) => changes.get(id)?.enabled !== false);
}

function activeDetectors(listed: readonly string[], mode: Settings["mode"]): ReadonlySet<DetectorId> {
  const wanted = new Set(listed);
  const on = DETECTORS.filter((id) => {
    if (!wanted.has(id)) return false;
    return mode === "hybrid" || RULE_DETECTORS.has(id) === (mode === "rules");
  });
  if (on.length === 0) {
    throw new UsageError(`--mode ${mode} leaves none of the detectors ${[...wanted].join(", ")}; use --mode hybrid`);
  }
  return new Set(on);
}

/** The XDG base directory for state that is worth keeping. */
function defaultDatabase(env: Environment): string {
  const base = env.XDG_STATE_HOME || (env.HOME ? `${env.HOME}/.local/state` : "/var/lib");
  return `${base}/oddline/oddline.db`;
}

function sectionOrigins(file: FileSettings | undefined): [string, Origin][] {
  return ["multiline", "formats", "rules", "keywords", "masks", "recommendations", "redact", "alerts"].map((name) => {
    const line = file?.sections.get(name);
    return [
      name,
      file === undefined || line === undefined ? { kind: "default" } : { kind: "file", path: file.path, line },
    ];
  });
}
