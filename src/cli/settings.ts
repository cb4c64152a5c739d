/** The effective settings of a run: flags, environment, `oddline.yaml` and defaults made into one readonly object. */
import type { AdviceRow } from "../advice/mod.ts";
import type { AlertsSpec } from "../alerts/alerts_spec.ts";
import type { DetectorId } from "../core/anomaly.ts";
import type { RuleSpec } from "../detectors/rule_spec.ts";
import type { PatternSpec } from "../formats/format.ts";
import type { MaskSpec } from "../mining/masks/custom_masks.ts";
import type { MultilineOptions } from "../pipeline/streams/multiline.ts";
import type { RetrainInterval } from "../pipeline/forest/retraining.ts";
import type { ThemeChoice } from "../tui/theme.ts";
import type { KeywordSettings } from "./config/file_settings.ts";
import type { DiagnosticLevel } from "./diagnostics.ts";
import type { EventRotation } from "./events/rotation.ts";
import type { HttpAddress } from "./http/address.ts";
import type { Origin } from "./resolve.ts";
import type { COLOR_CHOICES, EVENT_FORMATS, MODES } from "./shared_flags.ts";

/** All of it: who needs a part of it takes that part. */
export interface Settings
  extends
    KeptFileSettings,
    ReadingSettings,
    DetectionSettings,
    TellingSettings,
    ScreenSettings,
    PageSettings,
    OwnLogSettings {
  /** The configuration file that was read. */
  readonly configPath: string | undefined;
  /** The value of each key that is a flag, by its snake_case name; undefined where nothing says it. */
  readonly values: ReadonlyMap<string, unknown>;
  /**
   * Where each setting comes from, by its snake_case name ("multiline", "formats", "rules", "keywords", "masks" among
   * them).
   */
  readonly origins: ReadonlyMap<string, Origin>;
}

/** What is kept from run to run, and where. */
export interface KeptFileSettings {
  readonly statePath: string | undefined;
  readonly dbPath: string;
  /** The file of marks that was named; see kept_files.ts. */
  readonly feedbackPath: string | undefined;
  readonly history: boolean;
  readonly historyKept: HistorySettings;
}

/** What is read, and how lines become events and templates. */
export interface ReadingSettings {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** Whether the run itself writes the file of a path, so that no folder is read with it. */
  readonly isOwn: (path: string) => boolean;
  readonly sinceMs: number | undefined;
  readonly untilMs: number | undefined;
  readonly fromStart: boolean;
  readonly exitAtEnd: boolean;
  readonly timeZone: string;
  readonly lineBytesMax: number;
  readonly multiline: MultilineOptions;
  /** Pattern or name of the format that all lines have; see `formatSpec`. */
  readonly logFormat: string | undefined;
  readonly formats: readonly PatternSpec[];
  readonly masks: readonly MaskSpec[];
  readonly workers: number;
}

/** What is odd. */
export interface DetectionSettings {
  /** The detectors that are on, by `--detectors` and `--mode`. Never empty. */
  readonly detectors: ReadonlySet<DetectorId>;
  readonly mode: typeof MODES[number];
  readonly alertThreshold: number;
  /** How readily detectors flag, where it is not 1. */
  readonly sensitivity: ReadonlyMap<DetectorId, number>;
  readonly groupWindowMs: number;
  /** What names sessions; undefined: it is found. */
  readonly groupBy: string | undefined;
  /** Undefined: the model that Oddline brings. */
  readonly modelPath: string | undefined;
  /** From one training of the Isolation Forest to the next; undefined for never. */
  readonly retrain: RetrainInterval | undefined;
  readonly rules: readonly RuleSpec[];
  readonly keywords: KeywordSettings;
}

/** Who is told of it, and how. */
export interface TellingSettings {
  /** Undefined: text on a terminal, else NDJSON. */
  readonly format: typeof EVENT_FORMATS[number] | undefined;
  readonly eventsPath: string | undefined;
  readonly eventRotation: EventRotation;
  readonly failOnAnomaly: boolean;
  /** Regular expressions of what is taken out of events. */
  readonly redact: readonly string[];
  /** The user's own advice on what to look at next. */
  readonly recommendations: readonly AdviceRow[];
  /** Undefined: nobody is told of anything. */
  readonly alerts: AlertsSpec | undefined;
}

/** What is shown on a terminal. */
export interface ScreenSettings {
  readonly headless: boolean;
  readonly color: typeof COLOR_CHOICES[number];
  readonly quiet: boolean;
  readonly theme: ThemeChoice;
  readonly fps: number;
  readonly ascii: boolean;
  readonly mouse: boolean;
}

/** The page in a browser. */
export interface PageSettings {
  /** Where the page is; undefined for none. */
  readonly httpAddress: HttpAddress | undefined;
  /** As it was written: may refer to a secret. */
  readonly httpToken: string | undefined;
}

/** What Oddline says of itself. */
export interface OwnLogSettings {
  readonly logLevel: DiagnosticLevel;
  /** Undefined: standard error. */
  readonly logFile: string | undefined;
  /** Measures what the run costs. */
  readonly benchmark: boolean;
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
