/** Makes an anomaly of what is silent while it is followed: it has no line of its own, and stands at the last one. */
import type { DetectorId } from "../../core/anomaly.ts";
import { numberText, spanText } from "../../detectors/finding_detector.ts";
import type { TemplateMiner } from "../../mining/template_miner.ts";
import type { Anomalies } from "../incidents/anomalies.ts";
import type { AnomalyMaker } from "../incidents/anomaly_maker.ts";
import { tellFlagged } from "../incidents/flagged.ts";
import { detectorBit } from "../incidents/incident.ts";
import type { Silent } from "../silent_sources.ts";
import { scaledScore } from "../verdicts/sensitivity.ts";
import type { JudgeSettings } from "./judge_settings.ts";

const DETECTOR: DetectorId = "flatline";
/** As much as its detector gives: a silence is told of when it is all but impossible by chance. */
const SCORE = .98;

interface SilenceParts {
  readonly miner: TemplateMiner;
  readonly maker: AnomalyMaker;
  readonly anomalies: Anomalies;
}

export class SilenceJudge {
  /** Somebody wants to be told of silences. */
  readonly isOn: boolean;
  readonly #settings: JudgeSettings;
  readonly #parts: SilenceParts;
  readonly #score: number;

  constructor(settings: JudgeSettings, parts: SilenceParts) {
    this.#settings = settings;
    this.#parts = parts;
    this.#score = scaledScore(SCORE, settings.sensitivity?.get(DETECTOR) ?? 1);
    this.isOn = settings.detectors.some(({ id }) => id === DETECTOR) && this.#score >= settings.alertThreshold;
  }

  /** Tells of it, unless it was marked as normal or is told of already. */
  readonly tell = (silent: Silent): void => {
    const { miner, maker, anomalies } = this.#parts;
    const { state: { source, nextLine, offset, stream }, clock } = silent;
    const score = this.#score;
    const template = silent.template < 0 ? source.eventTemplate : silent.template;
    const templateId = template < 0 ? "" : miner.ids[template];
    const text = template < 0 ? "" : miner.texts[template];
    const isSuppressed = tellFlagged({ feedback: this.#settings.feedback }, {
      source: source.name,
      line: nextLine - 1,
      templateId,
      detector: DETECTOR,
      rulesScore: 0,
      mlScore: score,
      timeMs: clock,
      text: () => text,
    });
    // no id of a template has a blank
    const key = `${DETECTOR} ${silent.template < 0 ? "" : templateId}`;
    if (isSuppressed || anomalies.find(source.name, key, clock) !== undefined) return;
    const event = maker.ofSilence({
      place: { source: source.name, identity: stream.identity, line: nextLine - 1, offset },
      detector: DETECTOR,
      score,
      clock,
      template: { id: templateId, text },
      explanation: explain(silent, text),
    });
    anomalies.begin(event, key, { score, detectors: detectorBit(DETECTOR), time: clock, clock });
  };
}

function explain({ template, silentMs, usualLines }: Silent, text: string) {
  const what = template < 0 ? "no line of this source" : `no line "${text}"`;
  return {
    reason: `${what} for ${spanText(silentMs)}, usually ${numberText(usualLines)} a minute`,
    evidence: { silent_ms: Math.round(silentMs), usual_lines_per_minute: Number(usualLines.toPrecision(3)) },
    recommendation: "see whether what writes these lines still runs, and whether they still come here",
  };
}
