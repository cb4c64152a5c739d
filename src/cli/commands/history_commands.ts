/** The rows of `oddline history` in the table of commands. */
import { type Command, command, type CommandOptions } from "../command.ts";
import { HISTORY_KEYS, type SharedKey } from "../shared_flags.ts";
import {
  HISTORY_BACKUP_FLAGS,
  HISTORY_EXPORT_FLAGS,
  HISTORY_LIST_FLAGS,
  HISTORY_PRUNE_FLAGS,
  HISTORY_RESTORE_FLAGS,
  HISTORY_SHOW_FLAGS,
} from "./history_flags.ts";

const NONE = {} as const;

const HISTORY_SHOWN_KEYS: readonly SharedKey[] = [...HISTORY_KEYS, "timezone"];
const HISTORY_RESTORE_KEYS: readonly SharedKey[] = [...HISTORY_KEYS, "state"];

/** What is done with the history. */
export const HISTORY_COMMANDS: readonly Command[] = [
  command({
    name: "history",
    summary: "list the runs that were recorded; show, export, prune, verify, back up, restore what they found",
    takesFiles: false,
    shared: HISTORY_SHOWN_KEYS,
    own: HISTORY_LIST_FLAGS,
    examples: ["oddline history", "oddline history show --since 2h", "oddline history show --totals --format json"],
    load: () => import("./history.ts"),
  }),
  command({
    name: "history list",
    summary: "list the runs that were recorded, the newest first",
    takesFiles: false,
    shared: HISTORY_SHOWN_KEYS,
    own: HISTORY_LIST_FLAGS,
    examples: ["oddline history list --format json"],
    load: () => import("./history.ts"),
  }),
  command({
    name: "history show",
    summary: "show recorded anomalies, one with the lines around it, or the sums over all runs",
    takesFiles: false,
    shared: HISTORY_SHOWN_KEYS,
    own: HISTORY_SHOW_FLAGS,
    examples: [
      "oddline history show --since 24h --severity critical",
      "oddline history show --id b4c3f0d2a1e59f77",
      "oddline history show --totals --format json",
    ],
    load: () => import("./history_show.ts"),
  }),
  command({
    name: "history export",
    summary: "write what was recorded as NDJSON, CSV or JSON",
    takesFiles: false,
    shared: HISTORY_KEYS,
    own: HISTORY_EXPORT_FLAGS,
    examples: [
      "oddline history export --since 7d --format csv --output anomalies.csv",
      "oddline history export --kind anomaly_history --output anomaly_history.json",
    ],
    load: () => import("./history_export.ts"),
  }),
  command({
    name: "history prune",
    summary: "forget what is too old or too much",
    takesFiles: false,
    shared: HISTORY_KEYS,
    own: HISTORY_PRUNE_FLAGS,
    examples: ["oddline history prune --older-than 30d", "oddline history prune --size 200MB"],
    load: () => import("./history_prune.ts"),
  }),
  command({
    name: "history verify",
    summary: "check whether the database is whole",
    takesFiles: false,
    shared: HISTORY_KEYS,
    own: NONE,
    examples: ["oddline history verify"],
    load: () => import("./history_verify.ts"),
  }),
  command({
    name: "history backup",
    summary: "copy the database, also while it is written",
    takesFiles: false,
    shared: HISTORY_KEYS,
    own: HISTORY_BACKUP_FLAGS,
    examples: ["oddline history backup", "oddline history backup --output /mnt/oddline.db"],
    load: () => import("./history_backup.ts"),
  }),
  command({
    name: "history restore",
    summary: "put a backup in the place of the database, which is kept under another name",
    takesFiles: false,
    shared: HISTORY_RESTORE_KEYS,
    own: HISTORY_RESTORE_FLAGS,
    examples: ["oddline history restore --from /mnt/oddline.db"],
    load: () => import("./history_restore.ts"),
  }),
];

export type HistoryListOptions = CommandOptions<typeof HISTORY_LIST_FLAGS>;
export type HistoryShowOptions = CommandOptions<typeof HISTORY_SHOW_FLAGS>;
export type HistoryExportOptions = CommandOptions<typeof HISTORY_EXPORT_FLAGS>;
export type HistoryPruneOptions = CommandOptions<typeof HISTORY_PRUNE_FLAGS>;
export type HistoryVerifyOptions = CommandOptions<typeof NONE>;
export type HistoryBackupOptions = CommandOptions<typeof HISTORY_BACKUP_FLAGS>;
export type HistoryRestoreOptions = CommandOptions<typeof HISTORY_RESTORE_FLAGS>;
