/** How well a run has judged, in the few figures that its summary and reports of it have room for. */
import type { Accuracy, JudgedAgainst } from "../core/anomaly.ts";
import type { EvaluationReport } from "./evaluation.ts";
import { accuracy, type Confusion, falsePositiveRate, precision, recall } from "./metrics.ts";

/** By the three that are compared: the rules, what is learnt, and both together. */
type ByMethod<T> = Readonly<Record<Method, T>>;
type Method = typeof METHODS[number];
const METHODS = ["rules", "ml", "hybrid"] as const;

/** Of what the labels speak of: lines where they know them, else sessions; undefined where nothing was counted. */
export function accuracyOfReport({ perLine, perSession }: EvaluationReport): Accuracy | undefined {
  const judges = (perLine ?? perSession)?.judges;
  if (judges === undefined) return undefined;
  const find = (method: Method) => judges.find(({ judge }) => judge === method);
  const [rules, ml, hybrid] = METHODS.map(find);
  if (rules === undefined || ml === undefined || hybrid === undefined) return undefined;
  return accuracyOf(perLine === undefined ? "session" : "line", { rules, ml, hybrid });
}

/** The figures that follow from how labels and verdicts fit together. */
export function accuracyOf(of: Accuracy["of"], confusions: ByMethod<Confusion>): Accuracy {
  const [rules, ml, hybrid] = METHODS.map((method) => judgedAgainst(confusions[method]));
  return { of, rules, ml, hybrid };
}

/** Of several runs together; null where none knows. Lines come before sessions, since the two cannot be added up. */
export function accuracyOfRuns(runs: readonly Accuracy[]): Accuracy | null {
  const of = runs.some((run) => run.of === "line") ? "line" : "session";
  const known = runs.filter((run) => run.of === of);
  if (known.length === 0) return null;
  const sum = (method: Method): Confusion => {
    const add = (count: (judged: JudgedAgainst) => number) =>
      known.reduce((total, run) => total + count(run[method]), 0);
    return {
      truePositives: add((judged) => judged.true_positives),
      falsePositives: add((judged) => judged.false_positives),
      falseNegatives: add((judged) => judged.false_negatives),
      trueNegatives: add((judged) => judged.true_negatives),
    };
  };
  return accuracyOf(of, { rules: sum("rules"), ml: sum("ml"), hybrid: sum("hybrid") });
}

function judgedAgainst(confusion: Confusion): JudgedAgainst {
  return {
    true_positives: confusion.truePositives,
    false_positives: confusion.falsePositives,
    false_negatives: confusion.falseNegatives,
    true_negatives: confusion.trueNegatives,
    false_positive_rate: known(falsePositiveRate(confusion)),
    accuracy: known(accuracy(confusion)),
    precision: known(precision(confusion)),
    recall: known(recall(confusion)),
  };
}

function known(figure: number): number | null {
  return Number.isNaN(figure) ? null : figure;
}
