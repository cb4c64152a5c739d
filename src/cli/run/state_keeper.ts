/**
 * Keeps what a run has learnt and how far it has read in one file, so that the next run goes on where this one stopped,
 * also when it was killed. Saved at most once a second, and less often when saving takes long; but at least every ten
 * seconds, which bounds what a kill costs and how late the history is.
 *
 * With a history the same goes into the database too, in one transaction with the rows of the lines up to there, so
 * that these are counted once: a kill between the two leaves the file behind, and then what the database has counts.
 * File and checkpoint belong together while both name the same lineage. A run without history takes another one, since
 * the database does not know what it read; so does one that finds no checkpoint of the file's.
 */
import { DueTime } from "../../core/time/due_time.ts";
import { errorMessage } from "../../core/error_message.ts";
import { type RedactText, UNREDACTED } from "../../core/text/redact.ts";
import type { Pipeline } from "../../pipeline/pipeline.ts";
import { type PipelineState, restorePipeline, savePipeline, STATE_VERSION } from "../../pipeline/state.ts";
import type { MultilineOptions } from "../../pipeline/streams/multiline.ts";
import { type LoadedState, loadState, saveState, setAside } from "../../sources/checkpoint.ts";
import type { FollowSource } from "../../sources/following/follow_source.ts";
import { acquireLock, type Lock } from "../../sources/lock.ts";
import type { StoredCheckpoint } from "../../store/history.ts";
import type { RunRecorder } from "../history/recorder.ts";
import { troubleOf } from "../files/named_file.ts";
import { positionOf, type SavedRun, type StateFile, usable } from "./state_file.ts";
import { dirname } from "node:path";

const INTERVAL_MS = 1000;
const INTERVAL_MAX_MS = 10_000;
/** Saving takes at most this share of the time, unless that would be too seldom. */
const SHARE_MAX = 1 / 50;

export interface StateKeeperOptions {
  readonly now: () => number;
  readonly warn: (message: string) => void;
  /** The history that gets the checkpoint too. */
  readonly recorder?: RunRecorder | undefined;
}

export class StateKeeper {
  readonly #path: string;
  readonly #options: StateKeeperOptions;
  /** Undefined until `begin`, and where the folder cannot be written. */
  #lock: Lock | undefined;
  /** Where an earlier run stood, for `FollowSource`. */
  readonly resume: Pick<SavedRun, "positions" | "savedMs"> | undefined;
  /** What it had learnt, until that was taken up: a large state must not be in memory twice. */
  #learnt: PipelineState | undefined;
  /** The chain of what the database has for this file, where that counts. */
  #stored: Pick<StoredCheckpoint, "chain"> | undefined;
  #lineage: string = crypto.randomUUID();
  /** The file names the lineage, so that a checkpoint can be stored; without a history nobody asks. */
  #isMarked: boolean;
  readonly #next = new DueTime();
  /** `Pipeline.landed` when it was last saved. */
  #savedAt = 0;
  #redact = UNREDACTED;
  #saving: Promise<void> | undefined;
  #hasFailed = false;
  /** There may be a state that this user may not read, and so must not replace. */
  #isReadable = true;

  /** Loads what is there. A damaged file is set aside with a warning, never overwritten. */
  constructor(path: string, options: StateKeeperOptions) {
    this.#path = path;
    this.#options = options;
    this.#isMarked = options.recorder === undefined;
    const saved = this.#load();
    this.resume = saved && { positions: saved.positions, savedMs: saved.savedMs };
    this.#learnt = saved?.pipeline;
  }

  /** Takes the lock, once it is clear that there is something to run. Says why where the state cannot be kept. */
  begin(): void {
    if (!this.#isReadable) return;
    try {
      Deno.mkdirSync(dirname(this.#path), { recursive: true, mode: 0o700 });
      this.#lock = acquireLock(`${this.#path}.lock`, Deno.pid);
    } catch (error) {
      this.#options.warn(
        `${this.#path}: the state cannot be kept (${errorMessage(error)}); use --state FILE for another place`,
      );
    }
    if (this.#lock?.held === false) {
      this.#options.warn(
        `${this.#path}: Oddline with pid ${this.#lock.pid} keeps this state; it is read but not changed. ` +
          `Use --state FILE to keep one of its own`,
      );
    }
    if (!this.isKeeping) return;
    if (this.#stored !== undefined) this.#options.recorder?.history.goOnFrom(this.#stored);
    // what was saved stands for a while; saved again after the first batch, a large state would have to wait for long
    if (this.resume !== undefined) this.#next.wait(this.#options.now(), INTERVAL_MS);
    this.#mark();
  }

  /** The state is this run's to change. */
  get isKeeping(): boolean {
    return this.#lock?.held === true;
  }

  /** Gives a new pipeline what an earlier run has learnt. `redact` is for what will be saved of it. */
  restore(pipeline: Pipeline, multiline: MultilineOptions, redact: RedactText | undefined): void {
    this.#redact = redact ?? UNREDACTED;
    if (this.#learnt === undefined) return;
    for (const part of this.#restored(pipeline, this.#learnt, multiline)) {
      this.#options.warn(`${this.#path}: ${part} was saved by another version of Oddline, and is learnt anew`);
    }
    this.#letGo();
  }

  /** What was taken up is needed no more, but to be written once more into a file that has to name the lineage. */
  #letGo(): void {
    if (this.#isMarked || !this.isKeeping) this.#learnt = undefined;
  }

  /**
   * Throws Error, and sets the file aside, where it holds what no Oddline has written: half of it
   * may be restored by then.
   */
  #restored(pipeline: Pipeline, saved: PipelineState, multiline: MultilineOptions): string[] {
    try {
      return restorePipeline(pipeline, saved, multiline);
    } catch (error) {
      const aside = setAside(this.#path, this.#options.now());
      if (this.#lock?.held) this.#lock.release();
      throw new Error(
        `${this.#path}: cannot be gone on from (${errorMessage(error)}); it was set aside as ${aside}: start again`,
      );
    }
  }

  /**
   * Saves if it is time to. The state is taken at once; it is written after `told` resolves, which is when all events
   * up to now have been written, so that none is lost between the two.
   */
  saveWhenDue(pipeline: Pipeline, source: FollowSource | undefined, told: () => Promise<void>): void {
    const { recorder, now } = this.#options;
    if (pipeline.isMidBatch || this.#saving !== undefined) return;
    if (pipeline.landed === this.#savedAt && recorder?.hasRows !== true) {
      // what could not be stored before is tried again although nothing new has come
      recorder?.history.write();
      return;
    }
    if (!this.#next.isDue(now()) && recorder?.isCrowded !== true) return;
    this.#saving = this.#save(pipeline, source, told).finally(() => this.#saving = undefined);
  }

  /** Saves for the last time and gives up the lock. */
  async close(pipeline: Pipeline, source: FollowSource | undefined, told: () => Promise<void>): Promise<void> {
    await this.#saving;
    await this.#save(pipeline, source, told, true);
    if (this.#lock?.held) this.#lock.release();
  }

  async #save(
    pipeline: Pipeline,
    source: FollowSource | undefined,
    told: () => Promise<void>,
    isEnd = false,
  ): Promise<void> {
    if (!this.isKeeping) return;
    const { recorder, now } = this.#options;
    const savedMs = now();
    const landed = pipeline.landed;
    const saved: StateFile = {
      savedMs,
      lineage: this.#lineage,
      version: STATE_VERSION,
      positions: source?.positions((id) => positionOf(pipeline, id)) ?? this.resume?.positions ?? [],
      pipeline: savePipeline(pipeline, this.#redact),
    };
    const state = JSON.stringify(saved);
    this.#mark();
    this.#letGo();
    const checkpoint = { path: this.#path, lineage: this.#lineage, savedMs, state };
    recorder?.seal(pipeline, { checkpoint: this.#isMarked ? checkpoint : undefined, isEnd });
    const takenMs = now();
    await told();
    const writeMs = now();
    recorder?.write();
    if (this.#write(state)) this.#savedAt = landed;
    // others work while it waits for what is told: that holds up nobody
    this.#next.wait(now(), pauseAfter(takenMs - savedMs + now() - writeMs));
  }

  /** Writes the file; says once that it cannot. */
  #write(state: string): boolean {
    try {
      saveState(this.#path, state, STATE_VERSION);
      this.#hasFailed = false;
      return true;
    } catch (error) {
      if (!this.#hasFailed) {
        this.#options.warn(`${this.#path}: the state cannot be saved (${errorMessage(error)}); trying again`);
      }
      this.#hasFailed = true;
      return false;
    }
  }

  /**
   * Has the file name the lineage, with what it held before: a kill must not leave a checkpoint that nobody asks for.
   */
  #mark(): void {
    if (this.#isMarked) return;
    const { savedMs, positions } = this.resume ?? { savedMs: 0, positions: [] };
    const pipeline = this.#learnt ?? null;
    this.#isMarked = this.#write(JSON.stringify({ savedMs, lineage: this.#lineage, positions, pipeline }));
  }

  #load(): SavedRun | undefined {
    const stored = this.#options.recorder?.history.checkpointOf(this.#path);
    const loaded = this.#loadFile();
    if (loaded?.kind === "damaged") {
      const saved = stored && this.#takeStored(stored);
      const then = saved === undefined ? "and this run starts anew" : "and what the history has of it is used instead";
      this.#options.warn(`${this.#path}: ${loaded.reason}; it was set aside as ${loaded.setAside}, ${then}`);
      return saved;
    }
    if (loaded === undefined) return undefined;
    const file = loaded.value;
    if (stored !== undefined && file.lineage === stored.lineage) {
      const saved = this.#takeStored(stored);
      // the lineage that the file names already need not be written again
      this.#isMarked = saved !== undefined;
      if (saved !== undefined) return saved;
    }
    if (file.pipeline === null) return undefined;
    const saved = usable(file);
    if (saved === undefined) {
      this.#options.warn(`${this.#path}: not the state of this version of Oddline; this run starts anew`);
    }
    return saved;
  }

  #loadFile(): LoadedState<StateFile> | undefined {
    try {
      return loadState<StateFile>(this.#path, this.#options.now(), STATE_VERSION);
    } catch (error) {
      this.#isReadable = false;
      const why = troubleOf(error, "read") ?? errorMessage(error);
      this.#options.warn(`${this.#path}: no state can be kept (${why}); use --state FILE for another place`);
      return undefined;
    }
  }

  /** Goes on from what the database has, if that is of this version. */
  #takeStored(stored: StoredCheckpoint): SavedRun | undefined {
    const saved = usable(JSON.parse(stored.state) as StateFile);
    if (saved === undefined) return undefined;
    this.#stored = { chain: stored.chain };
    this.#lineage = stored.lineage;
    return saved;
  }
}

/** How long after a save that took so long the next one is due, ms. */
export function pauseAfter(tookMs: number): number {
  return Math.max(INTERVAL_MS, Math.min(INTERVAL_MAX_MS, tookMs / SHARE_MAX));
}
