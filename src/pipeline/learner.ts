/**
 * Learning, in one place and in the order of the input: takes the columns that a worker filled and decides, line by
 * line, which event a line belongs to, which template that has, and what time it is. The result is a `LearntBatch`.
 *
 * This loop is what limits the throughput of one file on many cores (bench/pipeline_bench.ts), hence plain loops over
 * typed arrays. What depends on where a batch was cut must not enter here.
 */
import {
  type Batch,
  BATCH_LINES,
  BATCH_PARAMETERS,
  COUNT,
  LINE_INVALID_UTF8,
  LINE_MATCHED,
  LINE_TRUNCATED,
} from "../core/lines/batch.ts";
import { type FormatSpec, levelFieldOf } from "../formats/mod.ts";
import { decodeText, isTextOf } from "../core/lines/text.ts";
import type { LearntBatch, LineDropped, LineMerge, LineTextChange } from "../detectors/mod.ts";
import { ParameterStatistics } from "../mining/parameters/parameter_statistics.ts";
import { LocalShapes } from "../mining/shape_table.ts";
import { LEVEL_CLASSES, type TemplateMiner } from "../mining/template_miner.ts";
import { hasHeader } from "./streams/multiline.ts";
import { type ParameterLines, ParameterSlots } from "./parameters/parameter_slots.ts";
import type { StreamState } from "./streams/stream_state.ts";
import type { Totals } from "./totals/totals.ts";

/** Tables of shapes that one worker makes in its life, at most: it makes one when the one before is full. */
const TABLES_MAX = 1 << 20;
/** Bytes of a line that are kept as a template's example. */
const EXAMPLE_BYTES = 2048;

/** The part of an `EventBatch` that the learner fills, reused from batch to batch. */
class LearntColumns {
  readonly template = new Int32Array(BATCH_LINES);
  readonly continuation = new Uint8Array(BATCH_LINES);
  readonly clock = new Float64Array(BATCH_LINES);
  readonly bornLine = new Int32Array(BATCH_LINES);
  readonly parameterSlot = new Int32Array(BATCH_PARAMETERS).fill(-1);
}

/** What there is to learn from in a batch. */
export interface ParsedLines {
  readonly lines: number;
  readonly state: StreamState;
  /** The life of the worker that parsed them (`PoolEvents`). */
  readonly life: number;
  /** They were read as plain text, so none has a header. */
  readonly isPlain: boolean;
  /** What they were read by. */
  readonly spec: FormatSpec;
  /** Offset in the stream of the batch's byte 0. */
  readonly offset: number;
  /** Stands for the time of lines that have none, ms. */
  readonly arrival: number | undefined;
}

/** What only the loop over the lines of a batch knows of it. */
interface Learnt extends Pick<ParsedLines, "lines" | "state" | "spec" | "offset"> {
  readonly shapes: LocalShapes;
  /** Lines that are the first of their template. */
  readonly born: number;
  readonly linesBefore: number;
}

export class Learner {
  readonly totals: Totals;
  /** Lines of earlier runs, so that lines keep their order in what is learnt of them. */
  earlierLines = 0;
  /** Lines by severity number. */
  readonly bySeverity = new Float64Array(256);
  readonly columns = new LearntColumns();
  readonly parameters: ParameterSlots;
  readonly #miner: TemplateMiner;
  #merges: LineMerge[] = [];
  #textChanges: LineTextChange[] = [];
  #dropped: LineDropped[] = [];
  /** By `life` of the worker and number of its table. */
  readonly #shapes = new Map<number, LocalShapes>();
  readonly #batches: number;
  #generation: number;
  #evicted = 0;

  /**
   * `batches`: how many there are on their way at most; `parameterLines`: what statistics of parameters are made of.
   */
  constructor(miner: TemplateMiner, totals: Totals, batches: number, parameterLines?: ParameterLines) {
    this.#miner = miner;
    this.parameters = new ParameterSlots(miner, new ParameterStatistics(), parameterLines);
    this.#batches = batches;
    this.#generation = miner.generation;
    this.totals = totals;
  }

  /**
   * Takes note of the shapes that were new to a worker. To be called when a result comes, before any later one of it.
   */
  noteShapes(batch: Batch, life: number): void {
    const key = life * TABLES_MAX + batch.counts[COUNT.table];
    let shapes = this.#shapes.get(key);
    if (shapes === undefined) {
      this.#shapes.set(key, shapes = new LocalShapes());
      // a worker renews its table at most once a batch, so no batch on its way refers to one this old
      this.#shapes.delete(key - this.#batches - 1);
    }
    const { newShape, newHash1, newHash2 } = batch;
    const count = batch.counts[COUNT.newShapes];
    for (let k = 0; k < count; k++) shapes.set(newShape[k], newHash1[k], newHash2[k]);
  }

  /** Learns from the parsed lines of a batch. */
  learn(batch: Batch, { life, lines, state, isPlain, spec, offset, arrival }: ParsedLines): LearntBatch {
    const shapes = this.#shapes.get(life * TABLES_MAX + batch.counts[COUNT.table]) as LocalShapes;
    const { columns, totals } = this;
    const { template, continuation, clock: clocks, bornLine, parameterSlot } = columns;
    const { time, severity, flags, shape } = batch;
    const source = state.source;
    const joiner = source.joiner;
    const linesBefore = this.earlierLines + totals.lines;
    this.parameters.begin({ batch, shapes, spec, slots: parameterSlot, template, continuation });
    this.#merges = [];
    this.#textChanges = [];
    this.#dropped = [];
    // the batch before this one was judged and told of: nothing holds indices that were taken away by then
    this.#miner.recycle();
    // the event that goes on from it may have been found to be another's
    if (source.eventTemplate >= 0) source.eventTemplate = this.#miner.canonical(source.eventTemplate);
    let { count, lastLine, levels, firstTime, lastTime } = this.#miner.table;
    let clock = source.clock;
    let born = 0;
    let matched = 0;
    let continued = 0;
    let filled = 0;
    for (let i = 0; i < lines; i++) {
      const flag = flags[i];
      if ((flag & LINE_MATCHED) !== 0) matched++;
      let at = time[i];
      if (joiner.continues(flag, hasHeader(flag, isPlain))) {
        continuation[i] = 1;
        template[i] = source.eventTemplate;
        clocks[i] = clock;
        continued++;
        continue;
      }
      if (at !== at && arrival !== undefined) time[i] = at = arrival;
      if (at === at) {
        if (!(clock >= at)) clock = at;
        if (!(totals.firstTime <= at)) totals.firstTime = at;
      }
      let index = shapes.template[shape[i]];
      if (index < 0) {
        this.parameters.fill(filled, i);
        filled = i;
        index = this.#resolve(batch, i, shapes);
        if (this.#miner.isNew) bornLine[born++] = i;
        ({ count, lastLine, levels, firstTime, lastTime } = this.#miner.table);
      }
      this.parameters.count(i, ++count[index]);
      lastLine[index] = linesBefore + i;
      levels[index * LEVEL_CLASSES + ((severity[i] + 3) >> 2)]++;
      if (at === at) {
        if (!(firstTime[index] <= at)) firstTime[index] = at;
        if (!(lastTime[index] >= at)) lastTime[index] = at;
      }
      continuation[i] = 0;
      template[i] = source.eventTemplate = index;
      clocks[i] = clock;
    }
    this.parameters.fill(filled, lines);
    source.clock = clock;
    if (clock === clock && !(totals.lastTime >= clock)) totals.lastTime = clock;
    source.matched += matched;
    totals.continuationLines += continued;
    this.#countLines(batch, lines);
    totals.lines += lines;
    return this.#learnt(batch, { lines, state, spec, offset, shapes, born, linesBefore });
  }

  /** What is handed on of a batch: the columns of it, those that were filled here, and what happened to templates. */
  #learnt(batch: Batch, learnt: Learnt): LearntBatch {
    const { lines, state: { source, stream, nextLine }, spec, offset, shapes, born, linesBefore } = learnt;
    const { columns } = this;
    return {
      source: source.learntAs,
      origin: { identity: stream.identity, line: nextLine, offset, canReadAgain: stream.canReadAgain === true },
      columns: batch,
      lines,
      template: columns.template,
      continuation: columns.continuation,
      time: batch.time,
      clock: columns.clock,
      severity: batch.severity,
      shapes,
      bornLine: columns.bornLine,
      born,
      merges: this.#merges,
      parameterSlot: columns.parameterSlot,
      dropped: this.#dropped,
      fieldName: (parameter) => this.parameters.names.get(batch.parameterName[parameter]) ?? "",
      levelField: levelFieldOf(spec),
      hitLine: batch.hitLine,
      hitRule: batch.hitRule,
      hits: hitsIn(batch, lines),
      linesBefore,
      templateText: this.#miner.texts,
      textChanges: this.#textChanges,
    };
  }

  #countLines(batch: Batch, lines: number): void {
    const { flags, severity } = batch;
    const { bySeverity, totals } = this;
    for (let i = 0; i < lines; i++) {
      bySeverity[severity[i]]++;
      if ((flags[i] & (LINE_INVALID_UTF8 | LINE_TRUNCATED)) === 0) continue;
      if ((flags[i] & LINE_INVALID_UTF8) !== 0) totals.invalidUtf8++;
      if ((flags[i] & LINE_TRUNCATED) !== 0) totals.truncatedLines++;
    }
  }

  /** The template of a shape that this worker's table has no template for yet. */
  #resolve(batch: Batch, line: number, shapes: LocalShapes): number {
    const id = batch.shape[line];
    const { bytes, messageStart, messageEnd } = batch;
    const miner = this.#miner;
    const index = miner.templateOf(shapes.hash1[id], shapes.hash2[id], bytes, messageStart[line], messageEnd[line]);
    for (const { from, into, fromIndex, intoIndex, text } of miner.takeMerges()) {
      this.parameters.merge(fromIndex, intoIndex);
      this.#merges.push({ line, from: fromIndex, into: intoIndex, fromId: from, intoId: into, text });
    }
    if (miner.generation !== this.#generation) {
      this.#generation = miner.generation;
      for (const known of this.#shapes.values()) known.forgetTemplates();
      if (miner.evicted !== this.#evicted) this.parameters.sweep();
      this.#evicted = miner.evicted;
    }
    const slots = this.parameters.takeDropped();
    if (slots.length > 0) this.#dropped.push({ line, slots });
    for (const change of miner.takeTextChanges()) this.#textChanges.push({ line, ...change });
    if (miner.isNew) {
      const start = batch.start[line];
      const end = Math.min(batch.end[line], start + EXAMPLE_BYTES);
      // a line without header and parameters is its template's text: kept once
      const text = miner.texts[index];
      miner.table.examples[index] = isTextOf(bytes, start, end, text) ? text : decodeText(bytes, start, end);
    }
    shapes.template[id] = index;
    return index;
  }
}

/** Matches of user rules in the first `lines` lines. */
function hitsIn({ counts, hitLine }: Batch, lines: number): number {
  let hits = counts[COUNT.hits];
  while (hits > 0 && hitLine[hits - 1] >= lines) hits--;
  return hits;
}
