/**
 * Judging: asks the detectors about a batch of events, takes the highest score of each line, and makes anomalies of the
 * lines that reach the alert threshold, grouped into incidents. What was said of other lines than the one it was said
 * at (`Remark`), merged templates, and the lines themselves are dealt with in the order of the input.
 */
import { RULE_DETECTORS } from "../../core/anomaly.ts";
import { decodeText } from "../../core/lines/text.ts";
import type { EventBatch } from "../../detectors/mod.ts";
import type { TemplateMiner } from "../../mining/template_miner.ts";
import { Anomalies } from "../incidents/anomalies.ts";
import { AnomalyMaker } from "../incidents/anomaly_maker.ts";
import { BY_ML, BY_RULES } from "../totals/comparison.ts";
import { Continuations } from "../incidents/continuations.ts";
import { Habits, type Standing, withNote } from "../incidents/habits.ts";
import type { Addition, Incident } from "../incidents/incident.ts";
import { Incidents } from "../incidents/incidents.ts";
import type { JudgeSettings } from "./judge_settings.ts";
import type { Totals } from "../totals/totals.ts";
import { PassedLines } from "../verdicts/passed_lines.ts";
import { tellFlagged } from "../incidents/flagged.ts";
import { SessionJudge } from "./session_judge.ts";
import { SilenceJudge } from "./silence_judge.ts";
import type { SourceState, StreamState } from "../streams/stream_state.ts";
import { VerdictRows } from "../verdicts/verdict_rows.ts";
import { type Cover, type Remark, Verdicts } from "../verdicts/verdicts.ts";

/** A batch while it is judged. */
interface Judging {
  readonly events: EventBatch;
  readonly source: SourceState;
  readonly past: boolean;
}

/** What an incident begins with, beside its line. */
interface Beginning {
  readonly key: string;
  readonly standing: Standing | undefined;
}

export class Judge {
  readonly incidents: Incidents;
  readonly anomalies: Anomalies;
  /** Undefined where what recurs is one incident, which is told of as such. */
  readonly habits: Habits;
  readonly passed: PassedLines;
  readonly continuations: Continuations;
  readonly silences: SilenceJudge;
  readonly #settings: JudgeSettings;
  readonly #miner: TemplateMiner;
  readonly #totals: Totals;
  readonly #verdicts: Verdicts;
  readonly #rows: VerdictRows | undefined;
  readonly #sessions: SessionJudge;
  readonly #maker: AnomalyMaker;
  #generation: number;
  #nextMerge = 0;
  #nextRemark = 0;
  /** Used again for each line, since there may be as many as there are lines. */
  readonly #addition: Addition = { score: NaN, detectors: 0, time: NaN, clock: NaN };

  constructor(settings: JudgeSettings, miner: TemplateMiner, totals: Totals) {
    const {
      detectors,
      alertThreshold,
      groupWindowMs,
      emit,
      onVerdicts,
      onSession,
      scoresByDetector,
    } = settings;
    const ids = detectors.map(({ id }) => id);
    const byDetector = onVerdicts !== undefined && scoresByDetector === true;
    this.#settings = settings;
    this.#miner = miner;
    this.#totals = totals;
    this.#generation = miner.generation;
    this.#verdicts = new Verdicts(ids, alertThreshold, {
      sessions: onSession !== undefined,
      byDetector,
      sensitivity: settings.sensitivity,
    });
    this.#rows = onVerdicts && new VerdictRows(onVerdicts, ids, byDetector);
    this.#maker = new AnomalyMaker(miner, alertThreshold);
    this.passed = new PassedLines(miner, onSession !== undefined);
    this.incidents = new Incidents({ windowMs: groupWindowMs, emit });
    this.habits = new Habits(groupWindowMs);
    this.continuations = new Continuations(this.incidents);
    this.anomalies = new Anomalies(this.incidents, totals);
    const { passed, anomalies, habits } = this;
    const parts = { miner, totals, maker: this.#maker, passed, anomalies, habits, rows: this.#rows };
    this.#sessions = new SessionJudge(settings, parts);
    this.silences = new SilenceJudge(settings, parts);
  }

  /** The highest score of each line of the batch that was judged last. */
  get scores(): Float64Array {
    return this.#verdicts.score;
  }

  /** Anomalies whose line is not known any more. */
  get linesNotKept(): number {
    return this.#sessions.linesNotKept;
  }

  /** Lines that are `past`, from before the program came, are learnt from and not alerted. */
  judge(learnt: EventBatch, state: StreamState, past: boolean): void {
    const { source } = state;
    const verdicts = this.#verdicts;
    const isChanged = this.#observe(learnt);
    const events = learnt.source === source.name ? learnt : { ...learnt, source: source.name };
    if (learnt !== events) this.#sessions.nameStream(learnt.origin.identity, source.name);
    if (past) this.#notePast(events);
    this.passed.add(events);
    this.#rows?.add(events, verdicts, { ids: this.#miner.ids, past });
    this.continuations.collect(events, source, 0);
    const judging = { events, source, past };
    const { alertThreshold } = this.#settings;
    this.#nextMerge = this.#nextRemark = 0;
    const judged = verdicts.judgedLines();
    // no iterator: it would make an object a line
    for (let k = 0; k < judged.length; k++) {
      const line = judged[k];
      if (verdicts.score[line] < alertThreshold) continue;
      this.#catchUp(judging, line);
      this.#judgeLine(judging, line);
    }
    this.#catchUp(judging, events.lines);
    this.passed.settle(isChanged);
    if (events.lines > 0) this.incidents.advance(source.name, events.clock[events.lines - 1]);
    this.#rows?.handOver(false);
  }

  /** The input is over, and so is all that is open. */
  finish(): void {
    const verdicts = this.#verdicts;
    verdicts.clear();
    for (const [index, detector] of this.#settings.detectors.entries()) {
      verdicts.giver = index;
      detector.finish?.(verdicts);
    }
    for (const remark of verdicts.remarks) {
      if (remark.kind === "verdict") this.#sessions.judge(remark.verdict, remark.detector, undefined);
      else if (remark.kind === "end") this.#sessions.end(remark.end);
    }
    this.incidents.closeAll();
    this.#rows?.handOver(true);
  }

  #notePast({ linesBefore, lines }: EventBatch): void {
    this.#totals.pastLines += lines;
    this.#sessions.notePast(linesBefore, linesBefore + lines);
  }

  /** Asks all detectors; returns whether templates have changed their meaning since the batch before. */
  #observe(events: EventBatch): boolean {
    const verdicts = this.#verdicts;
    verdicts.clear();
    const isChanged = this.#generation !== this.#miner.generation;
    this.#generation = this.#miner.generation;
    for (const [index, detector] of this.#settings.detectors.entries()) {
      verdicts.giver = index;
      detector.observe(events, verdicts);
    }
    verdicts.settle();
    return isChanged;
  }

  /** Deals with what came up at lines before `until`; at one line its remarks come before a merge that it showed. */
  #catchUp(judging: Judging, until: number): void {
    const { merges, clock } = judging.events;
    const { remarks } = this.#verdicts;
    while (true) {
      const remark = remarks[this.#nextRemark];
      const merge = merges[this.#nextMerge];
      const { overAt } = this.continuations;
      const line = Math.min(remark?.line ?? Infinity, merge?.line ?? Infinity);
      if (overAt <= line && overAt <= until) this.continuations.tell(judging.source);
      if (line >= until) return;
      if (remark !== undefined && remark.line === line) {
        this.#nextRemark++;
        this.#heed(judging, remark);
      } else {
        this.#nextMerge++;
        const { fromId, intoId, text, from, into } = merge;
        this.incidents.advance(judging.source.name, clock[line]);
        this.incidents.rename(fromId, intoId);
        this.habits.rename(fromId, intoId);
        this.passed.rename(from, into);
        this.#settings.feedback?.rename(fromId, intoId);
        this.#settings.emit({ type: "template_merged", from: fromId, into: intoId, template: text });
      }
    }
  }

  /** A line at or above the threshold. */
  #judgeLine(judging: Judging, line: number): void {
    const { events, source, past } = judging;
    const { alertThreshold, sinceMs, onFlagged, feedback } = this.#settings;
    const { score, rulesScore, mlScore, flaggedBy } = this.#verdicts;
    const number = events.linesBefore + line;
    const clock = events.clock[line];
    const key = this.#miner.ids[events.template[line]];
    const addition = this.#addition;
    addition.score = score[line];
    addition.detectors = flaggedBy[line];
    addition.time = events.time[line];
    addition.clock = clock;
    const standing = this.habits.take(source.name, key, addition);
    if (past || clock < sinceMs) return;
    this.#totals.flaggedLines++;
    this.passed.flag(
      number,
      (rulesScore[line] >= alertThreshold ? BY_RULES : 0) | (mlScore[line] >= alertThreshold ? BY_ML : 0),
    );
    if ((onFlagged !== undefined || feedback !== undefined) && this.#isHeldBack(judging, line, key)) return;
    let incident = this.anomalies.find(source.name, key, clock);
    if (incident !== undefined) this.anomalies.extend(incident, addition);
    else if (standing?.isUsual === true) this.#totals.recurringLines++;
    else incident = this.#begin(judging, line, { key, standing });
    const anomaly = incident?.id ?? standing?.habit.anomaly ?? "";
    this.passed.tell(number, anomaly);
    this.#rows?.join(number, anomaly);
  }

  /** The first line of an incident; lines that continue it are told of once they are known. */
  #begin({ events, source }: Judging, line: number, { key, standing }: Beginning): Incident {
    const { detector: detectorOf, a, b } = this.#verdicts;
    const { score, detectors } = this.#addition;
    const detector = this.#settings.detectors[detectorOf[line]];
    const explanation = withNote(detector.explain(a[line], b[line]), standing);
    const event = this.#maker.ofLine(events, { line, score, detectors, detector: detector.id, explanation });
    const incident = this.anomalies.begin(event, key, this.#addition);
    if (standing !== undefined) standing.habit.anomaly = incident.id;
    if (events.continuation[line] === 0) this.continuations.begin(incident, events, source, line);
    return incident;
  }

  /** Tells who asks for it of a flagged line; returns whether a mark says that it is normal. */
  #isHeldBack({ events, source }: Judging, line: number, templateId: string): boolean {
    const { columns: batch, origin } = events;
    const { rulesScore, mlScore, detector } = this.#verdicts;
    return tellFlagged(this.#settings, {
      source: source.name,
      line: origin.line + line,
      templateId,
      detector: this.#settings.detectors[detector[line]].id,
      rulesScore: rulesScore[line],
      mlScore: mlScore[line],
      timeMs: events.time[line],
      text: () => decodeText(batch.bytes, batch.start[line], batch.end[line]),
    });
  }

  #heed(judging: Judging, remark: Remark): void {
    const { line } = remark;
    const { score, detector } = this.#verdicts;
    switch (remark.kind) {
      case "cover":
        return this.#cover(judging, remark);
      case "verdict":
        return this.#sessions.judge(remark.verdict, remark.detector, { ...judging, line });
      case "member":
        return this.#sessions.noteLine(remark.session, { ...judging, line }, score[line], detector[line]);
      case "end":
        return this.#sessions.end(remark.end, judging.past);
    }
  }

  /** A verdict covers lines before its own: they get its score, and count in its anomaly unless they count already. */
  #cover({ events, source, past }: Judging, { line, sinceMs, score, detector }: Cover): void {
    const { alertThreshold, detectors } = this.#settings;
    const at = events.linesBefore + line;
    const isFlagged = score >= alertThreshold;
    const isTold = isFlagged && !past && !(events.clock[line] < this.#settings.sinceMs);
    const incident = isTold ? this.incidents.find(source.name, this.#miner.ids[events.template[line]]) : undefined;
    // what the same incident covered before need not be looked at again
    const isWithin = incident !== undefined && sinceMs >= incident.coveredSinceMs && score <= incident.coveredScore;
    const count = this.passed.findBefore(at, sinceMs, isWithin ? incident.coveredLine : 0);
    const isRule = RULE_DETECTORS.has(detectors[detector].id);
    const anomaly = incident?.id ?? "";
    for (let k = 0; k < count; k++) {
      const passed = this.passed.found[k];
      if (isTold && this.passed.flag(passed, isRule ? BY_RULES : BY_ML)) {
        this.#totals.flaggedLines++;
        if (incident !== undefined) incident.count++;
      }
      this.#rows?.raise(passed, { score, detector, isRule, anomaly });
    }
    if (incident !== undefined) {
      Object.assign(incident, { coveredLine: at, coveredSinceMs: sinceMs, coveredScore: score });
    }
  }
}
