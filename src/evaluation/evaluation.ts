/**
 * Measures a run against labels while it goes on: verdicts on lines, ends of sessions, anomalies and flagged lines go
 * in as they come, and the report comes out at the end. Nothing is kept of a line but counts.
 *
 * No threshold is ever chosen from the labels, unless that is asked for, and then it stands beside the figures, never
 * in their place: a threshold that has seen the labels says nothing of the next log.
 */
import { type AnomalyEvent, type DetectorId, RULE_DETECTORS } from "../core/anomaly.ts";
import { type IncidentScore, IncidentSights, parsedTime } from "./incident_sights.ts";
import type { JudgeId } from "./judges.ts";
import type { LabelForm, Labels } from "./labels.ts";
import { type EvaluationOptions, LineEvaluation, type LineReport, type LineScores } from "./line_evaluation.ts";
import { SessionEvaluation, type SessionReport } from "./session_evaluation.ts";

/** Anomalies, as they would have been told: what a person is woken for. */
export interface AlarmCounts {
  readonly anomalies: number;
  /** Begun at a line, or on a session, that is labelled odd. */
  readonly right: number;
  readonly wrong: number;
  /** On sessions or lines that the labels say nothing of. */
  readonly unlabelled: number;
}

/** All that was measured in a run. */
export interface EvaluationReport {
  /** Lines that were read. */
  readonly lines: number;
  readonly form: LabelForm;
  readonly alertThreshold: number;
  /** Lines, or sessions, at the beginning that were not counted. */
  readonly warmup: { readonly lines: number; readonly sessions: number };
  /** By the judge that began the anomaly: a detector, and the group that it is of; hybrid has all. */
  readonly alarms: ReadonlyMap<JudgeId, AlarmCounts>;
  /** Absent where the labels say nothing of lines. */
  readonly perLine?: LineReport;
  /** Absent where they say nothing of sessions. */
  readonly perSession?: SessionReport;
  readonly incidents: readonly IncidentScore[];
}

/** What `Evaluation` needs to know besides the labels. */
export interface EvaluationSettings {
  readonly alertThreshold: number;
  /** Share (0..1) of lines and of sessions at the beginning that is not counted. */
  readonly warmupShare: number;
  readonly bestThreshold: boolean;
}

export class Evaluation {
  readonly #labels: Labels;
  readonly #settings: EvaluationSettings;
  readonly #warmup: { readonly lines: number; readonly sessions: number };
  readonly #lines: LineEvaluation | undefined;
  readonly #sessions: SessionEvaluation | undefined;
  readonly #sights: IncidentSights;
  readonly #alarms = new Map<JudgeId, { anomalies: number; right: number; wrong: number; unlabelled: number }>();
  #linesRead = 0;

  constructor(labels: Labels, settings: EvaluationSettings) {
    const { alertThreshold, warmupShare, bestThreshold } = settings;
    this.#labels = labels;
    this.#settings = settings;
    this.#warmup = {
      lines: Math.floor((labels.lineCount ?? 0) * warmupShare),
      sessions: Math.floor(labels.sessions.size * warmupShare),
    };
    const optionsOf = (warmup: number): EvaluationOptions => ({ alertThreshold, warmup, bestThreshold });
    if (labels.form !== "sessions") this.#lines = new LineEvaluation(labels, optionsOf(this.#warmup.lines));
    if (labels.sessions.size > 0) this.#sessions = new SessionEvaluation(labels, optionsOf(this.#warmup.sessions));
    this.#sights = new IncidentSights(labels);
  }

  /** Lines read so far. */
  get lines(): number {
    return this.#linesRead;
  }

  /** Takes the scores of the next lines, in the order of the input. */
  addLines(scores: LineScores): void {
    this.#linesRead += scores.lines;
    this.#lines?.add(scores);
  }

  /** Takes the verdict on a session: the score and the detector that gave it, if any did. */
  addSession(session: string, score: number, detector: DetectorId | undefined): void {
    if (detector === undefined) this.#sessions?.add(session, []);
    else this.#sessions?.add(session, judgesOf(detector).map((judge) => [judge, score]));
  }

  /** Takes a flagged line, by its number over all that was read; `isSuppressed` where a mark holds it back. */
  addFlagged(line: number, detector: DetectorId, timeMs: number, isSuppressed: boolean): void {
    this.#sights.see(detector, { line, timeMs: Number.isNaN(timeMs) ? null : timeMs });
    if (isSuppressed) this.#lines?.addSuppressed(line);
  }

  /** Takes an anomaly; `line` is its line's number over all that was read. */
  addAnomaly(event: AnomalyEvent, line: number): void {
    this.#sights.see(event.detector, { line, timeMs: parsedTime(event.time) });
    const isOdd = this.#isOdd(event, line);
    for (const judge of judgesOf(event.detector)) {
      let counts = this.#alarms.get(judge);
      if (counts === undefined) {
        this.#alarms.set(judge, counts = { anomalies: 0, right: 0, wrong: 0, unlabelled: 0 });
      }
      counts.anomalies++;
      if (isOdd === undefined) counts.unlabelled++;
      else if (isOdd) counts.right++;
      else counts.wrong++;
    }
  }

  /** The report. To be called once, at the end. */
  finish(): EvaluationReport {
    return {
      lines: this.#linesRead,
      form: this.#labels.form,
      alertThreshold: this.#settings.alertThreshold,
      warmup: this.#warmup,
      alarms: this.#alarms,
      ...(this.#lines && { perLine: this.#lines.finish() }),
      ...(this.#sessions && { perSession: this.#sessions.finish() }),
      incidents: this.#sights.scores(),
    };
  }

  /** Whether the labels call it odd; undefined where they do not say. */
  #isOdd({ session }: AnomalyEvent, line: number): boolean | undefined {
    const { form, oddLines, sessions } = this.#labels;
    if (oddLines.has(line)) return true;
    const ofSession = session === undefined ? undefined : sessions.get(session);
    return form === "sessions" ? ofSession : ofSession ?? false;
  }
}

/** The judges that a detector's verdict counts for. */
function judgesOf(detector: DetectorId): readonly JudgeId[] {
  return [RULE_DETECTORS.has(detector) ? "rules" : "ml", "hybrid", detector];
}
