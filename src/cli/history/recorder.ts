/**
 * Looks on while a pipeline runs and hands what the history keeps to it: anomalies with the lines around them, counts by
 * minute and template, how the program does, and a sample of feature rows. A line costs a comparison and two additions.
 */
import type { OddlineEvent } from "../../core/anomaly.ts";
import type { RedactText } from "../../core/redact.ts";
import { FEATURE_SCHEMA_VERSION } from "../../features/schema.ts";
import type { JudgedLines } from "../../pipeline/options.ts";
import type { Pipeline } from "../../pipeline/pipeline.ts";
import { TrainingRows } from "../../pipeline/training_rows.ts";
import { NearLines } from "../../snapshot/near_lines.ts";
import type { History } from "../../store/history.ts";
import { MinuteCounts } from "../../store/minute_counts.ts";
import type { Checkpoint, FeatureSample, MarkList } from "../../store/rows.ts";
import type { Upkeep } from "./upkeep.ts";

const FLUSH_MS = 1000;
const METRIC_MS = 10_000;
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
  #redact: RedactText = (text) => text;
  #pipeline: Pipeline | undefined;
  #generation = 0;
  #nextMs: number;
  #sampleMs: number;
  #metric: { readonly ms: number; readonly lines: number };

  constructor(history: History, options: RecorderOptions) {
    this.history = history;
    this.#options = options;
    const nowMs = options.now();
    this.#nextMs = nowMs + FLUSH_MS;
    this.#sampleMs = nowMs + SAMPLE_MS;
    this.#metric = { ms: nowMs, lines: 0 };
  }

  /** The pipeline that is looked at: before it runs. `redact` is applied to what is stored of lines. */
  attach(pipeline: Pipeline, redact: RedactText | undefined): void {
    this.#pipeline = pipeline;
    this.#redact = redact ?? ((text) => text);
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

  onEvent(event: OddlineEvent): void {
    const { pending, isOff } = this.history;
    if (isOff) return;
    if (event.type === "anomaly") {
      pending.begin(event);
      this.#near.begin(event);
    } else if (event.type === "anomaly_update") pending.update(event);
    else if (event.type === "template_merged") pending.merges.set(event.from, event.into);
  }

  onLines(lines: JudgedLines): void {
    const pipeline = this.#pipeline;
    if (pipeline === undefined || this.history.isOff) return;
    const { events, miner, template, state } = lines;
    this.#near.add(lines);
    const counted = { lines: lines.lines, template, clock: events.clock };
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
    if (isEnd || nowMs - this.#metric.ms >= METRIC_MS) this.#measure(pipeline, nowMs);
    const { totals } = pipeline;
    this.history.seal({
      counts: { ...totals },
      ...(checkpoint && { checkpoint }),
      isEnd,
      ...((isEnd || nowMs >= this.#sampleMs) && { sample: this.#takeSample(nowMs) }),
    });
  }

  /** Stores what was sealed. */
  write(): boolean {
    const isDone = this.history.write();
    const nowMs = this.#options.now();
    if (nowMs >= this.#nextMs) this.#near.refill();
    this.#nextMs = nowMs + FLUSH_MS;
    return isDone;
  }

  /** Stores what there is, if it is time to: for runs without a checkpoint. */
  flushWhenDue(pipeline: Pipeline): void {
    if (pipeline.isMidBatch || this.#options.now() < this.#nextMs && !this.#isFull) return;
    this.seal(pipeline);
    this.write();
  }

  /** The run is over: stores what is left, where nobody has sealed it with a checkpoint, and lets go of the database. */
  async close(pipeline: Pipeline, { isSealed }: { isSealed: boolean }): Promise<void> {
    if (!isSealed) {
      this.seal(pipeline, { isEnd: true });
      this.write();
    }
    await this.#options.upkeep.close();
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

  #measure(pipeline: Pipeline, nowMs: number): void {
    const { totals, load } = pipeline;
    const seconds = (nowMs - this.#metric.ms) / 1000;
    this.history.pending.measure({
      timeMs: nowMs,
      lines: totals.lines,
      bytes: totals.bytes,
      anomalies: totals.anomalies,
      linesPerSecond: seconds > 0 ? (totals.lines - this.#metric.lines) / seconds : 0,
      rssBytes: Deno.memoryUsage().rss,
      workers: this.#options.workers,
      queue: load.queue,
    });
    this.#metric = { ms: nowMs, lines: totals.lines };
  }

  #takeSample(nowMs: number): FeatureSample | undefined {
    this.#sampleMs = nowMs + SAMPLE_MS;
    const { lines, rows } = this.#sample.take();
    return lines === 0 ? undefined : { schema: FEATURE_SCHEMA_VERSION, lines, rows };
  }
}
