/**
 * What a run costs, measured while it works: the coordinator's time by stage, how long workers take for a batch, and
 * how long a batch takes from its reading to the verdict on its last line. A handful of looks at the clock for each
 * batch of thousands of lines, so it may stay on.
 */
import type { RunBenchmark } from "../../core/anomaly.ts";
import { QuantileSketch } from "../../stats/quantile.ts";

/** What the coordinator does, in the order of the data. */
const COORDINATOR_STAGES = ["read", "mine", "features", "score", "judge", "record"] as const;
export type CoordinatorStage = typeof COORDINATOR_STAGES[number];

/** Times of the batch in a slot. */
interface BatchTimes {
  readMs: number;
  handedMs: number;
}

const RELATIVE_ERROR = .01;

export class Stopwatch {
  readonly #now: () => number;
  readonly #startMs: number;
  readonly #stageMs = new Map<CoordinatorStage, number>();
  readonly #batches = new Map<number, BatchTimes>();
  readonly #latency = new QuantileSketch({ relativeError: RELATIVE_ERROR, bucketsMax: 1024 });
  #parseMs = 0;
  #maxMs = 0;
  #lapMs: number;

  /** A clock in milliseconds with fractions. */
  constructor(now: () => number) {
    this.#now = now;
    this.#startMs = this.#lapMs = now();
  }

  /** What is done from here on belongs to the stage of the next `lap`. */
  begin(): void {
    this.#lapMs = this.#now();
  }

  /** The stage that ends here. */
  lap(stage: CoordinatorStage): void {
    const nowMs = this.#now();
    this.#stageMs.set(stage, (this.#stageMs.get(stage) ?? 0) + nowMs - this.#lapMs);
    this.#lapMs = nowMs;
  }

  /** A batch was read, just now. */
  read(batch: number): void {
    const nowMs = this.#now();
    this.#batches.set(batch, { readMs: nowMs, handedMs: nowMs });
  }

  /** A batch, or the rest of it, goes to a worker. */
  handed(batch: number): void {
    const times = this.#batches.get(batch);
    if (times !== undefined) times.handedMs = this.#now();
  }

  /** A batch has come back from a worker. */
  parsed(batch: number): void {
    const times = this.#batches.get(batch);
    if (times !== undefined) this.#parseMs += this.#now() - times.handedMs;
  }

  /** All lines of a batch are judged, and their events handed to the output. */
  landed(batch: number): void {
    const times = this.#batches.get(batch);
    if (times === undefined) return;
    this.#batches.delete(batch);
    const ms = this.#now() - times.readMs;
    this.#latency.add(ms);
    this.#maxMs = Math.max(this.#maxMs, ms);
  }

  /** All that was measured so far. */
  report(): RunBenchmark {
    const whole = (this.#now() - this.#startMs) / 1000;
    const stages = COORDINATOR_STAGES.map((stage) => ({ stage, seconds: (this.#stageMs.get(stage) ?? 0) / 1000 }));
    const busy = stages.reduce((sum, { seconds }) => sum + seconds, 0);
    const at = (share: number) => Math.min(this.#maxMs, this.#latency.quantile(share));
    return {
      stages,
      waiting_seconds: Math.max(0, whole - busy),
      parse_seconds: this.#parseMs / 1000,
      batches: this.#latency.count,
      ...(this.#latency.count > 0 &&
        { latency_ms: { p50: at(.5), p95: at(.95), p99: at(.99), max: this.#maxMs } }),
    };
  }
}
