/**
 * What a pipeline has learnt and how far it has read, as one plain JSON value: taken at one moment between two batches,
 * so that totals, learnt state and positions belong together, and a run that goes on from it counts every line once.
 */
import { z } from "zod";
import { type DetectorId, DETECTORS } from "../core/anomaly.ts";
import { UNREDACTED } from "../core/text/redact.ts";
import type { SavedFeatures } from "../features/extractor.ts";
import { SAVED_MINER_VERSION } from "../mining/saved_miner.ts";
import { AS_BEGUN, type Incident } from "./incidents/incident.ts";
import { detectorBit, detectorsOf } from "./incidents/incident.ts";
import { addTotals } from "./totals/totals.ts";
import type { Pipeline } from "./pipeline.ts";
import { restoreParameters, savedParametersSchema, saveParameters } from "./parameters/saved_parameters.ts";
import { SourceState } from "./streams/stream_state.ts";
import type { MultilineOptions } from "./streams/multiline.ts";

/** Raised when the shape below changes; a state of another version is not taken up. */
export const STATE_VERSION = 5;

const optionalNumber = z.number().nullable();

const savedTemplate = z.object({
  id: z.string(),
  text: z.string(),
  example: z.string(),
  count: z.number(),
  firstTime: optionalNumber,
  lastTime: optionalNumber,
  lastLine: z.number(),
  levels: z.array(z.number()).readonly(),
});

const savedMiner = z.object({
  version: z.literal(SAVED_MINER_VERSION),
  templates: z.array(savedTemplate).readonly(),
  /** Shapes in the order of their first coming, each with the position of its template. */
  shapes: z.array(z.tuple([z.string(), z.number()]).readonly()).readonly(),
  merged: z.array(z.tuple([z.string(), z.string()]).readonly()).readonly().optional(),
});

const savedSource = z.object({
  name: z.string(),
  clock: optionalNumber,
  /** Id of the template of the event that goes on. */
  eventTemplate: z.string().nullable(),
  joiner: z.object({
    hasHead: z.boolean(),
    headIndented: z.boolean(),
    headHadHeader: z.boolean(),
    lastIndented: z.boolean(),
    trace: z.enum(["none", "python", "go"]),
    lines: z.number(),
  }),
  /** The format it was read by, to go on with (formats/format.ts). */
  spec: z.unknown(),
  /** Whether its lines kept to that. */
  watch: z.object({
    voters: z.number(),
    matched: z.number(),
    doubtful: z.number(),
    wait: z.number(),
    sample: z.base64().nullable(),
  }).optional(),
  /** Key of the incident that began with the event that goes on, and the lines that continued it so far. */
  told: z.object({ key: z.string(), lines: z.array(z.string()) }).nullable(),
});

const savedIncident = z.object({
  /** As `hashText` makes it: updates print it as it is. */
  id: z.string().regex(/^[0-9a-f]{16}$/),
  source: z.string(),
  key: z.string(),
  count: z.number(),
  score: z.number(),
  detectors: z.array(z.enum(DETECTORS)).readonly(),
  begunBy: z.array(z.enum(DETECTORS)).readonly(),
  lastTime: optionalNumber,
  lastClock: optionalNumber,
  windowMs: z.number(),
  updatedClock: optionalNumber,
});

const savedHabit = z.object({
  episodes: z.number(),
  isKnown: z.boolean(),
  firstClock: z.number(),
  lastClock: z.number(),
  gapMs: z.number(),
  latest: z.array(z.number()),
  events: z.number(),
  /** null stands for Infinity. */
  shortestMs: z.number().nullable(),
  anomaly: z.string().regex(/^([0-9a-f]{16})?$/),
});

const savedForest = z.object({
  sources: z.array(z.tuple([z.string(), z.number()]).readonly()).readonly(),
  given: z.string().nullable(),
  model: z.object({ onnx: z.base64(), info: z.unknown() }).nullable(),
  retraining: z.object({
    reservoir: z.object({ rows: z.base64(), next: z.number(), random: z.array(z.number()).length(4).readonly() }),
    trainings: z.number(),
    dueLine: z.number(),
    dueMs: optionalNumber,
    pending: z.object({ rows: z.base64(), takeover: z.number() }).nullable(),
  }).nullable(),
});

/** Checks what was loaded: a state file may be of anybody. */
export const pipelineStateSchema = z.object({
  totals: z.object({
    lines: z.number(),
    bytes: z.number(),
    anomalies: z.number(),
    flaggedLines: z.number(),
    recurringLines: z.number().default(0),
    continuationLines: z.number(),
    truncatedLines: z.number(),
    invalidUtf8: z.number(),
    pastLines: z.number().default(0),
    firstTime: optionalNumber,
    lastTime: optionalNumber,
  }),
  bySeverity: z.array(z.number()).length(256),
  byDetector: z.record(z.string(), z.number()),
  miner: savedMiner,
  parameters: savedParametersSchema,
  sources: z.array(savedSource),
  incidents: z.array(savedIncident),
  /** By source and key. */
  habits: z.array(z.tuple([z.string(), savedHabit])).default([]),
  detectors: z.record(z.string(), z.unknown()),
  /** Absent where the Isolation Forest is off. */
  forest: savedForest.optional(),
  /** What each source normally does (features/extractor.ts). */
  features: z.unknown(),
});

/** A saved pipeline: plain JSON. */
export type PipelineState = z.infer<typeof pipelineStateSchema>;

/**
 * Takes the state of a pipeline. To be called between batches (`isMidBatch` is false) or after the run. What
 * `redact` takes out of a text is not in it: a run that goes on meets what it stood in as new, and finds its
 * template by what is left.
 */
export function savePipeline(pipeline: Pipeline, redact = UNREDACTED): PipelineState {
  const { earlier, miner, judge, learner, forest } = pipeline;
  const totals = addTotals(earlier.totals, pipeline.totals);
  return {
    totals: { ...totals, firstTime: orNull(totals.firstTime), lastTime: orNull(totals.lastTime) },
    bySeverity: Array.from(learner.bySeverity, (lines, severity) => lines + (earlier.bySeverity[severity] ?? 0)),
    byDetector: sumOf(earlier.byDetector, judge.anomalies.byDetector),
    miner: miner.save(redact),
    parameters: saveParameters(learner.parameters, miner, { hasSecrets: redact !== UNREDACTED }),
    sources: [...pipeline.sources.values()].map((source) => ({
      name: source.name,
      clock: orNull(source.clock),
      eventTemplate: source.eventTemplate < 0 ? null : miner.ids[source.eventTemplate],
      joiner: { ...source.joiner.state },
      spec: source.spec,
      ...(source.watch && { watch: source.watch.save(redact) }),
      told: source.told === undefined ? null : { key: source.told.incident.key, lines: source.told.lines.map(redact) },
    })),
    incidents: judge.incidents.save().map(saveIncident),
    habits: judge.habits.save().map((
      [name, { shortestMs, ...rest }],
    ) => [name, { ...rest, shortestMs: shortestMs === Infinity ? null : shortestMs }]),
    features: pipeline.features.save((template) => miner.ids[template]),
    detectors: Object.fromEntries(
      pipeline.detectors.flatMap(({ id, save }, index) => save ? [[id, pipeline.detectors[index].save?.(redact)]] : []),
    ),
    ...(forest && { forest: forest.save() }),
  };
}

/**
 * Gives a pipeline that has not run yet the state of an earlier one. Returns what was not taken up, in words, since
 * another version has saved it: it is learnt anew.
 */
export function restorePipeline(pipeline: Pipeline, saved: PipelineState, multiline: MultilineOptions): string[] {
  const anew: string[] = [];
  const { miner, judge } = pipeline;
  const { totals, bySeverity, byDetector } = saved;
  pipeline.earlier = {
    totals: { ...totals, firstTime: totals.firstTime ?? NaN, lastTime: totals.lastTime ?? NaN },
    bySeverity,
    byDetector,
  };
  pipeline.learner.earlierLines = totals.lines;
  miner.restore(saved.miner);
  const indexOf = new Map([...miner.indices()].map((index) => [miner.ids[index], index]));
  const isTaken = pipeline.features.restore(saved.features as SavedFeatures, (id) => indexOf.get(id) ?? -1);
  if (!isTaken) anew.push("what each source normally does");
  const idOf = saved.miner.templates.map(({ id }) => id);
  restoreParameters(pipeline.learner.parameters, saved.parameters, (position) => indexOf.get(idOf[position]));
  for (const { name, clock, eventTemplate, joiner, spec, watch } of saved.sources) {
    const source = new SourceState(name, multiline);
    Object.assign(source, { clock: clock ?? NaN, spec, savedWatch: watch });
    source.eventTemplate = indexOf.get(eventTemplate ?? "") ?? -1;
    // the event that was going on can only be continued if its template is known
    Object.assign(source.joiner.state, joiner, { hasHead: joiner.hasHead && source.eventTemplate >= 0 });
    pipeline.sources.set(name, source);
  }
  judge.incidents.restore(saved.incidents.map(restoreIncident));
  judge.habits.restore(
    saved.habits.map(([name, { shortestMs, ...rest }]) => [name, { ...rest, shortestMs: shortestMs ?? Infinity }]),
  );
  for (const { name, told } of saved.sources) {
    const incident = told === null ? undefined : judge.incidents.find(name, told.key);
    const source = pipeline.sources.get(name);
    if (told !== null && incident !== undefined && source !== undefined) source.told = { incident, lines: told.lines };
  }
  for (const detector of pipeline.detectors) {
    const its = saved.detectors[detector.id];
    if (its !== undefined && detector.restore?.(its) === false) {
      anew.push(`what the detector ${detector.id} has learnt`);
    }
  }
  if (saved.forest !== undefined) pipeline.forest?.restore(saved.forest);
  pipeline.elsewhere.setApart();
  return anew;
}

/** What was covered is not kept: lines that have passed are not known to the run that goes on. */
function saveIncident(incident: Incident): SavedIncident {
  const { id, source, key, count, score, detectors, begunBy, lastTime, lastClock, windowMs, updatedClock } = incident;
  return {
    id,
    source,
    key,
    count,
    score,
    detectors: detectorsOf(detectors),
    begunBy: detectorsOf(begunBy),
    lastTime: orNull(lastTime),
    lastClock: orNull(lastClock),
    windowMs,
    updatedClock: orNull(updatedClock),
  };
}

function restoreIncident(saved: SavedIncident): Incident {
  return {
    ...saved,
    detectors: bitsOf(saved.detectors),
    begunBy: bitsOf(saved.begunBy),
    lastTime: saved.lastTime ?? NaN,
    lastClock: saved.lastClock ?? NaN,
    updatedClock: saved.updatedClock ?? NaN,
    told: saved.count,
    ...AS_BEGUN,
  };
}

function bitsOf(detectors: readonly DetectorId[]): number {
  return detectors.reduce((bits, id) => bits | detectorBit(id), 0);
}

type SavedIncident = z.infer<typeof savedIncident>;

function sumOf(earlier: Counts, later: Counts): Counts {
  const sum: Record<string, number> = { ...earlier };
  for (const [name, count] of Object.entries(later)) sum[name] = (sum[name] ?? 0) + count;
  return sum;
}

type Counts = Readonly<Record<string, number>>;

function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
