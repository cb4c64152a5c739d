/** How the program itself is: memory once a second, the share of a core that it takes. */
import { cpuUsage } from "node:process";
import type { HealthView } from "../../core/snapshot.ts";
import type { Pipeline } from "../../pipeline/pipeline.ts";

const TREND_SECONDS = 600;

export class Vitals {
  readonly #pipeline: Pipeline;
  readonly #now: () => number;
  readonly #memory: number[] = [];
  #measuredMs = -Infinity;
  #cpu = cpuUsage();
  #cpuShare = NaN;

  constructor(pipeline: Pipeline, now: () => number) {
    this.#pipeline = pipeline;
    this.#now = now;
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
      workers: pool.loads().map((tasks) => ({ batches: NaN, load: tasks })),
      queue,
      queueMax,
      restarts: pool.restarts,
      model: "",
      modelMs: NaN,
    };
  }

  #measure(nowMs: number): void {
    this.#memory.push(Deno.memoryUsage().rss);
    if (this.#memory.length > TREND_SECONDS) this.#memory.shift();
    const { user, system } = cpuUsage(this.#cpu);
    if (Number.isFinite(this.#measuredMs)) this.#cpuShare = (user + system) / 1000 / (nowMs - this.#measuredMs);
    this.#cpu = cpuUsage();
    this.#measuredMs = nowMs;
  }
}
