/**
 * Judging sessions: a verdict on a group of lines is an anomaly at the line that caused it, grouped with others of its
 * kind; and one row a session, when it ends, for who asks for them.
 */
import { RULE_DETECTORS } from "../../core/anomaly.ts";
import { type EventBatch, type SessionEnd, type SessionVerdict, textAt } from "../../detectors/mod.ts";
import type { TemplateMiner } from "../../mining/template_miner.ts";
import type { Anomalies } from "../incidents/anomalies.ts";
import type { AnomalyMaker } from "../incidents/anomaly_maker.ts";
import { BY_ML, BY_RULES } from "../totals/comparison.ts";
import { tellFlagged } from "../incidents/flagged.ts";
import { type Habits, withNote } from "../incidents/habits.ts";
import { type Addition, detectorBit } from "../incidents/incident.ts";
import type { JudgeSettings } from "./judge_settings.ts";
import type { Totals } from "../totals/totals.ts";
import type { PassedLines } from "../verdicts/passed_lines.ts";
import { Sessions } from "../verdicts/sessions.ts";
import type { VerdictRows } from "../verdicts/verdict_rows.ts";

/** Streams whose source's name is remembered. */
const NAMES_MAX = 100_000;

/** What the judging of lines shares with that of sessions. */
export interface JudgeParts {
  readonly miner: TemplateMiner;
  readonly totals: Totals;
  readonly maker: AnomalyMaker;
  readonly passed: PassedLines;
  readonly anomalies: Anomalies;
  readonly habits: Habits;
  readonly rows: VerdictRows | undefined;
}

/** The line of a batch at which something became known. */
export interface KnownAt {
  readonly events: EventBatch;
  readonly line: number;
  readonly past: boolean;
}

interface Known {
  readonly known: KnownAt | undefined;
  /** The verdict still reaches the line that caused it. */
  readonly isReached: boolean;
}

export class SessionJudge {
  readonly #settings: JudgeSettings;
  readonly #parts: JudgeParts;
  readonly #sessions: Sessions | undefined;
  /** Names of sources by stream, where detectors know them by another. */
  readonly #names = new Map<string, string>();
  /** Anomalies that show their template, since their line can neither be read again nor was kept. */
  linesNotKept = 0;
  /** Lines before this one, from the first on, were only learnt from. */
  #pastUntil = -1;

  constructor(settings: JudgeSettings, parts: JudgeParts) {
    const { onSession, alertThreshold } = settings;
    this.#settings = settings;
    this.#parts = parts;
    this.#sessions = onSession && new Sessions(alertThreshold, onSession);
  }

  /** Detectors call the source of a stream otherwise; this is its name. */
  nameStream(identity: string, source: string): void {
    if (this.#names.size < NAMES_MAX) this.#names.set(identity, source);
  }

  /** The lines of this stretch were only learnt from: what began there is not told of, also where it shows later. */
  notePast(begin: number, end: number): void {
    if (this.#pastUntil < 0 || begin === this.#pastUntil) this.#pastUntil = end;
  }

  /** A verdict by the detector of this index; without `known` the input is over. */
  judge(verdict: SessionVerdict, index: number, known: KnownAt | undefined): void {
    const { passed, rows } = this.#parts;
    const { score, session, linesBefore } = verdict;
    const { id } = this.#settings.detectors[index];
    const isRule = RULE_DETECTORS.has(id);
    const isReached = passed.reaches(linesBefore, known === undefined ? passed.end : numberOf(known));
    const anomaly = score < this.#settings.alertThreshold ? "" : this.#flag(verdict, index, { known, isReached });
    if (isReached) rows?.raise(linesBefore, { score, detector: index, isRule, anomaly });
    this.#sessions?.note(session, { score, detector: id, anomaly });
  }

  /** The highest verdict so far on a line of a session. */
  noteLine(session: string, { events, line }: KnownAt, score: number, index: number): void {
    if (this.#sessions === undefined || !(score > 0)) return;
    const { miner, anomalies } = this.#parts;
    const { detectors, alertThreshold } = this.#settings;
    const incident = score < alertThreshold
      ? undefined
      : anomalies.find(events.source, miner.ids[events.template[line]], events.clock[line]);
    this.#sessions.note(session, { score, detector: detectors[index].id, anomaly: incident?.id ?? "" });
  }

  /** A session is over; in lines that were only learnt from, nobody is told. */
  end(end: SessionEnd, past = false): void {
    if (past) this.#sessions?.forget(end.session);
    else this.#sessions?.end(end);
  }

  /** A session that is flagged; returns its anomaly's id, "" where it is not alerted. */
  #flag(verdict: SessionVerdict, index: number, { known, isReached }: Known): string {
    const { sinceMs, detectors } = this.#settings;
    const { miner, totals, maker, passed, anomalies } = this.#parts;
    const { id } = detectors[index];
    const { score, template, time, origin, group } = verdict;
    const isRule = RULE_DETECTORS.has(id);
    const source = this.#names.get(origin.identity) ?? verdict.source ?? known?.events.source ?? "";
    const clock = known === undefined ? NaN : known.events.clock[known.line];
    const addition = { score, detectors: detectorBit(id), time, clock };
    // no id of a template has a blank
    const key = `${id} ${group}`;
    const standing = this.#parts.habits.take(source, key, addition);
    if (known?.past === true || verdict.linesBefore < this.#pastUntil || time < sinceMs) return "";
    const isNew = !isReached || passed.flag(verdict.linesBefore, isRule ? BY_RULES : BY_ML);
    if (isReached && isNew) totals.flaggedLines++;
    const { identity, offset } = origin;
    const messageOf = () => this.#settings.lineAt?.({ source, identity, offset }) ?? verdict.message;
    const isSuppressed = tellFlagged(isNew ? this.#settings : { feedback: this.#settings.feedback }, {
      source,
      line: origin.line,
      templateId: template < 0 ? "" : miner.ids[template],
      detector: id,
      rulesScore: isRule ? score : 0,
      mlScore: isRule ? 0 : score,
      timeMs: time,
      text: () => messageOf() ?? verdict.templateText,
    });
    if (isSuppressed) return "";
    const open = anomalies.find(source, key, clock);
    if (open !== undefined) {
      anomalies.extend(open, addition);
      return open.id;
    }
    // its line was told of already, whatever it was for
    if (!isNew) return this.#join(verdict, source, addition);
    if (standing?.isUsual === true) {
      totals.recurringLines++;
      return standing.habit.anomaly;
    }
    const text = known === undefined ? miner.texts[template] : textAt(known.events, template, known.line);
    const message = messageOf();
    if (message === undefined) this.linesNotKept++;
    const whole = { ...verdict, message, explanation: withNote(verdict.explanation, standing) };
    const begun = anomalies.begin(maker.ofSession(whole, source, id, template < 0 ? "" : text), key, addition);
    if (standing !== undefined) standing.habit.anomaly = begun.id;
    return begun.id;
  }

  /** One more thing that is odd about a line that was flagged: it counts no more, in its anomaly or in another. */
  #join({ linesBefore, template }: SessionVerdict, source: string, addition: Addition): string {
    const { miner, anomalies, passed } = this.#parts;
    const open = template < 0 ? undefined : anomalies.find(source, miner.ids[template], addition.clock);
    if (open !== undefined) anomalies.support(open, addition);
    return passed.anomalyOf(linesBefore);
  }
}

/** The number of a line among all that were read. */
function numberOf({ events, line }: KnownAt): number {
  return events.linesBefore + line;
}
