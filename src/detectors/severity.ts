/**
 * Says that a line is odd because it says so itself: by its level.
 *
 * Levels are what a program's authors made of them, so they are taken with two grains of salt. A line that only gives
 * the value of a register, as the dumps after a fault do, has the level of the fault but is not one more; and in a
 * source with a fatal line among every ten, an error that is not fatal is none of its troubles.
 */
import { BoundedMap } from "../core/collections/bounded_map.ts";
import { SEVERITY, severityName } from "../core/severity.ts";
import { isDetailLine } from "./detail_line.ts";
import type { Detector, EventBatch, Explanation, VerdictSink } from "./detector.ts";
import { parameterText } from "./new_value.ts";

/**
 * Scores by OpenTelemetry severity number. Errors are just flagged, fatal ones are critical, warnings are kept in mind.
 */
const SCORE = new Float64Array(256);
SCORE.fill(.5, SEVERITY.warn, SEVERITY.error);
SCORE.fill(.9, SEVERITY.error, SEVERITY.critical);
SCORE.fill(.95, SEVERITY.critical, SEVERITY.fatal);
SCORE.fill(.98, SEVERITY.fatal, SEVERITY.fatal + 4);
/** Of a grave line that is none for one of the reasons above. */
const LESSENED_SCORE = .85;
/** Fatal lines beyond which errors are lessened: so many at least, and such a share of the source's lines. */
const FATAL_LINES = 20;
const FATAL_SHARE = .1;
/** Sources that are remembered. */
const SOURCES_MAX = 10_000;

interface Gravity {
  lines: number;
  fatal: number;
}

export class SeverityDetector implements Detector {
  readonly id = "severity";
  readonly #sources = new BoundedMap<Gravity>(SOURCES_MAX);
  #events: EventBatch | undefined;

  observe(events: EventBatch, verdicts: VerdictSink): void {
    this.#events = events;
    const { source, lines, severity, continuation, columns } = events;
    const gravity = this.#sources.of(source, () => ({ lines: 0, fatal: 0 }));
    const { bytes, messageStart, messageEnd } = columns;
    for (let line = 0; line < lines; line++) {
      const number = severity[line];
      if (number < SEVERITY.warn || continuation[line] !== 0) continue;
      let score = SCORE[number];
      if (number >= SEVERITY.fatal) gravity.fatal++;
      if (score > LESSENED_SCORE) {
        const isLost = number < SEVERITY.critical && gravity.fatal >= FATAL_LINES &&
          gravity.fatal > FATAL_SHARE * (gravity.lines + line);
        if (isLost || isDetailLine(bytes, messageStart[line], messageEnd[line])) score = LESSENED_SCORE;
      }
      verdicts.give(line, score, number, line);
    }
    gravity.lines += lines;
  }

  explain(severity: number, line: number): Explanation {
    const level = severityName(severity);
    const evidence = { level, severity_number: severity };
    const { levelField = "" } = this.#events ?? {};
    const value = levelField === "" ? "" : this.#fieldOf(line, levelField);
    return value === ""
      ? { reason: `the line is of level ${level}`, evidence }
      : { reason: `${levelField} ${value}`, evidence: { ...evidence, [levelField]: value } };
  }

  save(): unknown {
    return [...this.#sources];
  }

  restore(saved: unknown): void {
    for (const [source, gravity] of saved as [string, Gravity][]) this.#sources.set(source, { ...gravity });
  }

  /** A field of a line of the batch; "" where it has none of this name. */
  #fieldOf(line: number, name: string): string {
    const events = this.#events as EventBatch;
    const { parameterFirst } = events.columns;
    for (let p = parameterFirst[line]; p < parameterFirst[line + 1]; p++) {
      if (events.fieldName(p) === name) return parameterText(events, p);
    }
    return "";
  }
}
