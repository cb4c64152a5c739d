/** The flags of the commands that tell from the history: `oddline history`, `oddline report`. */
import { DETECTORS } from "../../../core/anomaly.ts";
import { EXPORT_KINDS } from "../../../report/history/history_kinds.ts";
import { ROW_FORMATS } from "../../../report/rows_text.ts";
import type { CommandOptions } from "../../command.ts";
import { optional, setting, toggle } from "../../flag.ts";
import { OUTPUT } from "../flags.ts";
import { INPUT_FILE, oneOf, OUTPUT_FILE, SIZE, SPAN, TEMPLATE_ID, TEXT, WHEN, wholeNumber } from "../../values/mod.ts";

/** For people, and for programs. */
const HISTORY_FORMATS = ["text", ...ROW_FORMATS] as const;

const RANGE = {
  since: optional("WHEN", WHEN, "only what is of WHEN or later"),
  until: optional("WHEN", WHEN, "only what is of WHEN or earlier"),
} as const;

const FORMAT = {
  format: setting("FORMAT", oneOf(HISTORY_FORMATS), "text", "print text, ndjson, csv or json"),
} as const;

const CHOICE = {
  run: optional("N", wholeNumber(1), "only what this run has found"),
  ...RANGE,
  detector: optional("ID", oneOf(DETECTORS), "only what this detector says"),
  severity: optional("NAME", oneOf(["info", "warning", "critical"]), "only anomalies of this severity"),
  template: optional("ID", TEMPLATE_ID, "only lines of this template"),
  source: optional("NAME", TEXT, "only lines of this source"),
} as const;

export const HISTORY_LIST_FLAGS = {
  ...RANGE,
  limit: setting("N", wholeNumber(1), 20, "the newest N runs"),
  ...FORMAT,
} as const;
export type HistoryListOptions = CommandOptions<typeof HISTORY_LIST_FLAGS>;

export const HISTORY_SHOW_FLAGS = {
  totals: toggle("only the sums over all runs: lines, bytes, anomalies, runs"),
  id: optional("ID", TEXT, "the anomaly with this id, with the lines around it"),
  ...CHOICE,
  limit: setting("N", wholeNumber(1), 20, "the newest N anomalies"),
  ...FORMAT,
} as const;
export type HistoryShowOptions = CommandOptions<typeof HISTORY_SHOW_FLAGS>;

export const HISTORY_EXPORT_FLAGS = {
  kind: setting("KIND", oneOf(EXPORT_KINDS), "anomalies", "what: anomalies, runs, counts, metrics, …"),
  ...CHOICE,
  format: optional("FORMAT", oneOf(ROW_FORMATS), "ndjson, csv or json", {
    defaultText: "ndjson; json for anomaly_history and performance_metrics",
  }),
  output: optional("FILE", OUTPUT_FILE, "write to FILE", { defaultText: "standard output", alias: "out" }),
} as const;
export type HistoryExportOptions = CommandOptions<typeof HISTORY_EXPORT_FLAGS>;

export const HISTORY_PRUNE_FLAGS = {
  olderThan: optional("SPAN", SPAN, "forget what was recorded longer ago", { defaultText: "history_retention" }),
  size: optional("SIZE", SIZE, "forget the oldest until the database is of this size", { defaultText: "history_size" }),
} as const;
export type HistoryPruneOptions = CommandOptions<typeof HISTORY_PRUNE_FLAGS>;

export const HISTORY_BACKUP_FLAGS = {
  output: optional("FILE", OUTPUT_FILE, "write the backup to FILE, which must not be there", {
    alias: "out",
    defaultText: "a new one in backup_folder, of which backup_keep are kept",
  }),
} as const;
export type HistoryBackupOptions = CommandOptions<typeof HISTORY_BACKUP_FLAGS>;

export const HISTORY_RESTORE_FLAGS = {
  from: optional("FILE", INPUT_FILE, "the backup", { defaultText: "the newest one in backup_folder" }),
} as const;
export type HistoryRestoreOptions = CommandOptions<typeof HISTORY_RESTORE_FLAGS>;

export const REPORT_FORMATS = ["md", "json", "html"] as const;

export const REPORT_FLAGS = {
  run: optional("N", wholeNumber(1), "the run that is told of", {
    defaultText: "the newest one, or all within --since and --until",
  }),
  ...RANGE,
  format: setting("FORMAT", oneOf(REPORT_FORMATS), "md", "Markdown, json, or one html page with plots"),
  ...OUTPUT,
} as const;
export type ReportOptions = CommandOptions<typeof REPORT_FLAGS>;
