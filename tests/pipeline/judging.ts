/** Judges lines that are made by hand, with a detector that says what a script tells it to, in batches of any size. */
import type { AnomalyEvent, AnomalyUpdate, DetectorId, OddlineEvent } from "../../src/core/anomaly.ts";
import { Batch, BATCH_LINES } from "../../src/core/lines/batch.ts";
import type { Detector, EventBatch, LineMerge, SessionVerdict, VerdictSink } from "../../src/detectors/mod.ts";
import { TemplateMiner } from "../../src/mining/template_miner.ts";
import { Judge } from "../../src/pipeline/judging/judge.ts";
import type { JudgeSettings } from "../../src/pipeline/judging/judge_settings.ts";
import { noTotals, type Totals } from "../../src/pipeline/totals/totals.ts";
import type { SessionRow } from "../../src/pipeline/verdicts/sessions.ts";
import { SourceState, StreamState } from "../../src/pipeline/streams/stream_state.ts";
import { eventBatch } from "../detectors/event_batch.ts";

/** A line, and what the detectors say at it. */
export interface Line {
  readonly source?: string;
  /** Index of its template: `TEMPLATES` names them. */
  readonly template?: number;
  /** Milliseconds; a second a line unless given. */
  readonly time?: number;
  readonly continues?: boolean;
  /** What is said at this line; called with its index in the batch. */
  readonly says?: Partial<Record<DetectorId, (line: number, verdicts: VerdictSink) => void>>;
  /** The line shows that template `from` is `into`. */
  readonly merge?: readonly [from: number, into: number];
}

export interface Judged {
  readonly events: readonly OddlineEvent[];
  readonly anomalies: readonly AnomalyEvent[];
  readonly updates: readonly AnomalyUpdate[];
  /** A row a line: score, detector, anomaly's id; the scores of rules, ML and each detector. */
  readonly rows: readonly Row[];
  readonly sessions: readonly SessionRow[];
  readonly totals: Totals;
  readonly judge: Judge;
}

export interface Row {
  readonly line: number;
  readonly template: string;
  readonly score: number;
  readonly detector: string;
  readonly anomaly: string;
  readonly rules: number;
  readonly ml: number;
  readonly own: readonly number[];
}

export const DETECTOR_IDS = ["severity", "spike", "session"] as const satisfies readonly DetectorId[];
const TEMPLATES = 8;
const LINE = new TextEncoder().encode("a line\n");
const columns = Batch.allocate(BATCH_LINES * LINE.length);
for (let k = 0; k < BATCH_LINES; k++) {
  columns.bytes.set(LINE, k * LINE.length);
  columns.start[k] = columns.messageStart[k] = k * LINE.length;
  columns.end[k] = columns.messageEnd[k] = (k + 1) * LINE.length - 1;
}

/** Judges all lines, at most `cut` in a batch, and ends. */
export function judgeLines(lines: readonly Line[], cut = 1000, settings: Partial<JudgeSettings> = {}): Judged {
  const events: OddlineEvent[] = [];
  const rows: Row[] = [];
  const sessions: SessionRow[] = [];
  const miner = minerOf();
  const totals = noTotals();
  const script: { batch: readonly Line[] } = { batch: [] };
  const judge = new Judge(
    {
      detectors: DETECTOR_IDS.map((id) => speaker(id, script)),
      alertThreshold: .9,
      groupWindowMs: 60_000,
      sinceMs: -Infinity,
      emit: (event) => events.push(event),
      scoresByDetector: true,
      onVerdicts(fixed) {
        for (let k = 0; k < fixed.rows; k++) {
          rows.push({
            line: fixed.line[k],
            template: fixed.templateId[k],
            score: fixed.score[k],
            detector: fixed.detector[k] === 0 ? "" : fixed.detectors[fixed.detector[k] - 1],
            anomaly: fixed.anomaly[k],
            rules: fixed.rulesScore[k],
            ml: fixed.mlScore[k],
            own: fixed.byDetector.map((own) => own[k]),
          });
        }
      },
      onSession: (row) => sessions.push(row),
      ...settings,
    },
    miner,
    totals,
  );
  const states = new Map<string, StreamState>();
  for (let from = 0; from < lines.length;) {
    const source = lines[from].source ?? "app.log";
    let to = from + 1;
    while (to < lines.length && to - from < cut && (lines[to].source ?? "app.log") === source) to++;
    script.batch = lines.slice(from, to);
    const state = states.get(source) ?? stateOf(source);
    states.set(source, state);
    for (const { merge } of script.batch) {
      if (merge === undefined) continue;
      miner.table.merge(...merge);
      miner.generation++;
    }
    judge.judge(
      batchOf(script.batch, { source, from, firstLine: state.nextLine }),
      state,
      false,
    );
    state.nextLine += to - from;
    from = to;
  }
  script.batch = [];
  judge.finish();
  const anomalies = events.filter((event) => event.type === "anomaly");
  const updates = events.filter((event) => event.type === "anomaly_update");
  return { events, anomalies, updates, rows, sessions, totals, judge };
}

function speaker(id: DetectorId, script: { readonly batch: readonly Line[] }): Detector {
  return {
    id,
    observe(_batch, verdicts) {
      for (const [line, { says }] of script.batch.entries()) says?.[id]?.(line, verdicts);
    },
    explain: () => ({ reason: `${id} says so`, evidence: {} }),
  };
}

/** Templates whose index is their place, as if each had come once. */
function minerOf(): TemplateMiner {
  const miner = new TemplateMiner();
  for (let k = 0; k < TEMPLATES; k++) miner.table.ids[miner.table.add(`template ${k}`)] = `id${k}`;
  return miner;
}

function stateOf(name: string): StreamState {
  const stream = { id: 0, source: name, identity: name, modifiedMs: 0 };
  return new StreamState(
    { stream, offset: 0, firstLine: 1 },
    new SourceState(name, { auto: true, linesMax: 500 }),
  );
}

interface Place {
  readonly source: string;
  readonly from: number;
  readonly firstLine: number;
}

function batchOf(lines: readonly Line[], { source, from, firstLine }: Place): EventBatch {
  const time = Float64Array.from(lines, ({ time }, k) => time ?? (from + k) * 1000);
  const merges: LineMerge[] = lines.flatMap(({ merge }, line) =>
    merge === undefined
      ? []
      : [{ line, from: merge[0], into: merge[1], fromId: `id${merge[0]}`, intoId: `id${merge[1]}`, text: "both" }]
  );
  return eventBatch(lines.length, {
    source,
    origin: { identity: source, line: firstLine, offset: (firstLine - 1) * LINE.length },
    columns,
    template: Int32Array.from(lines, ({ template }) => template ?? 0),
    continuation: Uint8Array.from(lines, ({ continues }) => continues ? 1 : 0),
    time,
    clock: time.slice(),
    merges,
    linesBefore: from,
    templateText: Array.from({ length: TEMPLATES }, (_, k) => `template ${k}`),
  });
}

/** Says that the line is odd. */
export const odd = (score: number) => (line: number, verdicts: VerdictSink) => verdicts.give(line, score, 0, 0);

/** A verdict on a session that a line caused. */
export function session(
  name: string,
  score: number,
  cause: number,
  given: Partial<SessionVerdict> = {},
): SessionVerdict {
  return {
    session: name,
    score,
    origin: { identity: "app.log", line: cause + 1, offset: cause * 10 },
    linesBefore: cause,
    time: cause * 1000,
    template: 0,
    message: `line ${cause}`,
    templateText: "line <*>",
    group: "missing end",
    explanation: { reason: `${name} has no end`, evidence: { expected: "end" } },
    ...given,
  };
}

export const saysSession = (verdict: SessionVerdict): Line => ({
  says: { session: (line, verdicts) => verdicts.giveSession?.(line, verdict) },
});
