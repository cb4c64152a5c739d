/** How the program itself is: memory once a second, the share of a core that it takes. */
import { cpuUsage } from "node:process";
import type { HealthView } from "../../core/snapshot.ts";
import { compactCount } from "../../tui/amounts.ts";
import type { Pipeline } from "../../pipeline/pipeline.ts";
import { WorkerLooks } from "../worker_looks.ts";

const TREND_SECONDS = 600;

/** The model in force in a few words: the beginning of its checksum, and what it has learnt from. */
function modelText({ forest }: Pipeline): string {
  const info = forest?.model?.info;
  return info === undefined ? "" : `${info.sha256.slice(0, 8)}, from ${compactCount(info.trained_on.rows)} rows`;
}

export class Vitals {
  readonly #pipeline: Pipeline;
  readonly #now: () => number;
  readonly #memory: number[] = [];
  readonly #looks = new WorkerLooks();
  #loads: readonly number[] = [];
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

  view(): HealthView {
    const nowMs = this.#now();
    if (nowMs - this.#measuredMs >= 1000) this.#measure(nowMs);
    const { pool } = this.#pipeline;
    const { queue, queueMax } = this.#pipeline.load;
    return {
      memoryBytes: this.#memory.at(-1) ?? 0,
      memoryTrend: this.#memory,
      cpuShare: this.#cpuShare,
      workers: pool.loads().map((_, worker) => ({ batches: NaN, load: this.#loads[worker] ?? 0 })),
      queue,
      queueMax,
      restarts: pool.restarts,
      model: modelText(this.#pipeline),
      modelMs: NaN,
    };
  }

  #measure(nowMs: number): void {
    this.#loads = this.#looks.take();
    this.#memory.push(Deno.memoryUsage().rss);
    if (this.#memory.length > TREND_SECONDS) this.#memory.shift();
    const { user, system } = cpuUsage(this.#cpu);
    if (Number.isFinite(this.#measuredMs)) this.#cpuShare = (user + system) / 1000 / (nowMs - this.#measuredMs);
    this.#cpu = cpuUsage();
    this.#measuredMs = nowMs;
  }
}
