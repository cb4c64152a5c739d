/**
 * Judging: asks the detectors about a batch of events, takes the highest score of each line, and makes anomalies of the
 * lines that reach the alert threshold, grouped into incidents.
 */
import type { AnomalyEvent, AnomalySeverity, AnomalyUpdate, DetectorId, TemplateMerged } from "../core/anomaly.ts";
import type { Batch } from "../core/batch.ts";
import { hashText } from "../core/hash.ts";
import { decodeText } from "../core/text.ts";
import { timeText } from "../core/time_text.ts";
import { type Detector, type EventBatch, textAt } from "../detectors/mod.ts";
import { hashShape, ShapeHash } from "../mining/masking.ts";
import type { TemplateMiner } from "../mining/template_miner.ts";
import { Incidents } from "./incidents.ts";
import type { Totals } from "./learner.ts";
import type { PipelineOptions } from "./options.ts";
import type { StreamState } from "./stream_state.ts";
import { Verdicts } from "./verdicts.ts";

const CRITICAL_SCORE = .97;
/** Of the lines that continue an event, so many are told, each so long. */
const CONTINUATION_LINES_MAX = 100;
const CONTINUATION_BYTES_MAX = 1024;

export interface JudgeSettings {
  readonly detectors: readonly Detector[];
  readonly alertThreshold: number;
  readonly groupWindowMs: number;
  /** Lines before this event time (ms) are not alerted; -Infinity for none. */
  readonly sinceMs: number;
  readonly emit: (event: AnomalyEvent | AnomalyUpdate | TemplateMerged) => void;
  readonly onFlagged?: PipelineOptions["onFlagged"];
  readonly feedback?: PipelineOptions["feedback"];
}

export class Judge {
  readonly incidents: Incidents;
  readonly byDetector: Partial<Record<DetectorId, number>> = {};
  readonly #settings: JudgeSettings;
  readonly #miner: TemplateMiner;
  readonly #totals: Totals;
  readonly #verdicts: Verdicts;
  readonly #shape = new ShapeHash();
  #generation: number;

  constructor(settings: JudgeSettings, miner: TemplateMiner, totals: Totals) {
    this.#settings = settings;
    this.#verdicts = new Verdicts(settings.detectors.map(({ id }) => id), false);
    this.#miner = miner;
    this.#totals = totals;
    this.#generation = miner.generation;
    this.incidents = new Incidents({ windowMs: settings.groupWindowMs, emit: settings.emit });
  }

  /** Lines that are `past`, from before the program came, are learnt from and not alerted. */
  judge(events: EventBatch, state: StreamState, past: boolean): void {
    if (past) this.#totals.pastLines += events.lines;
    this.#observe(events);
    const { detectors, alertThreshold, sinceMs } = this.#settings;
    const { source } = state;
    const verdicts = this.#verdicts;
    this.#collectContinuation(events, state, 0);
    let merge = 0;
    for (const line of verdicts.judgedLines()) {
      merge = this.#tellMerges(events, merge, line);
      const score = verdicts.score[line];
      if (score < alertThreshold) continue;
      const clock = events.clock[line];
      if (past || clock < sinceMs) continue;
      this.#totals.flaggedLines++;
      if (this.#isHeldBack(events, source.name, line)) continue;
      this.incidents.advance(source.name, clock);
      const time = events.time[line];
      const template = this.#miner.ids[events.template[line]];
      const incident = this.incidents.find(source.name, template);
      if (incident !== undefined) {
        this.incidents.extend(incident, score, time, clock);
        continue;
      }
      const detector = detectors[verdicts.detector[line]];
      this.#totals.anomalies++;
      this.byDetector[detector.id] = (this.byDetector[detector.id] ?? 0) + 1;
      const begun = this.incidents.begin(this.#anomaly(events, source.name, line), time, clock);
      if (events.continuation[line] === 0) {
        source.told = { incident: begun, lines: [] };
        this.#collectContinuation(events, state, line + 1);
      }
    }
    this.#tellMerges(events, merge, events.lines);
    if (events.lines > 0) this.incidents.advance(source.name, events.clock[events.lines - 1]);
  }

  /** Says that a line was flagged; whether a mark says that it is normal, so that it is not told of. */
  #isHeldBack({ columns, origin, template, time }: EventBatch, source: string, line: number): boolean {
    const { detectors, feedback, onFlagged } = this.#settings;
    if (feedback === undefined && onFlagged === undefined) return false;
    const flagged = {
      source,
      line: origin.line + line,
      detector: detectors[this.#verdicts.detector[line]].id,
      timeMs: time[line],
      text: () => decodeText(columns.bytes, columns.start[line], columns.end[line]),
    };
    const templateId = this.#miner.ids[template[line]];
    const isSuppressed = feedback?.isSuppressed({ ...flagged, templateId }) ?? false;
    onFlagged?.({ ...flagged, isSuppressed });
    return isSuppressed;
  }

  /** Tells of the merges from `next` on that lines before `until` showed; returns the first that remains. */
  #tellMerges({ merges }: EventBatch, next: number, until: number): number {
    for (; next < merges.length && merges[next].line < until; next++) {
      const { fromId, intoId, text } = merges[next];
      this.incidents.rename(fromId, intoId);
      this.#settings.feedback?.rename(fromId, intoId);
      this.#settings.emit({ type: "template_merged", from: fromId, into: intoId, template: text });
    }
    return next;
  }

  /** The event that goes on in a source is over, or was silent for a while: tells of its lines if they belong to an incident. */
  tellContinuation(source: StreamState["source"]): void {
    const told = source.told;
    source.told = undefined;
    if (told !== undefined && told.lines.length > 0) this.incidents.tellContinuation(told.incident, told.lines);
  }

  #observe(events: EventBatch): void {
    const verdicts = this.#verdicts;
    verdicts.clear();
    const isChanged = this.#generation !== this.#miner.generation;
    this.#generation = this.#miner.generation;
    for (const [index, detector] of this.#settings.detectors.entries()) {
      if (isChanged) detector.forgetTemplates?.();
      verdicts.giver = index;
      detector.observe(events, verdicts);
    }
    verdicts.settle();
  }

  /** Takes the lines from `from` on that continue the event just told of; tells of them once it is known to be over. */
  #collectContinuation(
    { columns: batch, lines, continuation }: EventBatch,
    { source }: StreamState,
    from: number,
  ): void {
    if (source.told === undefined) return;
    let line = from;
    for (; line < lines && continuation[line] !== 0; line++) {
      if (source.told.lines.length === CONTINUATION_LINES_MAX) continue;
      const start = batch.start[line];
      const end = Math.min(batch.end[line], start + CONTINUATION_BYTES_MAX);
      source.told.lines.push(decodeText(batch.bytes, start, end));
    }
    if (line < lines) this.tellContinuation(source);
  }

  /**
   * The line's own shape, which stands for its template in the anomaly's id: which templates have become one by a line may
   * depend on how several sources took turns, and a repeat after a restart must carry the same id.
   */
  #shapeOf({ bytes, messageStart, messageEnd }: Batch, line: number): string {
    hashShape(bytes, messageStart[line], messageEnd[line], this.#shape);
    return `${this.#shape.word1} ${this.#shape.word2}`;
  }

  #anomaly(events: EventBatch, source: string, line: number): AnomalyEvent {
    const { columns: batch, origin } = events;
    const verdicts = this.#verdicts;
    const detector = this.#settings.detectors[verdicts.detector[line]];
    const { reason, evidence, recommendation } = detector.explain(verdicts.a[line], verdicts.b[line]);
    const template = events.template[line];
    const offset = origin.offset + batch.start[line];
    const score = verdicts.score[line];
    return {
      type: "anomaly",
      id: hashText(`${origin.identity} ${offset} ${detector.id} ${this.#shapeOf(batch, line)}`),
      time: timeText(events.time[line]),
      source,
      line: origin.line + line,
      offset,
      detector: detector.id,
      score,
      severity: severityOf(score, this.#settings.alertThreshold),
      template_id: this.#miner.ids[template],
      template: textAt(events, template, line),
      message: decodeText(batch.bytes, batch.start[line], batch.end[line]),
      reason,
      evidence: recommendation === undefined ? evidence : { ...evidence, recommendation },
      count: 1,
    };
  }
}

function severityOf(score: number, alertThreshold: number): AnomalySeverity {
  if (score >= CRITICAL_SCORE) return "critical";
  return score >= alertThreshold ? "warning" : "info";
}
