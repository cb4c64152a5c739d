/** The stages of the hot path over one batch, each including those before it: what the ladder and the benches time. */
import { Batch } from "../core/lines/batch.ts";
import { Framer } from "../core/lines/framing.ts";
import { BUILT_DETECTORS, createDetectors, KEYWORDS, type LearntBatch } from "../detectors/mod.ts";
import { FeatureExtractor } from "../features/extractor.ts";
import { createParser, detectFormat, LineFields, type LineParser } from "../formats/mod.ts";
import { hashShape, ShapeHash } from "../mining/masks/masking.ts";
import { TemplateMiner } from "../mining/template_miner.ts";
import { Judge } from "../pipeline/judging/judge.ts";
import { Learner } from "../pipeline/learner.ts";
import { noTotals, type Totals } from "../pipeline/totals/totals.ts";
import { SourceState, StreamState } from "../pipeline/streams/stream_state.ts";
import { ParseTask } from "../workers/parse_task.ts";

const CONTEXT = { timeZone: "UTC", referenceMs: Date.UTC(2026, 0, 1) };

/** What the stages work on, ready to be used. */
interface Bench {
  readonly batch: Batch;
  readonly framer: Framer;
  readonly parser: LineParser;
  readonly learn: () => LearntBatch;
  readonly state: StreamState;
  readonly miner: TemplateMiner;
  readonly totals: Totals;
  /** Bytes of the lines, and how many lines they are. */
  readonly end: number;
  readonly count: number;
}

/** Functions that do one stage each over the same lines; they return the number of lines. */
export function stagesOf(
  lines: Uint8Array,
  detectorIds: ReadonlySet<string> = new Set(BUILT_DETECTORS),
): Readonly<Record<string, () => number>> {
  const { batch, framer, parser, learn, state, miner, totals, end, count } = openBench(lines);
  const fields = new LineFields();
  const hash = new ShapeHash();
  const features = new FeatureExtractor();
  const detectors = createDetectors(detectorIds, { rules: [], keywords: KEYWORDS });
  const settings = { detectors, alertThreshold: .9, groupWindowMs: 60_000, sinceMs: -Infinity, emit: () => {} };
  const judge = new Judge(settings, miner, totals);
  return {
    frame: () => framer.frame(0, end),
    parse: () => {
      framer.frame(0, end);
      for (let i = 0; i < count; i++) parser.parse(batch.bytes, batch.start[i], batch.end[i], fields);
      return count;
    },
    "parse and hash": () => {
      framer.frame(0, end);
      for (let i = 0; i < count; i++) {
        parser.parse(batch.bytes, batch.start[i], batch.end[i], fields);
        hashShape(batch.bytes, fields.messageStart, fields.messageEnd, hash);
      }
      return count;
    },
    "parse and mine": () => learn().lines,
    "parse, mine and extract features": () => {
      features.extract(learn());
      return count;
    },
    "parse, mine and judge": () => {
      const learnt = learn();
      judge.judge({ ...learnt, features: features.extract(learnt) }, state, false);
      return count;
    },
  };
}

/** One batch of these lines, parsed and mined: what features are extracted from. */
export function learntBatch(lines: Uint8Array): LearntBatch {
  return openBench(lines).learn();
}

function openBench(lines: Uint8Array): Bench {
  const batch = Batch.allocate(Math.max(1 << 20, lines.length));
  batch.bytes.set(lines);
  const end = lines.length;
  const framer = new Framer(batch);
  const spec = detectFormat(lines.slice(0, lines.lastIndexOf(10, 60_000) + 1), CONTEXT);
  const init = { type: "init", batches: [], bytesMax: 0, timeZone: "UTC", rules: [], masks: [] } as const;
  const task = new ParseTask(init, [batch], () => 0);
  const parse = (isFirst: boolean) =>
    task.run({
      type: "parse",
      batch: 0,
      begin: 0,
      end,
      format: 0,
      referenceMs: CONTEXT.referenceMs,
      truncated: false,
      ...(isFirst ? { spec } : {}),
    });
  parse(true);
  const totals = noTotals();
  const miner = new TemplateMiner();
  const learner = new Learner(miner, totals, 1);
  const source = new SourceState("bench", { auto: true, linesMax: 1000 });
  const stream = { id: 0, source: "bench", identity: "", modifiedMs: CONTEXT.referenceMs };
  const state = new StreamState({ stream, offset: 0, firstLine: 1 }, source);
  const count = framer.frame(0, end);
  learner.noteShapes(batch, 0);
  const learn = () => {
    parse(false);
    learner.noteShapes(batch, 0);
    return learner.learn(batch, { life: 0, lines: count, state, isPlain: false, spec, offset: 0, arrival: undefined });
  };
  return { batch, framer, parser: createParser(spec, CONTEXT), learn, state, miner, totals, end, count };
}
