/** Reads lines the way the pipeline does, without its threads, and keeps what the session detector says of them. */
import { Batch, COUNT } from "../../../src/core/lines/batch.ts";
import type { DetectorId } from "../../../src/core/anomaly.ts";
import type { SessionEnd, SessionVerdict, VerdictSink } from "../../../src/detectors/mod.ts";
import { SessionDetector } from "../../../src/detectors/session/session.ts";
import { FeatureRows } from "../../../src/features/rows.ts";
import { Findings } from "../../../src/features/findings.ts";
import { detectFormat } from "../../../src/formats/mod.ts";
import { TemplateMiner } from "../../../src/mining/template_miner.ts";
import { Learner } from "../../../src/pipeline/learner.ts";
import { noTotals } from "../../../src/pipeline/totals/totals.ts";
import { SourceState, StreamState } from "../../../src/pipeline/streams/stream_state.ts";
import { ParseTask } from "../../../src/workers/parse_task.ts";

const BATCH_BYTES = 1 << 20;
const OPTIONS = { timeZone: "UTC", referenceMs: Date.UTC(2026, 0, 1) };

export interface SessionRun {
  readonly verdicts: readonly SessionVerdict[];
  /** Sessions that ended, with their whole verdicts. */
  readonly ends: readonly SessionEnd[];
  /** Sessions whose lines were told to be the highest. */
  readonly noted: readonly string[];
  readonly detector: SessionDetector;
}

export interface SessionRunOptions {
  readonly batchBytes?: number;
  readonly groupBy?: string;
  /** The detector is saved and another one restored after each so many batches. */
  readonly restoreEvery?: number;
  /** The score of the least that is told of. */
  readonly flagsFrom?: () => number;
  /** What another detector says of lines that contain a text. */
  readonly judged?: { readonly text: string; readonly score: number; readonly detector: DetectorId };
}

/** Reads files, one after the other, to their end. */
export function runSessions(
  files: Readonly<Record<string, readonly string[]>>,
  options: SessionRunOptions = {},
): SessionRun {
  const { batchBytes = BATCH_BYTES, restoreEvery } = options;
  const batch = Batch.allocate(batchBytes);
  let tables = 0;
  const init = { type: "init", batches: [batch.buffer], bytesMax: batchBytes, timeZone: "UTC", rules: [], masks: [] };
  const task = new ParseTask(init as ConstructorParameters<typeof ParseTask>[0], [batch], () => tables++);
  const learner = new Learner(new TemplateMiner(), noTotals(), 1);
  const features = { row: new Int32Array(0), rows: new FeatureRows(), findings: new Findings() };
  let detector = new SessionDetector(options);
  const run = { verdicts: [] as SessionVerdict[], ends: [] as SessionEnd[], noted: [] as string[] };
  let batches = 0;
  let format = 0;
  for (const [name, lines] of Object.entries(files)) {
    const bytes = new TextEncoder().encode(lines.map((line) => `${line}\n`).join(""));
    const spec = detectFormat(bytes.slice(0, 1 << 16), OPTIONS);
    const source = new SourceState(name, { auto: true, linesMax: 500 });
    const stream = { id: format, source: name, identity: `id of ${name}`, modifiedMs: 0 };
    const state = new StreamState(
      { stream, offset: 0, firstLine: 1 } as ConstructorParameters<typeof StreamState>[0],
      source,
    );
    for (let offset = 0; offset < bytes.length;) {
      const end = wholeLines(bytes, offset, batchBytes);
      batch.bytes.set(bytes.subarray(offset, end));
      for (let begin = 0; begin < end - offset; begin = batch.counts[COUNT.consumed]) {
        if (restoreEvery !== undefined && batches++ % restoreEvery === 0) {
          const saved = JSON.stringify(detector.save());
          detector = new SessionDetector(options);
          detector.restore(JSON.parse(saved));
        }
        const referenceMs = OPTIONS.referenceMs;
        task.run({ type: "parse", batch: 0, begin, end: end - offset, format, spec, referenceMs, truncated: false });
        learner.noteShapes(batch, 1);
        const count = batch.counts[COUNT.lines];
        const isPlain = spec.kind === "plain";
        const learnt = learner.learn(batch, {
          life: 1,
          lines: count,
          state,
          isPlain,
          spec,
          offset,
          arrival: undefined,
        });
        detector.observe({ ...learnt, features }, sinkOf(run, options, batch, count));
        state.nextLine += count;
      }
      offset = end;
    }
    format++;
  }
  detector.finish(sinkOf(run, options, batch, 0));
  return { ...run, detector };
}

/** The score of a session's whole verdict. */
export function endScore({ ends }: SessionRun, session: string): number {
  return Math.max(...ends.filter((end) => end.session === session).map(({ score }) => score));
}

/** The sessions that are flagged as a whole. */
export function flagged({ ends }: SessionRun): string[] {
  return ends.filter(({ score }) => score >= .9).map(({ session }) => session);
}

function sinkOf(
  run: { verdicts: SessionVerdict[]; ends: SessionEnd[]; noted: string[] },
  { judged }: SessionRunOptions,
  { bytes, start, end }: Batch,
  lines: number,
): VerdictSink {
  const odd: number[] = [];
  for (let line = 0; judged !== undefined && line < lines; line++) {
    if (new TextDecoder().decode(bytes.slice(start[line], end[line])).includes(judged.text)) odd.push(line);
  }
  return {
    give() {},
    wantsSessions: true,
    giveSession: (_line, verdict) => run.verdicts.push(verdict),
    endSession: (_line, sessionEnd) => run.ends.push(sessionEnd),
    noteSessionLine: (_line, session) => run.noted.push(session),
    judgedLines: () => Int32Array.from(odd),
    scoreAt: () => judged?.score ?? 0,
    detectorAt: () => judged?.detector,
  };
}

function wholeLines(bytes: Uint8Array, begin: number, length: number): number {
  let end = Math.min(bytes.length, begin + length);
  while (end < bytes.length && bytes[end - 1] !== 10) end--;
  return end;
}
