/** How the program itself is: memory once a second, the share of a core that it takes. */
import { cpuUsage } from "node:process";
import type { HealthView } from "../../core/views/health_view.ts";
import { compactCount } from "../../tui/amounts.ts";
import type { Pipeline } from "../../pipeline/pipeline.ts";
import { WorkerLooks } from "./worker_looks.ts";

const TREND_SECONDS = 600;

/** The model in force in a few words: the beginning of its checksum, and what it has learnt from. */
function modelText({ forest }: Pipeline): string {
  const info = forest?.model?.info;
  return info === undefined ? "" : `${info.sha256.slice(0, 8)}, from ${compactCount(info.trained_on.rows)} rows`;
}

interface Scored {
  readonly scored: number;
  readonly scoreMs: number;
}

export class Vitals {
  readonly #pipeline: Pipeline;
  readonly #now: () => number;
  readonly #memory: number[] = [];
  readonly #looks = new WorkerLooks();
  #loads: readonly number[] = [];
  /** What each worker had scored at the last measurement, and how long a batch took lately. */
  #scored: readonly Scored[] = [];
  #modelMs: readonly number[] = [];
  #measuredMs = -Infinity;
  #cpu = cpuUsage();
  #cpuShare = NaN;

  constructor(pipeline: Pipeline, now: () => number) {
    this.#pipeline = pipeline;
    this.#now = now;
  }

  /** Looks which workers are at work; called on the dashboard's clock. */
  look(): void {
    this.#looks.look(this.#pipeline.pool.loads());
  }

  view(): Omit<HealthView, "historyTrouble"> {
    const nowMs = this.#now();
    if (nowMs - this.#measuredMs >= 1000 || nowMs < this.#measuredMs) this.#measure(nowMs);
    const { pool } = this.#pipeline;
    const { queue, queueMax } = this.#pipeline.load;
    return {
      memoryBytes: this.#memory.at(-1) ?? 0,
      memoryTrend: this.#memory,
      cpuShare: this.#cpuShare,
      workers: pool.done().map(({ batches, scored }, worker) => ({
        batches,
        load: this.#loads[worker] ?? 0,
        scored,
        modelMs: this.#modelMs[worker] ?? NaN,
      })),
      queue,
      queueMax,
      restarts: pool.restarts,
      model: modelText(this.#pipeline),
      modelMs: longest(this.#modelMs),
    };
  }

  #measure(nowMs: number): void {
    this.#loads = this.#looks.take();
    this.#measureScoring(this.#pipeline.pool.done());
    this.#memory.push(Deno.memoryUsage().rss);
    if (this.#memory.length > TREND_SECONDS) this.#memory.shift();
    const { user, system } = cpuUsage(this.#cpu);
    const passedMs = nowMs - this.#measuredMs;
    // a clock that was put back says nothing of it
    if (Number.isFinite(passedMs) && passedMs > 0) this.#cpuShare = (user + system) / 1000 / passedMs;
    this.#cpu = cpuUsage();
    this.#measuredMs = nowMs;
  }

  /** How long a batch of rows took since the last measurement; what it was before where there was none. */
  #measureScoring(done: readonly Scored[]): void {
    this.#modelMs = done.map(({ scored, scoreMs }, worker) => {
      const before = this.#scored[worker] ?? { scored: 0, scoreMs: 0 };
      const batches = scored - before.scored;
      return batches > 0 ? (scoreMs - before.scoreMs) / batches : this.#modelMs[worker] ?? NaN;
    });
    this.#scored = done.map(({ scored, scoreMs }) => ({ scored, scoreMs }));
  }
}

/** The largest that is known; NaN for none. */
function longest(ms: readonly number[]): number {
  const known = ms.filter((each) => !Number.isNaN(each));
  return known.length === 0 ? NaN : Math.max(...known);
}
