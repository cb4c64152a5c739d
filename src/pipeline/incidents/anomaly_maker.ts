/** Makes the events that tell of anomalies: of an odd line, or of a session. */
import {
  type AnomalyEvent,
  type AnomalySeverity,
  CRITICAL_SCORE,
  type DetectorId,
  type Evidence,
} from "../../core/anomaly.ts";
import { hashText } from "../../core/hash.ts";
import { decodeText } from "../../core/lines/text.ts";
import { timeText } from "../../core/time/time_text.ts";
import { type EventBatch, type Explanation, type SessionVerdict, textAt } from "../../detectors/mod.ts";
import type { TemplateMiner } from "../../mining/template_miner.ts";
import type { LinePlace } from "../../sources/source.ts";
import { detectorBit, detectorsOf } from "./incident.ts";

/** What was decided of a line. */
export interface LineVerdict {
  readonly line: number;
  readonly score: number;
  readonly detector: DetectorId;
  /** Bits of all detectors that flagged it. */
  readonly detectors: number;
  readonly explanation: Explanation;
}

/** What was decided of a silence, which has no line: it stands at the last one. */
export interface SilenceVerdict {
  readonly place: LinePlace & { readonly line: number };
  readonly detector: DetectorId;
  readonly score: number;
  /** The clock of its source, ms. */
  readonly clock: number;
  readonly template: { readonly id: string; readonly text: string };
  readonly explanation: Explanation;
}

export class AnomalyMaker {
  readonly #miner: TemplateMiner;
  readonly #alertThreshold: number;

  constructor(miner: TemplateMiner, alertThreshold: number) {
    this.#miner = miner;
    this.#alertThreshold = alertThreshold;
  }

  /**
   * The anomaly that begins with a line. Its id has the first of the detectors that flagged it, in their fixed order:
   * which of them gives the highest score may depend on how several sources took turns, as `shapeOf` says of templates.
   */
  ofLine(events: EventBatch, { line, score, detector, detectors, explanation }: LineVerdict): AnomalyEvent {
    const { columns: batch, origin, source } = events;
    const template = events.template[line];
    const offset = origin.offset + batch.start[line];
    return {
      type: "anomaly",
      id: hashText(`${origin.identity} ${offset} ${detectorsOf(detectors)[0]} ${shapeOf(events, line)}`),
      time: timeText(events.time[line]),
      source,
      line: origin.line + line,
      offset,
      detector,
      score,
      severity: this.#severityOf(score),
      template_id: this.#miner.ids[template],
      template: textAt(events, template, line),
      message: decodeText(batch.bytes, batch.start[line], batch.end[line]),
      reason: explanation.reason,
      evidence: evidenceOf(explanation, detectors === detectorBit(detector) ? undefined : detectorsOf(detectors)),
      count: 1,
    };
  }

  /**
   * The anomaly that begins with a session's verdict, whose template has this text; it stands at the line that caused
   * it. Where that line is gone its template stands for it, and the evidence says so.
   */
  ofSession(verdict: SessionVerdict, source: string, detector: DetectorId, templateText: string): AnomalyEvent {
    const { origin, score, template, explanation, message } = verdict;
    return {
      type: "anomaly",
      id: hashText(`${origin.identity} ${origin.offset} ${detector} ${verdict.group}`),
      time: timeText(verdict.time),
      source,
      line: origin.line,
      offset: origin.offset,
      detector,
      score,
      severity: this.#severityOf(score),
      template_id: template < 0 ? "" : this.#miner.ids[template],
      template: templateText,
      message: message ?? verdict.templateText,
      session: verdict.session,
      reason: explanation.reason,
      evidence: { ...evidenceOf(explanation), ...(message === undefined && { message_of: "template" }) },
      count: 1,
    };
  }

  /** The anomaly of a silence. The template of the last line, or of those that are missing, stands for a line. */
  ofSilence({ place, detector, score, clock, template, explanation }: SilenceVerdict): AnomalyEvent {
    const { source, identity, line, offset } = place;
    return {
      type: "anomaly",
      id: hashText(`${identity} ${offset} ${detector} silence ${template.id}`),
      time: timeText(clock),
      source,
      line,
      offset,
      detector,
      score,
      severity: this.#severityOf(score),
      template_id: template.id,
      template: template.text,
      message: template.text,
      reason: explanation.reason,
      evidence: { ...evidenceOf(explanation), message_of: "template" },
      count: 1,
    };
  }

  #severityOf(score: number): AnomalySeverity {
    if (score >= CRITICAL_SCORE) return "critical";
    return score >= this.#alertThreshold ? "warning" : "info";
  }
}

/**
 * The line's own shape, which stands for its template in the anomaly's id: which templates have become one by a line
 * may depend on how several sources took turns, and a repeat after a restart must carry the same id.
 */
function shapeOf({ columns, shapes }: EventBatch, line: number): string {
  const id = columns.shape[line];
  return `${shapes.hash1[id]} ${shapes.hash2[id]}`;
}

/** The evidence, with what to look at next, and the detectors where there were several. */
function evidenceOf({ evidence, recommendation }: Explanation, detectors?: readonly DetectorId[]): Evidence {
  if (recommendation === undefined && detectors === undefined) return evidence;
  return {
    ...evidence,
    ...(recommendation === undefined ? {} : { recommendation }),
    ...(detectors === undefined ? {} : { detectors }),
  };
}
