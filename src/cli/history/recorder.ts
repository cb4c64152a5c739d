/**
 * Looks on while a pipeline runs and hands what the history keeps to it: anomalies with the lines around
 * them, counts by minute and template, how the program does, and a sample of feature rows. A line costs a
 * comparison and three additions.
 */
import { cpuUsage } from "node:process";
import type { OddlineEvent, Summary } from "../../core/anomaly.ts";
import { DueTime } from "../../core/time/due_time.ts";
import { redactEvent, type RedactText, UNREDACTED } from "../../core/text/redact.ts";
import { FEATURE_SCHEMA_VERSION } from "../../features/schema.ts";
import type { JudgedLines } from "../../pipeline/options.ts";
import type { Pipeline } from "../../pipeline/pipeline.ts";
import { TrainingRows } from "../../pipeline/forest/training_rows.ts";
import { NearLines } from "../../snapshot/near_lines.ts";
import type { History } from "../../store/history.ts";
import { MinuteCounts } from "../../store/minute_counts.ts";
import type { Checkpoint, FeatureSample, MarkList, Unadvised } from "../../store/rows.ts";
import { WorkerLooks } from "../run/worker_looks.ts";
import type { Upkeep } from "./upkeep.ts";

const FLUSH_MS = 1000;
/** From one measurement to the next: a share of the run's age, so that a short run has a course to show as well. */
const METRIC_MS_MIN = 900;
const METRIC_MS_MAX = 10_000;
const METRIC_SHARE = 1 / 60;
/** Scores are counted in so many steps from 0 to 1. */
const SCORE_STEPS = 20;
/** What a kill may cost of the sample. */
const SAMPLE_MS = 5 * 60_000;
/** Templates whose texts are remembered, so that they are written when they change. */
const TEXTS_MAX = 65_536;
const SAMPLE_SEED = 1;
/** Rows that go into the history's sample at a time; more would cost more than they tell. */
const SAMPLE_ROWS = 8192;

export interface RecorderOptions {
  readonly now: () => number;
  readonly workers: number;
  readonly upkeep: Upkeep;
}

export interface SealOptions {
  readonly checkpoint?: Checkpoint | undefined;
  /** Nothing more will come. */
  readonly isEnd?: boolean;
}

export class RunRecorder {
  readonly history: History;
  readonly #options: RecorderOptions;
  readonly #counts = new MinuteCounts();
  readonly #texts = new Map<string, string>();
  readonly #sample = new TrainingRows(SAMPLE_SEED, SAMPLE_ROWS);
  readonly #near = new NearLines((id, lines) => {
    const shown = lines.map((line) => ({ ...line, text: this.#redact(line.text) }));
    this.history.pending.surround(id, shown);
  });
  #redact = UNREDACTED;
  #pipeline: Pipeline | undefined;
  #generation = 0;
  readonly #next = new DueTime();
  readonly #sampleDue = new DueTime();
  readonly #startedMs: number;
  #metric: { readonly ms: number; readonly lines: number };
  #cpu = cpuUsage();
  readonly #looks = new WorkerLooks();
  readonly #scores = new Array<number>(SCORE_STEPS).fill(0);
  #rssBytesMax = 0;

  constructor(history: History, options: RecorderOptions) {
    this.history = history;
    this.#options = options;
    const nowMs = options.now();
    this.#startedMs = nowMs;
    this.#next.wait(nowMs, FLUSH_MS);
    this.#sampleDue.wait(nowMs, SAMPLE_MS);
    this.#metric = { ms: nowMs, lines: 0 };
  }

  /** The pipeline that is looked at: before it runs. `redact` is applied to what is stored of lines. */
  attach(pipeline: Pipeline, redact: RedactText | undefined): void {
    this.#pipeline = pipeline;
    this.#redact = redact ?? UNREDACTED;
    this.#generation = pipeline.miner.generation;
  }

  /** Records that there is a run, before it has read anything. */
  start(pipeline: Pipeline): void {
    this.seal(pipeline);
    this.write();
  }

  /** There are rows that have not been written. */
  get hasRows(): boolean {
    return this.history.pending.size > 0;
  }

  /** So many that they should be written although what was learnt has to be saved with them. */
  get isCrowded(): boolean {
    return !this.history.isFailing && this.history.pending.isCrowded;
  }

  get #isFull(): boolean {
    return !this.history.isFailing && (this.history.pending.isFull || this.#counts.isFull);
  }

  onEvent(event: OddlineEvent, unadvised?: Unadvised): void {
    const { pending, isOff } = this.history;
    if (isOff) return;
    if (event.type === "anomaly") {
      pending.begin(event, unadvised);
      this.#near.begin(event);
    } else if (event.type === "anomaly_update") pending.update(event);
    else if (event.type === "template_merged") pending.merges.set(event.from, event.into);
  }

  onLines(lines: JudgedLines): void {
    const pipeline = this.#pipeline;
    if (pipeline === undefined || this.history.isOff) return;
    const { events, miner, template, state } = lines;
    if (!lines.past) this.#countScores(lines);
    this.#looks.look(pipeline.pool.loads());
    this.#near.add(lines);
    const counted = { lines: lines.lines, template, continuation: events.continuation, clock: events.clock };
    this.#counts.add(counted, state.source.name, miner.table.count.length);
    this.#sample.add(pipeline, lines);
    // templates that were taken away may have their indices given out anew after this
    if (miner.generation !== this.#generation) this.#takeCounts(pipeline);
  }

  /** What is marked as normal from now on. */
  onMarks(marks: MarkList): void {
    this.history.pending.marks = marks;
  }

  /** The rows up to now belong together; `write` stores them. To be called between two batches. */
  seal(pipeline: Pipeline, { checkpoint, isEnd = false }: SealOptions = {}): void {
    const nowMs = this.#options.now();
    this.#takeCounts(pipeline);
    const dueMs = Math.min(METRIC_MS_MAX, Math.max(METRIC_MS_MIN, (nowMs - this.#startedMs) * METRIC_SHARE));
    const isDue = nowMs - this.#metric.ms >= dueMs || nowMs < this.#metric.ms;
    if (isEnd || isDue) this.#measure(pipeline, nowMs);
    const { totals } = pipeline;
    this.history.seal({
      counts: { ...totals },
      ...(checkpoint && { checkpoint }),
      isEnd,
      scores: [...this.#scores],
      ...(isEnd && { summary: this.#summaryOf(pipeline, nowMs) }),
      ...((isEnd || this.#sampleDue.isDue(nowMs)) && { sample: this.#takeSample(nowMs) }),
    });
  }

  /** Stores what was sealed. */
  write(): boolean {
    const isDone = this.history.write();
    const nowMs = this.#options.now();
    if (this.#next.isDue(nowMs)) this.#near.refill();
    this.#next.wait(nowMs, FLUSH_MS);
    return isDone;
  }

  /** Stores what there is, if it is time to: for runs without a checkpoint. */
  flushWhenDue(pipeline: Pipeline): void {
    if (pipeline.isMidBatch || !this.#next.isDue(this.#options.now()) && !this.#isFull) return;
    this.seal(pipeline);
    this.write();
  }

  /**
   * The run is over: stores what is left, where nobody has sealed it with a checkpoint, and lets go of the database.
   */
  async close(pipeline: Pipeline, { isSealed }: { isSealed: boolean }): Promise<void> {
    if (!isSealed) {
      this.seal(pipeline, { isEnd: true });
      this.write();
    }
    await this.#options.upkeep.close(pipeline.totals.anomalies);
    this.history.close();
  }

  /** Looks after the database, now and then. */
  lookAfter(): void {
    this.#options.upkeep.tick();
  }

  #takeCounts(pipeline: Pipeline): void {
    const { miner } = pipeline;
    const { pending } = this.history;
    const noted = new Set<number>();
    this.#generation = miner.generation;
    this.#counts.take(miner.ids, (cell, index) => {
      pending.cells.push(cell);
      if (noted.has(index)) return;
      noted.add(index);
      this.#noteTemplate(cell.template, miner.texts[index], miner.table.examples[index]);
    });
  }

  /** A template that is new, or has another text than before, is written anew. */
  #noteTemplate(id: string, text: string, example: string): void {
    if (this.#texts.get(id) === text) return;
    if (this.#texts.size >= TEXTS_MAX) this.#texts.clear();
    this.#texts.set(id, text);
    this.history.pending.templates.set(id, { text: this.#redact(text), example: this.#redact(example) });
  }

  #countScores({ lines, scores }: JudgedLines): void {
    const counts = this.#scores;
    for (let line = 0; line < lines; line++) {
      const step = scores[line] * SCORE_STEPS | 0;
      counts[step < SCORE_STEPS ? step : SCORE_STEPS - 1]++;
    }
  }

  #summaryOf(pipeline: Pipeline, nowMs: number): Summary {
    return redactEvent(pipeline.summary((nowMs - this.#startedMs) / 1000, this.#rssBytesMax), this.#redact);
  }

  #measure(pipeline: Pipeline, nowMs: number): void {
    const { totals, load } = pipeline;
    const seconds = (nowMs - this.#metric.ms) / 1000;
    const { user, system } = cpuUsage(this.#cpu);
    this.#cpu = cpuUsage();
    const rssBytes = Deno.memoryUsage().rss;
    this.#rssBytesMax = Math.max(this.#rssBytesMax, rssBytes);
    const shares = this.#looks.take();
    this.history.pending.measure({
      timeMs: nowMs,
      lines: totals.lines,
      bytes: totals.bytes,
      anomalies: totals.anomalies,
      linesPerSecond: seconds > 0 ? (totals.lines - this.#metric.lines) / seconds : 0,
      rssBytes,
      workers: this.#options.workers,
      queue: load.queue,
      workerLoad: shares.reduce((sum, share) => sum + share, 0) / Math.max(1, shares.length),
      cpuCores: seconds > 0 ? (user + system) / 1e6 / seconds : NaN,
      flaggedLines: totals.flaggedLines,
    });
    this.#metric = { ms: nowMs, lines: totals.lines };
  }

  #takeSample(nowMs: number): FeatureSample | undefined {
    this.#sampleDue.wait(nowMs, SAMPLE_MS);
    const { lines, rows } = this.#sample.take();
    return lines === 0 ? undefined : { schema: FEATURE_SCHEMA_VERSION, lines, rows };
  }
}
