/**
 * What a run says of itself, handed to its evaluation. Labels count lines over all files in the order in which they are
 * read, while events count them in their own file, so the number of each file's first line is kept here; lines of a
 * baseline have no number at all.
 */
import type { AnomalyEvent } from "../../core/anomaly.ts";
import type { Evaluation, JudgeId } from "../../evaluation/mod.ts";
import type { FlaggedLine, JudgedLines, PipelineOptions } from "../../pipeline/options.ts";
import type { FixedRows } from "../../pipeline/verdicts/fixed_rows.ts";

/** Hooks for a pipeline, and for the anomalies that come out of it. */
export interface EvaluationHooks {
  readonly pipeline: Required<
    Pick<PipelineOptions, "onLines" | "onFlagged" | "onVerdicts" | "onSession" | "scoresByDetector">
  >;
  readonly onAnomaly: (event: AnomalyEvent) => void;
}

/** Makes them for one run. */
export function evaluationHooks(evaluation: Evaluation): EvaluationHooks {
  const numbers = new LineNumbers();
  /** Verdicts come later than lines, but in the same order: those of the baseline first. */
  let rows = 0;
  return {
    pipeline: {
      scoresByDetector: true,
      onLines: (lines) => numbers.add(lines),
      onFlagged: (flagged: FlaggedLine) => {
        const line = numbers.of(flagged.source, flagged.line);
        evaluation.addFlagged(line, flagged.detector, flagged.timeMs, flagged.isSuppressed);
      },
      onVerdicts: (fixed) => {
        const past = Math.max(0, Math.min(fixed.rows, numbers.past - rows));
        const firstLine = rows + past - numbers.past + 1;
        rows += fixed.rows;
        if (past === fixed.rows) return;
        evaluation.addLines({ firstLine, lines: fixed.rows - past, scores: columnsOf(fixed, past) });
      },
      onSession: ({ session, score, detector }) => {
        evaluation.addSession(session, score, detector === "" ? undefined : detector);
      },
    },
    onAnomaly: (event) => evaluation.addAnomaly(event, numbers.of(event.source, event.line)),
  };
}

/** A column a judge, from this row on. */
function columnsOf(fixed: FixedRows, from: number): ReadonlyMap<JudgeId, Float64Array> {
  const columns = new Map<JudgeId, Float64Array>([
    ["hybrid", fixed.score],
    ["rules", fixed.rulesScore],
    ["ml", fixed.mlScore],
  ]);
  for (const [index, detector] of fixed.detectors.entries()) columns.set(detector, fixed.byDetector[index]);
  return from === 0 ? columns : new Map([...columns].map(([judge, column]) => [judge, column.subarray(from)]));
}

/** Numbers of lines over all files that are judged. */
class LineNumbers {
  /** Lines of the baseline. */
  past = 0;
  #lines = 0;
  /** Lines that were judged before the first of each source. */
  readonly #before = new Map<string, number>();

  add({ lines, past, state }: JudgedLines): void {
    if (past) {
      this.past += lines;
      return;
    }
    if (!this.#before.has(state.source.name)) this.#before.set(state.source.name, this.#lines);
    this.#lines += lines;
  }

  /**
   * A flagged line is told of in the middle of its batch, before `add` is called for that; so a file that is not known
   * yet begins after all lines so far.
   */
  of(source: string, line: number): number {
    return (this.#before.get(source) ?? this.#lines) + line;
  }
}
