/**
 * Keeps what a run has learnt and how far it has read in one file, so that the next run goes on where this one stopped,
 * also when it was killed. Saved at most once a second, and seldomer when saving takes long.
 */
import type { Pipeline } from "../pipeline/pipeline.ts";
import {
  type PipelineState,
  pipelineStateSchema,
  restorePipeline,
  savePipeline,
  STATE_VERSION,
} from "../pipeline/state.ts";
import type { MultilineOptions } from "../pipeline/options.ts";
import { loadState, saveState } from "../sources/checkpoint.ts";
import type { FollowSource } from "../sources/follow_source.ts";
import { acquireLock, type Lock } from "../sources/lock.ts";
import type { FilePosition } from "../sources/position.ts";
import { dirname } from "node:path";

const INTERVAL_MS = 1000;
/** Saving takes at most this share of the time. */
const SHARE_MAX = 1 / 50;

interface SavedRun {
  readonly savedMs: number;
  readonly positions: readonly FilePosition[];
  readonly pipeline: PipelineState;
}

export interface StateKeeperOptions {
  readonly now: () => number;
  readonly warn: (message: string) => void;
}

export class StateKeeper {
  readonly #path: string;
  readonly #options: StateKeeperOptions;
  /** Undefined until `begin`, and where the folder cannot be written. */
  #lock: Lock | undefined;
  readonly #saved: SavedRun | undefined;
  #nextMs = 0;
  /** `Pipeline.landed` when it was last saved. */
  #savedAt = 0;
  #saving: Promise<void> | undefined;
  #hasFailed = false;

  /** Loads what is there. A damaged file is set aside with a warning, never overwritten. */
  constructor(path: string, options: StateKeeperOptions) {
    this.#path = path;
    this.#options = options;
    this.#saved = this.#load();
  }

  /** Takes the lock, once it is clear that there is something to run. Says why where the state cannot be kept. */
  begin(): void {
    try {
      Deno.mkdirSync(dirname(this.#path), { recursive: true, mode: 0o700 });
      this.#lock = acquireLock(`${this.#path}.lock`, Deno.pid);
    } catch (error) {
      this.#options.warn(
        `${this.#path}: the state cannot be kept (${textOf(error)}); use --state FILE for another place`,
      );
    }
    if (this.#lock?.held === false) {
      this.#options.warn(
        `${this.#path}: Oddline with pid ${this.#lock.pid} keeps this state; it is read but not changed. ` +
          `Use --state FILE to keep one of its own`,
      );
    }
  }

  /** Where an earlier run stood, for `FollowSource`. */
  get resume(): { readonly positions: readonly FilePosition[]; readonly savedMs: number } | undefined {
    return this.#saved;
  }

  /** Gives a new pipeline what an earlier run has learnt. */
  restore(pipeline: Pipeline, multiline: MultilineOptions): void {
    if (this.#saved !== undefined) restorePipeline(pipeline, this.#saved.pipeline, multiline);
  }

  /**
   * Saves if it is time to. The state is taken at once; it is written after `told` resolves, which is when all events up
   * to now have been written, so that none is lost between the two.
   */
  saveWhenDue(pipeline: Pipeline, source: FollowSource | undefined, told: () => Promise<void>): void {
    if (
      pipeline.isMidBatch || this.#saving !== undefined || pipeline.landed === this.#savedAt ||
      this.#options.now() < this.#nextMs
    ) return;
    this.#saving = this.#save(pipeline, source, told).finally(() => this.#saving = undefined);
  }

  /** Saves for the last time and gives up the lock. */
  async close(pipeline: Pipeline, source: FollowSource | undefined, told: () => Promise<void>): Promise<void> {
    await this.#saving;
    await this.#save(pipeline, source, told);
    if (this.#lock?.held) this.#lock.release();
  }

  async #save(pipeline: Pipeline, source: FollowSource | undefined, told: () => Promise<void>): Promise<void> {
    if (!this.#lock?.held) return;
    const startMs = this.#options.now();
    const landed = pipeline.landed;
    const saved: SavedRun = {
      savedMs: startMs,
      positions: source?.positions((id) => positionOf(pipeline, id)) ?? this.#saved?.positions ?? [],
      pipeline: savePipeline(pipeline),
    };
    await told();
    const writeMs = this.#options.now();
    try {
      saveState(this.#path, saved, { version: STATE_VERSION });
      this.#hasFailed = false;
      this.#savedAt = landed;
    } catch (error) {
      if (!this.#hasFailed) {
        this.#options.warn(`${this.#path}: the state cannot be saved (${textOf(error)}); trying again`);
      }
      this.#hasFailed = true;
    }
    const tookMs = this.#options.now() - writeMs;
    this.#nextMs = this.#options.now() + Math.max(INTERVAL_MS, tookMs / SHARE_MAX);
  }

  #load(): SavedRun | undefined {
    const loaded = loadState<SavedRun>(this.#path, this.#options.now(), { version: STATE_VERSION });
    if (loaded === undefined) return undefined;
    if (loaded.kind === "damaged") {
      this.#options.warn(
        `${this.#path}: ${loaded.reason}; it was set aside as ${loaded.setAside}, and this run starts anew`,
      );
      return undefined;
    }
    const parsed = pipelineStateSchema.safeParse(loaded.value.pipeline);
    if (parsed.success) return loaded.value;
    this.#options.warn(`${this.#path}: not the state of this version of Oddline; this run starts anew`);
    return undefined;
  }
}

function positionOf(pipeline: Pipeline, streamId: number): { offset: number; line: number } | undefined {
  const state = pipeline.streams.get(streamId);
  return state === undefined ? undefined : { offset: state.offset, line: state.nextLine };
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
