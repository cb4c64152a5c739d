/** Makes the settings of a run: flags, environment, `oddline.yaml` and defaults become one object. */
import { type DetectorId, DETECTORS, RULE_DETECTORS } from "../core/anomaly.ts";
import { type DetectorChanges, type FileSettings, NO_FILE_SETTINGS } from "./config/file_settings.ts";
import type { Environment } from "./environment.ts";
import { UsageError } from "./errors.ts";
import type { EventRotation } from "./events/rotation.ts";
import { fileKey, type Values } from "./flag.ts";
import { DEFAULT_HTTP_ADDRESS } from "./http/address.ts";
import { defaultDatabase } from "./kept_files.ts";
import { type Origin, type RawFlags, resolveValues } from "./resolve.ts";
import type { HistorySettings, Settings } from "./settings.ts";
import { whyAscii } from "../tui/characters.ts";
import { SHARED_FLAGS, type SharedKey } from "./shared_flags.ts";
import { sinceWhenMs, whenMs } from "./values/mod.ts";

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
  const timeZone = values.timezone ?? machine.timeZone;
  const span = timeSpan(values, machine.nowMs, timeZone);
  const { multiline, formats, rules, keywords, masks, recommendations, detectors, redact, alerts } = file ??
    NO_FILE_SETTINGS;
  return {
    configPath: file?.path,
    statePath: values.state,
    dbPath: values.db ?? defaultDatabase(env),
    feedbackPath: values.feedback,
    history: !values.noHistory,
    historyKept: historySettings(values),
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
    eventRotation: eventRotation(values),
    ...span,
    fromStart: values.fromStart,
    exitAtEnd: values.exitAtEnd,
    timeZone,
    lineBytesMax: values.maxLineBytes,
    include: values.include ?? [],
    exclude: values.exclude ?? [],
    isOwn: () => false, // what a command writes is known where it is prepared
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
    ascii: drawsAscii(values, origins.get("ascii"), env),
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

/** What the user says counts before what the terminal seems to be, and a flag before what is said elsewhere. */
function drawsAscii({ ascii, unicode }: SharedValues, origin: Origin | undefined, env: Environment): boolean {
  if (unicode && origin?.kind !== "flag") return false;
  return origin?.kind === "default" ? whyAscii(env) !== undefined : ascii;
}

type SharedValues = Values<typeof SHARED_FLAGS>;

function historySettings(values: SharedValues): HistorySettings {
  return {
    retentionMs: values.historyRetention,
    bytesMax: values.historySize,
    backupIntervalMs: values.backupInterval,
    backupKeep: values.backupKeep,
    backupFolder: values.backupFolder,
  };
}

function eventRotation(values: SharedValues): EventRotation {
  return {
    bytesMax: values.eventsSize,
    ageMaxMs: values.eventsAge,
    keep: values.eventsKeep,
    keptMs: values.eventsRetention,
    compress: values.eventsCompress,
  };
}

/** The span of event time in which lines are told of. */
function timeSpan(
  { since, until }: SharedValues,
  nowMs: number,
  timeZone: string,
): Pick<Settings, "sinceMs" | "untilMs"> {
  const sinceMs = since && sinceWhenMs(since, nowMs, timeZone);
  const untilMs = until && whenMs(until, nowMs, timeZone);
  if (sinceMs !== undefined && untilMs !== undefined && sinceMs > untilMs) {
    throw new UsageError("--since is after --until; give a span in which there can be lines");
  }
  return { sinceMs, untilMs };
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

function sectionOrigins(file: FileSettings | undefined): [string, Origin][] {
  return ["multiline", "formats", "rules", "keywords", "masks", "recommendations", "redact", "alerts"].map((name) => {
    const line = file?.sections.get(name);
    return [
      name,
      file === undefined || line === undefined ? { kind: "default" } : { kind: "file", path: file.path, line },
    ];
  });
}
