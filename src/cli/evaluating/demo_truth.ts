/**
 * What a demo knows that nobody else does: which lines are odd, and so how well it is judging. Told while it goes on,
 * for the dashboard, and at the end.
 */
import type { Accuracy, OddlineEvent } from "../../core/anomaly.ts";
import {
  accuracyOf,
  type FlaggedLine,
  labelsFromTruth,
  type RunScore,
  scoreRun,
  type TruthRecord,
} from "../../evaluation/mod.ts";
import type { KnownTruth } from "../../snapshot/comparison_view.ts";

/** The whole is scored anew at most so often. */
const INTERVAL_MS = 1000;
/** Scoring takes at most this share of the time. */
const SHARE_MAX = 1 / 50;

export class DemoTruth {
  readonly #now: () => number;
  readonly #onBegin: (scenario: string) => void;
  readonly #truth: TruthRecord[] = [];
  readonly #events: OddlineEvent[] = [];
  readonly #flagged: FlaggedLine[] = [];
  readonly #begun = new Set<string>();
  #shown: KnownTruth = { judges: [], incidents: [] };
  #dueMs = 0;

  /** `onBegin` is told of each incident at its first line. */
  constructor(now: () => number, onBegin: (incident: string) => void = () => {}) {
    this.#now = now;
    this.#onBegin = onBegin;
  }

  onTruth(record: TruthRecord): void {
    // of sessions only the odd ones count, and there are many
    if (record.kind === "session" && record.anomaly === 0) return;
    this.#truth.push(record);
    if (record.kind !== "line" || record.incident === undefined || this.#begun.has(record.incident)) return;
    this.#begun.add(record.incident);
    this.#onBegin(record.incident);
  }

  onEvent(event: OddlineEvent): void {
    this.#events.push(event);
  }

  onFlagged({ line, detector, timeMs }: FlaggedLine): void {
    this.#flagged.push({ line, detector, timeMs: timeMs ?? null });
  }

  /** How well it has been judged so far. */
  score(): RunScore {
    return scoreRun({ labels: labelsFromTruth(this.#truth), events: this.#events, flagged: this.#flagged });
  }

  /** The same in the few figures of the summary. */
  accuracy(): Accuracy | undefined {
    const { rules: { lines: rules }, ml: { lines: ml }, all: { lines: hybrid } } = this.score();
    return rules && ml && hybrid && accuracyOf("line", { rules, ml, hybrid });
  }

  /** The score as the dashboard shows it, a second old at most while it is cheap. */
  shown(): KnownTruth {
    const startMs = this.#now();
    if (startMs < this.#dueMs) return this.#shown;
    const { all, rules, ml, incidents } = this.score();
    const judges = ([["rules", rules], ["ml", ml], ["hybrid", all]] as const).map(([judge, group]) => ({
      judge,
      found: group.incidentsFound,
      missed: group.incidentsMissed,
      trueAlarms: group.trueAlarms,
      falseAlarms: group.falseAlarms,
    }));
    this.#shown = {
      judges,
      incidents: incidents.map(({ incident, detections: [first] }) => ({
        name: incident.scenario.replaceAll("_", " "),
        startMs: Date.parse(incident.start),
        endMs: Date.parse(incident.end),
        detector: first?.detector,
        afterLines: first?.delay.lines ?? NaN,
        afterMs: (first?.delay.seconds ?? NaN) * 1000,
      })),
    };
    const endMs = this.#now();
    this.#dueMs = endMs + Math.max(INTERVAL_MS, (endMs - startMs) / SHARE_MAX);
    return this.#shown;
  }
}
