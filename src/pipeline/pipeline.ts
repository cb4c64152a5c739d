/**
 * The pipeline: reads chunks into free batches, has workers parse them, and learns and judges in the order of the
 * input. One loop, woken by results and by the source; when no batch is free nothing is read, so a slow pipeline holds
 * back its source by itself.
 */
import type { Summary } from "../core/anomaly.ts";
import { Batch, BATCH_BYTES, COUNT } from "../core/lines/batch.ts";
import { createDetectors, type Detector, readFeatures } from "../detectors/mod.ts";
import { FeatureExtractor } from "../features/extractor.ts";
import { TemplateMiner } from "../mining/template_miner.ts";
import type { Chunk, LinePlace } from "../sources/source.ts";
import { type FormatSpec, PLAIN } from "../formats/format.ts";
import { type ParseRequest, Pool, type PoolInit } from "../workers/pool.ts";
import { type Flight, goOn, linesUntil, newFlight, reachedOffset, requestOf } from "./flight.ts";
import { type ForestStage, makeForestStage } from "./forest/forest_stage.ts";
import { FormatTracker } from "./streams/format_tracker.ts";
import { Elsewhere } from "./elsewhere.ts";
import { Judge } from "./judging/judge.ts";
import { Learner } from "./learner.ts";
import { type EarlierRuns, noTotals, type Totals } from "./totals/totals.ts";
import type { PipelineOptions } from "./options.ts";
import { FIRST_BYTES_MAX, parseHere, parsingInit } from "./parse_here.ts";
import { flagsFrom } from "./verdicts/sensitivity.ts";
import { Silence } from "./silence.ts";
import { SilentSources } from "./silent_sources.ts";
import { type SourceState, stateOf, type StreamState } from "./streams/stream_state.ts";
import { summarize } from "./totals/summary.ts";
import { Wakeup } from "./wakeup.ts";

export class Pipeline {
  readonly miner: TemplateMiner;
  /** What this run has counted. */
  readonly totals: Totals = noTotals();
  /** What the runs before it have, whose state it goes on with. */
  earlier: EarlierRuns = { totals: noTotals(), bySeverity: [], byDetector: {} };
  readonly sources = new Map<string, SourceState>();
  readonly detectors: readonly Detector[];
  readonly judge: Judge;
  readonly pool: Pool;
  readonly streams = new Map<number, StreamState>();
  readonly learner: Learner;
  readonly features = new FeatureExtractor();
  /** What is known of logs that this run does not read. */
  readonly elsewhere: Elsewhere;
  /** Undefined where no detector needs a forest. */
  readonly forest: ForestStage | undefined;
  readonly #options: PipelineOptions;
  /** Features are measured only where they are read; otherwise they say that nothing is unusual. */
  readonly #hasFeatures: boolean;
  readonly #batches: readonly Batch[];
  readonly #free: number[];
  readonly #flights: Flight[] = [];
  readonly #parsing: PoolInit;
  readonly #formats: FormatTracker;
  readonly #wakeup = new Wakeup();
  readonly #silence: Silence;
  /** Chunks dealt with: what was saved of the pipeline is out of date when this has grown. */
  landed = 0;
  /** A batch was learnt from and is not judged yet: not the time to save. */
  isMidBatch = false;
  /** Nothing was parsed yet. */
  #isFirst = true;
  #ended = false;
  /** The source had nothing when it was last asked. */
  #isIdle = false;

  constructor(options: PipelineOptions) {
    this.#options = options;
    this.#hasFeatures = options.keepFeatures === true || readFeatures(options.detectors);
    const bytesMax = Math.max(options.batchBytes ?? BATCH_BYTES, options.lineBytesMax * 2);
    this.#batches = Array.from({ length: options.workers * 2 + 1 }, () => Batch.allocate(bytesMax));
    this.#free = this.#batches.map((_, index) => index).reverse();
    this.miner = new TemplateMiner({ masks: options.masks ?? [] });
    this.learner = new Learner(this.miner, this.totals, this.#batches.length, options.parameterLines);
    this.detectors = createDetectors(options.detectors, { ...options, flagsFrom: flagsFrom(options) });
    const { sinceMs = -Infinity, sink: emit, source } = options;
    const lineAt = (place: LinePlace) => source.lineAt?.(place);
    this.judge = new Judge({ ...options, detectors: this.detectors, sinceMs, emit, lineAt }, this.miner, this.totals);
    const { silences } = this.judge;
    const silent = silences.isOn ? new SilentSources(this.features.known, silences.tell) : undefined;
    this.#silence = new Silence(this.#wakeup, this.judge, this.sources, options.now, silent);
    this.#parsing = parsingInit(options, this.#batches, bytesMax);
    this.pool = this.#makePool();
    this.forest = makeForestStage(this.pool, options);
    this.#formats = new FormatTracker(this.pool, options);
    this.elsewhere = new Elsewhere(this.miner, this.features.known, () => source.names?.() ?? []);
  }

  /** Reads until the source ends or the signal aborts. What was read by then is judged to its end. */
  async run(signal: AbortSignal): Promise<void> {
    const { source } = this.#options;
    const onAbort = () => this.#wakeup.wake();
    signal.addEventListener("abort", onAbort);
    let ready: Promise<void> | undefined;
    try {
      while (true) {
        if (!signal.aborted) this.#feed();
        await this.#takeResults(signal);
        if (this.#flights.length === 0 && (this.#ended || signal.aborted)) break;
        if (this.#isResultThere()) continue;
        if (this.#isIdle && !signal.aborted && ready === undefined) {
          ready = source.ready(signal).then(() => {
            ready = undefined;
            this.#wakeup.wake();
          });
        }
        await this.#silence.wait();
      }
      this.#silence.end();
    } finally {
      signal.removeEventListener("abort", onAbort);
      this.#wakeup.close();
      this.pool.close();
      source.close();
    }
  }

  /** How much is on its way, how much may be, and whether there is nothing to read for the moment. */
  get load(): { readonly queue: number; readonly queueMax: number; readonly isIdle: boolean } {
    return { queue: this.#flights.length, queueMax: this.#batches.length, isIdle: this.#isIdle };
  }

  /** Gives `release` the bytes of all batches that are free: what it leaves in them does not matter. */
  releaseFree(release: (bytes: Uint8Array) => void): void {
    for (const index of this.#free) release(new Uint8Array(this.#batches[index].buffer));
  }

  /** Says what is still open and closes it: the input has ended. */
  finish(): void {
    for (const source of this.sources.values()) this.judge.continuations.tell(source);
    this.judge.finish();
  }

  summary(seconds: number, rssBytesMax: number): Summary {
    const { workers, feedback, stopwatch, accuracy } = this.#options;
    const suppressed = feedback?.suppressed ?? 0;
    return summarize(this, { seconds, rssBytesMax, workers, suppressed, stopwatch, accuracy: accuracy?.() });
  }

  /** Reads into free batches while there is something to read. */
  #feed(): void {
    const { source, stopwatch } = this.#options;
    this.#isIdle = false;
    while (!this.#ended && this.#free.length > 0 && this.pool.hasRoom()) {
      const index = this.#free[this.#free.length - 1];
      stopwatch?.begin();
      const chunk = source.read(this.#batches[index].bytes);
      stopwatch?.lap("read");
      if (chunk === null) {
        this.#ended = true;
      } else if (chunk === undefined) {
        this.#isIdle = true;
        return;
      } else {
        this.#dispatch(index, chunk);
      }
    }
  }

  #dispatch(index: number, chunk: Chunk): void {
    this.#free.pop();
    const state = stateOf(chunk, this, this.#options);
    if (chunk.length > 0) this.#formats.note(state, this.#batches[index].bytes.subarray(0, chunk.length), chunk.offset);
    const flight = newFlight(index, chunk, state, this.#options.now?.());
    this.#flights.push(flight);
    this.#options.stopwatch?.read(index);
    if (chunk.length === 0) flight.life = 0;
    else if (this.#isFirst && chunk.length <= FIRST_BYTES_MAX) this.#parseFirst(flight);
    else this.pool.submit(requestOf(flight));
    this.#isFirst &&= chunk.length === 0;
  }

  /** What fails here is a worker's to fail at as well. */
  #parseFirst(flight: Flight): void {
    try {
      this.#parseHere(this.#parsing, requestOf(flight), this.pool.formatAt(flight.format));
    } catch {
      this.pool.submit(requestOf(flight));
    }
  }

  #isResultThere(): boolean {
    return this.#flights.length > 0 && this.#flights[0].life >= 0;
  }

  /** Learns and judges what is done, in the order in which it was read; feeds the workers in between. */
  async #takeResults(signal: AbortSignal): Promise<void> {
    while (this.#isResultThere()) {
      const flight = this.#flights[0];
      if (flight.chunk.length > 0) {
        const isOfFormat = flight.epoch === flight.state.epoch;
        const consumed = isOfFormat ? await this.#learn(flight) : flight.begin;
        if (consumed < flight.chunk.length) {
          // a column was full, or the format changed: the rest goes round once more, and what was read after it waits
          this.#options.stopwatch?.handed(flight.batch);
          this.pool.submit(requestOf(goOn(flight, consumed)));
          return;
        }
      }
      this.#flights.shift();
      this.#land(flight);
      if (!signal.aborted) this.#feed();
    }
  }

  /** Learns from the part of a chunk that a worker has parsed; returns where that part ends. */
  async #learn(flight: Flight): Promise<number> {
    const { batch: index, chunk, state, format, begin, life } = flight;
    const batch = this.#batches[index];
    const options = this.#options;
    const { stopwatch } = options;
    stopwatch?.begin();
    const spec = this.pool.formatAt(format);
    const isPlain = spec.kind === "plain";
    const wanted = linesUntil(batch, state, options.untilMs);
    const lines = this.#formats.linesUntilChange(flight, batch, wanted);
    const consumed = lines < wanted ? batch.start[lines] : batch.counts[COUNT.consumed];
    const learnt = this.learner.learn(batch, {
      life,
      lines,
      state,
      isPlain,
      spec,
      offset: chunk.offset,
      arrival: options.now?.(),
    });
    stopwatch?.lap("mine");
    const events = { ...learnt, features: this.#hasFeatures ? this.features.extract(learnt) : this.features };
    stopwatch?.lap("features");
    this.isMidBatch = true;
    await this.forest?.prepare(events);
    stopwatch?.lap("score");
    this.judge.judge(this.forest?.isOn ? { ...events, forest: this.forest } : events, state, chunk.past);
    this.isMidBatch = false;
    stopwatch?.lap("judge");
    options.onLines?.({
      lines,
      template: learnt.template,
      miner: this.miner,
      state,
      events,
      scores: this.judge.scores,
      past: chunk.past,
      readMs: flight.readMs,
    });
    stopwatch?.lap("record");
    state.nextLine += lines;
    state.source.lines += lines;
    const reached = reachedOffset(batch, chunk, lines);
    state.source.bytes += reached - (chunk.offset + begin);
    this.totals.bytes += reached - (chunk.offset + begin);
    state.offset = reached;
    return consumed;
  }

  /** A chunk is dealt with: its batch is free again. */
  #land({ batch, chunk, state, readMs }: Flight): void {
    this.#free.push(batch);
    this.landed++;
    if (chunk.length > 0) this.#options.stopwatch?.landed(batch);
    if (chunk.length > 0 && !chunk.past) this.#silence.broken(state, readMs);
    if (chunk.last) {
      this.judge.continuations.tell(state.source);
      state.source.joiner.reset();
      this.streams.delete(chunk.stream.id);
    }
    this.#options.onProgress?.(this.totals);
  }

  #makePool(): Pool {
    const { workers, workerUrl, now, onWarning } = this.#options;
    return new Pool(workers, this.#parsing, {
      onParsed: ({ batch }, life) => this.#arrived(batch, life),
      onFailed: (request, message) => {
        onWarning?.(`lines could not be parsed, two workers died of them (${message}); they are taken as plain text`);
        const flight = this.#flights.find(({ batch }) => batch === request.batch);
        if (flight !== undefined) flight.format = this.pool.addFormat(PLAIN);
        this.#parseHere({ ...this.#parsing, rules: [] }, { ...request, format: 0 }, PLAIN);
      },
      onRestart: (message) => onWarning?.(`a worker died and was replaced: ${message}`),
    }, { url: workerUrl, now });
  }

  #parseHere(init: PoolInit, request: ParseRequest, spec: FormatSpec): void {
    parseHere(init, this.#batches, request, spec);
    this.#arrived(request.batch, this.pool.newLife());
  }

  /** A batch came back from the worker with this life number. */
  #arrived(batch: number, life: number): void {
    this.#options.stopwatch?.parsed(batch);
    this.learner.noteShapes(this.#batches[batch], life);
    const flight = this.#flights.find((each) => each.batch === batch);
    if (flight !== undefined) flight.life = life;
    this.#wakeup.wake();
  }
}
