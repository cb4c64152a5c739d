/**
 * Looks after the database while `watch` runs: forgets what is too old or too much, a little at a time, and makes a
 * backup when the last one is old enough. What goes wrong is said once, and tried again at the next turn.
 */
import { dirname, join } from "node:path";
import { DueTime } from "../../core/time/due_time.ts";
import { backupPath, backupTo, listBackups, pruneBackups } from "../../store/backup.ts";
import { historyError } from "../../store/database.ts";
import type { History } from "../../store/history.ts";
import { prune, total } from "../../store/retention.ts";
import type { HistorySettings } from "../settings/settings.ts";

const PRUNE_MS = 60_000;
/** After a failed backup. */
const RETRY_MS = 10 * 60_000;
/** How long forgetting may hold up reading, each time that something is looked after. */
const PRUNE_BUDGET_MS = 20;
/**
 * At the end of a run, and for each row that it has stored: where only `scan` runs, the history must not grow for ever.
 */
const END_BUDGET_MS = 200;
const END_BUDGET_MS_PER_ROW = .05;
/** No end may take much longer than a second. */
const END_BUDGET_MS_MAX = 1000;

export interface UpkeepOptions {
  readonly now: () => number;
  /** ms of a clock that never goes back. */
  readonly clock: () => number;
  readonly warn: (message: string) => void;
  readonly settings: HistorySettings;
}

export class Upkeep {
  readonly #history: History;
  readonly #options: UpkeepOptions;
  readonly #pruneDue = new DueTime();
  #backupDue: DueTime | undefined;
  #backup: Promise<void> | undefined;
  readonly #said = new Set<string>();

  constructor(history: History, options: UpkeepOptions) {
    this.#history = history;
    this.#options = options;
  }

  /** Does what is due; to be called now and then. */
  tick(): void {
    const nowMs = this.#options.now();
    if (this.#pruneDue.isDue(nowMs)) this.#pruneDue.wait(nowMs, this.#prune(PRUNE_BUDGET_MS) > 0 ? 0 : PRUNE_MS);
    const { backupIntervalMs } = this.#options.settings;
    if (backupIntervalMs === undefined || this.#backup !== undefined) return;
    this.#backupDue ??= this.#sinceLastBackup(nowMs, backupIntervalMs);
    if (!this.#backupDue.isDue(nowMs) || this.#history.database === undefined) return;
    this.#backup = this.#makeBackup(nowMs).finally(() => this.#backup = undefined);
  }

  /**
   * At the end of a run that has stored so many rows: forgets about as many, and waits for a backup that is being made.
   */
  async close(stored: number): Promise<void> {
    await this.#backup;
    this.#prune(Math.min(END_BUDGET_MS_MAX, END_BUDGET_MS + stored * END_BUDGET_MS_PER_ROW));
  }

  get #where() {
    const { path } = this.#history;
    return { path, folder: backupFolder(path, this.#options.settings) };
  }

  /** One that seems to be made later than now was made by a clock that has been put right. */
  #sinceLastBackup(nowMs: number, intervalMs: number): DueTime {
    const due = new DueTime();
    due.wait(Math.min(nowMs, listBackups(this.#where)[0]?.madeMs ?? nowMs), intervalMs);
    return due;
  }

  /** Rows that were removed. */
  #prune(budgetMs: number): number {
    const { database } = this.#history;
    const { now, clock, settings: { retentionMs, bytesMax } } = this.#options;
    if (database === undefined) return 0;
    try {
      return total(prune(database, { sinceMs: now() - retentionMs, bytesMax }, { budgetMs, clock }));
    } catch (error) {
      const { trouble, message } = historyError(error);
      // another process is writing; there is a next time
      if (trouble !== "locked") this.#say("prune", `old rows cannot be removed (${message})`);
      return 0;
    }
  }

  async #makeBackup(nowMs: number): Promise<void> {
    const { settings, now } = this.#options;
    const { database, path } = this.#history;
    const where = this.#where;
    try {
      if (database === undefined) return;
      Deno.mkdirSync(where.folder, { recursive: true, mode: 0o700 });
      await backupTo(database, backupPath(where, nowMs));
      pruneBackups(where, settings.backupKeep);
      this.#backupDue?.wait(now(), settings.backupIntervalMs ?? Infinity);
      this.#said.delete("backup");
    } catch (error) {
      this.#backupDue?.wait(now(), RETRY_MS);
      this.#say("backup", `no backup of ${path} could be made (${historyError(error).message}); trying again`);
    }
  }

  #say(what: string, message: string): void {
    if (this.#said.has(what)) return;
    this.#said.add(what);
    this.#options.warn(message);
  }
}

/** Where backups go: where the settings say, else beside the database. */
export function backupFolder(path: string, { backupFolder: folder }: HistorySettings): string {
  return folder ?? join(dirname(path), "backups");
}
