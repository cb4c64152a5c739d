/** The flags of `oddline history`. */
import { DETECTORS } from "../../core/anomaly.ts";
import { EXPORT_KINDS } from "../../report/history/history_kinds.ts";
import { ROW_FORMATS } from "../../report/rows_text.ts";
import { optional, setting, toggle } from "../flag.ts";
import { INPUT_FILE, oneOf, OUTPUT_FILE, SIZE, SPAN, TEMPLATE_ID, TEXT, WHEN, wholeNumber } from "../values/mod.ts";

const NO_KEY = { noKey: true } as const;

/** For people, and for programs. */
const HISTORY_FORMATS = ["text", ...ROW_FORMATS] as const;

const RANGE = {
  since: optional("WHEN", WHEN, "only what is of WHEN or later", NO_KEY),
  until: optional("WHEN", WHEN, "only what is of WHEN or earlier", NO_KEY),
} as const;

const FORMAT = {
  format: setting("FORMAT", oneOf(HISTORY_FORMATS), "text", "print text, ndjson, csv or json", NO_KEY),
} as const;

const CHOICE = {
  run: optional("N", wholeNumber(1), "only what this run has found", NO_KEY),
  ...RANGE,
  detector: optional("ID", oneOf(DETECTORS), "only what this detector says", NO_KEY),
  severity: optional("NAME", oneOf(["info", "warning", "critical"]), "only anomalies of this severity", NO_KEY),
  template: optional("ID", TEMPLATE_ID, "only lines of this template", NO_KEY),
  source: optional("NAME", TEXT, "only lines of this source", NO_KEY),
} as const;

export const HISTORY_LIST_FLAGS = {
  ...RANGE,
  limit: setting("N", wholeNumber(1), 20, "the newest N runs", NO_KEY),
  ...FORMAT,
} as const;

export const HISTORY_SHOW_FLAGS = {
  totals: toggle("only the sums over all runs: lines, bytes, anomalies, runs", NO_KEY),
  id: optional("ID", TEXT, "the anomaly with this id, with the lines around it", NO_KEY),
  ...CHOICE,
  limit: setting("N", wholeNumber(1), 20, "the newest N anomalies", NO_KEY),
  ...FORMAT,
} as const;

export const HISTORY_EXPORT_FLAGS = {
  kind: setting("KIND", oneOf(EXPORT_KINDS), "anomalies", "what: anomalies, runs, counts, metrics, …", NO_KEY),
  ...CHOICE,
  format: optional("FORMAT", oneOf(ROW_FORMATS), "ndjson, csv or json", {
    ...NO_KEY,
    defaultText: "ndjson; json for anomaly_history and performance_metrics",
  }),
  output: optional("FILE", OUTPUT_FILE, "write to FILE", {
    ...NO_KEY,
    defaultText: "standard output",
    alias: "out",
  }),
} as const;

export const HISTORY_PRUNE_FLAGS = {
  olderThan: optional("SPAN", SPAN, "forget what was recorded longer ago", {
    ...NO_KEY,
    defaultText: "history_retention",
  }),
  size: optional("SIZE", SIZE, "forget the oldest until the database is of this size", {
    ...NO_KEY,
    defaultText: "history_size",
  }),
} as const;

export const HISTORY_BACKUP_FLAGS = {
  output: optional("FILE", OUTPUT_FILE, "write the backup to FILE, which must not be there", {
    ...NO_KEY,
    alias: "out",
    defaultText: "a new one in backup_folder, of which backup_keep are kept",
  }),
} as const;

export const HISTORY_RESTORE_FLAGS = {
  from: optional("FILE", INPUT_FILE, "the backup", { ...NO_KEY, defaultText: "the newest one in backup_folder" }),
} as const;
