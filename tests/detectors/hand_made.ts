/** Logs made by hand, and a detector behind the feature pass that reads them in batches of any size. */
import { Batch } from "../../src/core/lines/batch.ts";
import {
  createDetectors,
  type Detector,
  type EventBatch,
  type Explanation,
  type ForestScores,
  KEYWORDS,
  type LearntBatch,
  type LineMerge,
  type VerdictSink,
} from "../../src/detectors/mod.ts";
import type { RuleSpec } from "../../src/detectors/rule_spec.ts";
import { FeatureExtractor } from "../../src/features/extractor.ts";
import type { LineFeatures } from "../../src/features/lines.ts";
import { decadesOf } from "../../src/forest/calibration.ts";
import { scoreRows } from "../../src/forest/forest.ts";
import type { ForestModel } from "../../src/forest/model.ts";
import { eventBatch } from "./event_batch.ts";

export interface HandLine {
  /** Index of its template. */
  readonly template: number;
  /** Event time in ms; none by default. */
  readonly time?: number;
  readonly severity?: number;
  /** Of its parameters; the k-th fills place 8 × template + k. */
  readonly values?: readonly (string | number)[];
  /** A template that turned out at this line to be another. */
  readonly merge?: { readonly from: number; readonly into: number };
  /** Its template is that of the line before. */
  readonly continuation?: boolean;
}

export interface HandVerdict {
  /** Index over all lines that were read: of a session's verdict that at which it was given. */
  readonly line: number;
  readonly score: number;
  readonly explanation: Explanation;
}

const PLACES = 8;
const BYTES = 1 << 20;
const encoder = new TextEncoder();
const RULE: RuleSpec = { name: "third", where: [], score: .95, count: 3, withinMs: 10_000 };

export class HandMade {
  readonly id: string;
  readonly detector: Detector;
  readonly features = new FeatureExtractor();
  readonly #model: ForestModel | undefined;
  #lines = 0;
  #clock = NaN;
  readonly #columns = Batch.allocate(BYTES);
  readonly #known = new Set<number>();
  /** By template. */
  #texts: string[] = [];

  /** With a model lines are scored by it, as ONNX Runtime would. */
  constructor(id: string, model?: ForestModel) {
    this.id = id;
    this.#model = model;
    [this.detector] = createDetectors(new Set([id]), { rules: [RULE], keywords: KEYWORDS });
  }

  /** Reads lines, so many at a time; returns the verdicts on them. */
  read(lines: readonly HandLine[], batchLines = 1000): HandVerdict[] {
    const verdicts: HandVerdict[] = [];
    for (let from = 0; from < lines.length; from += batchLines) {
      verdicts.push(...this.observe(this.batchOf(lines.slice(from, from + batchLines))));
    }
    return verdicts;
  }

  /** Gives a batch to the detector; the highest score of each line stands, and all that is said of sessions. */
  observe(batch: EventBatch): HandVerdict[] {
    const given = new Map<number, HandVerdict>();
    const ofSessions: HandVerdict[] = [];
    const sink: VerdictSink = {
      give: (line, score, a, b) => {
        if (score <= (given.get(line)?.score ?? 0)) return;
        given.set(line, { line: this.#lines + line, score, explanation: this.detector.explain(a, b) });
      },
      giveSession: (line, { score, explanation }) => {
        ofSessions.push({ line: this.#lines + line, score, explanation });
      },
    };
    this.detector.observe(batch, sink);
    this.#lines += batch.lines;
    return [...given.values(), ...ofSessions].sort((a, b) => a.line - b.line);
  }

  /** A copy that was saved here, as plain JSON, and goes on elsewhere. */
  copy(): HandMade {
    const copy = new HandMade(this.id, this.#model);
    const saved = JSON.parse(JSON.stringify({
      features: this.features.save(String),
      detector: this.detector.save?.() ?? null,
    }));
    copy.features.restore(saved.features, Number);
    if (saved.detector !== null) copy.detector.restore?.(saved.detector);
    copy.#lines = this.#lines;
    copy.#clock = this.#clock;
    for (const template of this.#known) copy.#known.add(template);
    copy.#texts = [...this.#texts];
    return copy;
  }

  batchOf(lines: readonly HandLine[]): EventBatch {
    const columns = this.#columns;
    const count = lines.length;
    const template = Int32Array.from(lines, (line) => line.template);
    const time = Float64Array.from(lines, (line) => line.time ?? NaN);
    const clock = time.map((at) => this.#clock = this.#clock >= at || Number.isNaN(at) ? this.#clock : at);
    const born = lines.flatMap((line, index) => this.#isNew(line.template) ? [index] : []);
    const merges = lines.flatMap(({ merge }, line): LineMerge[] =>
      merge === undefined ? [] : [{ ...merge, line, fromId: `${merge.from}`, intoId: `${merge.into}`, text: "text" }]
    );
    const templates = Math.max(0, ...template) + 1;
    while (this.#texts.length < templates) this.#texts.push(`text ${this.#texts.length}`);
    const slots = this.#write(lines);
    const learnt = eventBatch(count, {
      columns,
      template,
      time,
      clock,
      merges,
      continuation: Uint8Array.from(lines, (line) => line.continuation === true ? 1 : 0),
      severity: Uint8Array.from(lines, (line) => line.severity ?? 9),
      born: born.length,
      bornLine: Int32Array.from(born),
      parameterSlot: Int32Array.from(slots),
      linesBefore: this.#lines,
      templateText: this.#texts,
      hits: count,
      hitLine: Uint32Array.from({ length: count }, (_, line) => line),
    });
    const features = this.features.extract(learnt);
    return { ...learnt, features, ...this.#scored(learnt, features) };
  }

  /** What the model makes of each line, equal rows once. */
  #scored({ lines }: LearntBatch, { row, rows }: LineFeatures): { readonly forest?: ForestScores } {
    const model = this.#model;
    if (model === undefined) return {};
    const forest = model.forest();
    const known = new Map<number, number>();
    const values = new Float32Array(rows.columns);
    const decades = Float32Array.from({ length: lines }, (_, line) => {
      const id = row[line];
      if (id < 0) return NaN;
      if (!known.has(id)) {
        rows.writeRow(id, values, 0);
        known.set(id, decadesOf(model.info.calibration, scoreRows(forest, values)[0]));
      }
      return known.get(id) as number;
    });
    return { forest: { decades, modelAt: () => model } };
  }

  #isNew(template: number): boolean {
    if (this.#known.has(template)) return false;
    this.#known.add(template);
    return true;
  }

  /** Writes lines and parameters into the columns; returns the parameters' places. */
  #write(lines: readonly HandLine[]): number[] {
    const { bytes, start, end, messageStart, messageEnd, shape, parameterFirst, parameterStart, parameterEnd } =
      this.#columns;
    const slots: number[] = [];
    let at = 0;
    for (const [line, { template, values = [] }] of lines.entries()) {
      shape[line] = line;
      start[line] = messageStart[line] = at;
      parameterFirst[line] = slots.length;
      for (const [k, value] of values.entries()) {
        const { written } = encoder.encodeInto(`${value} `, bytes.subarray(at));
        parameterStart[slots.length] = at;
        parameterEnd[slots.length] = at + written - 1;
        this.#columns.parameterNumber[slots.length] = typeof value === "number" ? value : NaN;
        slots.push(template * PLACES + k);
        at += written;
      }
      end[line] = messageEnd[line] = at;
    }
    parameterFirst[lines.length] = slots.length;
    return slots;
  }
}
