/**
 * The history of one run: rows come into a queue, and go into the database about once a second, on whose trouble nobody
 * waits. What could not be written stays in the queue and is tried again; a damaged file is set aside and a new one
 * begun; what the user should know is said once, when it begins and when it is over.
 */
import { dirname, relative } from "node:path";
import type { Summary } from "../core/anomaly.ts";
import { RetryPause } from "../core/time/retry_pause.ts";
import { beginsWith } from "../sources/begins_with.ts";
import { setAside } from "../sources/checkpoint.ts";
import { type Database, HistoryError, historyError, openDatabase, type OpenOptions } from "./database.ts";
import { DATABASE_HEADS } from "./database_head.ts";
import type { PendingAnomalies } from "./pending_anomalies.ts";
import { PendingRows } from "./pending_rows.ts";
import type { Checkpoint, FeatureSample, NewRun, RunCounts } from "./rows.ts";
import { HistoryWriter } from "./writer.ts";

/** Another process may hold the database for this long without anybody being told. */
const LOCKED_MS = 3000;
/** How long the last transaction of a run waits for another process. */
const LAST_BUSY_MS = 2000;

/** What is written at one moment: what was counted up to a line, and what goes with that. */
export interface Moment {
  readonly counts: RunCounts;
  readonly checkpoint?: Checkpoint | undefined;
  readonly sample?: FeatureSample | undefined;
  /** Lines by their score, in steps of .05. */
  readonly scores?: readonly number[] | undefined;
  /** The summary event, at the end. */
  readonly summary?: Summary | undefined;
  readonly isEnd?: boolean;
}

/** How to tell, and what there is to say of the run. */
export interface HistoryOptions {
  readonly now: () => number;
  readonly warn: (message: string) => void;
  readonly run: NewRun;
  readonly open?: OpenOptions;
}

/** A checkpoint as it was stored. */
export interface StoredCheckpoint extends Checkpoint {
  readonly chain: number;
}

export class History {
  readonly path: string;
  /** The queue: rows of the lines since the last `seal`. */
  pending = new PendingRows();
  readonly #options: HistoryOptions;
  #database: Database | undefined;
  #writer: HistoryWriter | undefined;
  #inode: number | null | undefined;
  #chain: number | undefined;
  /** Rows up to a moment, on their way. */
  #sealed: { rows: PendingRows; moment: Moment } | undefined;
  /** Those that were written, to be used again. */
  #spare: PendingAnomalies | undefined;
  #isOff = false;
  #failedSinceMs = NaN;
  #trouble = "";
  readonly #retry = new RetryPause();

  constructor(path: string, options: HistoryOptions) {
    this.path = path;
    this.#options = options;
  }

  /** Nothing can be stored, whatever happens: the file is not Oddline's, or of a later one. */
  get isOff(): boolean {
    return this.#isOff;
  }

  /** The last try to write was in vain. */
  get isFailing(): boolean {
    return !Number.isNaN(this.#failedSinceMs);
  }

  /** Why nothing is stored, as it was reported; "" while all is well, or it is too early to tell. */
  get trouble(): string {
    return this.#trouble;
  }

  /** The open database, for what looks after it; undefined while there is trouble. */
  get database(): Database | undefined {
    return this.#database;
  }

  /** What was stored for a file of state. To be called before the first `seal`. */
  checkpointOf(path: string): StoredCheckpoint | undefined {
    try {
      this.#open();
      // earlier versions knew it by its whole path
      const row = this.#database?.prepare("SELECT * FROM checkpoints WHERE path IN (?1, ?2) ORDER BY path = ?1 DESC")
        .get(this.#keyOf(path), path);
      if (row === undefined) return undefined;
      const { lineage, chain, saved_ms, state } = row;
      return { path, lineage: String(lineage), chain: Number(chain), savedMs: Number(saved_ms), state: String(state) };
    } catch (error) {
      this.#failed(historyError(error));
      return undefined;
    }
  }

  /** This run goes on where a checkpoint was: what it says of an anomaly that was open is said of that one. */
  goOnFrom({ chain }: Pick<StoredCheckpoint, "chain">): void {
    this.#chain = chain;
    if (this.#database !== undefined) this.#writer = new HistoryWriter(this.#database, this.#options.run, chain);
  }

  /** A file of state beside the database is known by its place there, so that both can be copied to another folder. */
  #keyOf(path: string): string {
    const beside = relative(dirname(this.path), path);
    return beside.startsWith("..") ? path : beside;
  }

  /** The rows so far belong to this moment. They are written by `write`, and what comes after them is not. */
  seal(moment: Moment): void {
    if (this.#isOff) return;
    const { checkpoint } = moment;
    if (checkpoint !== undefined) {
      moment = { ...moment, checkpoint: { ...checkpoint, path: this.#keyOf(checkpoint.path) } };
    }
    const { pending } = this;
    this.pending = new PendingRows(this.#spare);
    this.#spare = undefined;
    if (this.#sealed === undefined) {
      this.#sealed = { rows: pending, moment };
    } else {
      this.#sealed.rows.append(pending);
      // a sample that could not be written is in the next one, or is none to wait for
      this.#sealed.moment = { ...moment, sample: moment.sample ?? this.#sealed.moment.sample };
    }
  }

  /** Writes what was sealed. Whether nothing is left of it: if not, it is tried again at a later call. */
  write(): boolean {
    const sealed = this.#sealed;
    if (sealed === undefined || this.#isOff) return true;
    const isEnd = sealed.moment.isEnd === true;
    if (!this.#retry.isDue(this.#options.now()) && !isEnd) return false;
    // a damaged file is set aside, and the rows go into a new one at once
    const isDone = this.#tryToWrite(sealed) ||
      !this.#isOff && this.#retry.isDue(this.#options.now()) && this.#tryToWrite(sealed);
    if (!isDone && isEnd && !this.#isOff) {
      const rows = sealed.rows.size + sealed.rows.lost;
      this.#options.warn(`${this.path}: the end of this run could not be recorded (${rows} rows)`);
    }
    return isDone;
  }

  /** Closes the database; it is opened again when there is something to write. */
  close(): void {
    this.#writer = undefined;
    try {
      this.#database?.close();
    } catch {
      // what could not be closed cannot be written either, and that has been said
    }
    this.#database = undefined;
  }

  #tryToWrite({ rows, moment }: { rows: PendingRows; moment: Moment }): boolean {
    const { isEnd = false } = moment;
    try {
      if (this.#isGone()) this.close();
      this.#open();
      if (isEnd) this.#database?.exec(`PRAGMA busy_timeout = ${LAST_BUSY_MS}`);
      this.#writer?.write({ ...moment, isEnd, rows, nowMs: this.#options.now(), lost: rows.lost });
    } catch (error) {
      this.#failed(historyError(error));
      return false;
    }
    // what was lost before is part of what the run has lost in all
    this.pending.lost += rows.lost;
    this.#sealed = undefined;
    this.#spare = rows.anomalies;
    this.#spare.clear();
    this.#recovered();
    return true;
  }

  #open(): void {
    if (this.#database !== undefined || this.#isOff) return;
    try {
      this.#database = openDatabase(this.path, this.#options.open);
    } catch (error) {
      if (!(error instanceof HistoryError) || error.trouble !== "damaged") throw error;
      if (!isDatabase(this.path) || !this.#setAside(error)) throw error;
      this.#database = openDatabase(this.path, this.#options.open);
    }
    this.#inode = inodeOf(this.path);
    this.#writer = new HistoryWriter(this.#database, this.#options.run, this.#chain);
  }

  /** The file was removed, or another one put in its place. */
  #isGone(): boolean {
    return this.#database !== undefined && inodeOf(this.path) !== this.#inode;
  }

  #failed(trouble: HistoryError): void {
    const { now, warn } = this.#options;
    const nowMs = now();
    if (trouble.trouble === "damaged") this.close();
    const error = trouble.trouble === "damaged" && !isDatabase(this.path)
      ? new HistoryError("foreign", "this is no database")
      : trouble;
    if (error.trouble === "newer" || error.trouble === "foreign") {
      this.#isOff = true;
      this.#trouble = error.message;
      this.close();
      warn(`${this.path}: nothing is recorded in it: ${error.message}; use --db FILE for another place`);
      return;
    }
    if (error.trouble === "damaged") {
      this.#retry.end();
      if (this.#setAside(error)) return;
    }
    if (Number.isNaN(this.#failedSinceMs)) this.#failedSinceMs = nowMs;
    if (error.trouble !== "locked") this.close();
    if (this.#trouble === "" && (error.trouble !== "locked" || nowMs - this.#failedSinceMs >= LOCKED_MS)) {
      this.#trouble = error.message;
      warn(`${this.path}: the history cannot be written (${error.message}); trying again`);
    }
    this.#retry.failed(nowMs);
  }

  #recovered(): void {
    if (this.#trouble !== "") {
      const { lost } = this.pending;
      const what = lost === 0 ? "nothing is missing" : `${lost} rows are missing`;
      this.#options.warn(`${this.path}: the history can be written again; ${what}`);
    }
    this.#trouble = "";
    this.#failedSinceMs = NaN;
    this.#retry.worked();
  }

  /** Whether it could be renamed. */
  #setAside(error: HistoryError): boolean {
    const aside = setDatabaseAside(this.path, this.#options.now());
    if (aside === this.path) return false;
    // a new file knows nothing of earlier runs
    this.#chain = undefined;
    this.#options.warn(`${this.path}: ${error.message}; it was set aside as ${aside}, and a new history begun`);
    return true;
  }
}

/** Whether it was a database before it was damaged. It is closed by now, so no locks are given up by opening it. */
function isDatabase(path: string): boolean {
  try {
    return beginsWith(path, DATABASE_HEADS);
  } catch {
    return true; // gone, or not to be read: nothing tells otherwise
  }
}

/** Renames a database with what belongs to it, and returns its new name; the old one where that cannot be. */
function setDatabaseAside(path: string, nowMs: number): string {
  const aside = setAside(path, nowMs);
  if (aside === path) return path;
  for (const suffix of ["-wal", "-shm"]) {
    try {
      Deno.renameSync(`${path}${suffix}`, `${aside}${suffix}`);
    } catch {
      // there is none
    }
  }
  return aside;
}

function inodeOf(path: string): number | null | undefined {
  try {
    return Deno.statSync(path).ino;
  } catch {
    return undefined;
  }
}
