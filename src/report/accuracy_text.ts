/** How well a run has judged, in words: one row each for the rules, what is learnt, and both together. */
import type { Accuracy, JudgedAgainst } from "../core/anomaly.ts";
import { plural } from "../core/text/number_text.ts";

/** A row a method, the one that counts first; no rows where the truth is not known. */
export function accuracyRows(accuracy: Accuracy | null | undefined): string[] {
  if (accuracy === null || accuracy === undefined) return [];
  const { of, rules, ml, hybrid } = accuracy;
  return [
    `${plural(judged(hybrid), of)}: ${figuresText(hybrid)}`,
    `rules: ${figuresText(rules)}`,
    `ML: ${figuresText(ml)}`,
  ];
}

function judged({ true_positives, false_positives, false_negatives, true_negatives }: JudgedAgainst): number {
  return true_positives + false_positives + false_negatives + true_negatives;
}

function figuresText({ false_positive_rate, accuracy, recall }: JudgedAgainst): string {
  return `false positives ${figure(false_positive_rate)}, accuracy ${figure(accuracy)}, recall ${figure(recall)}`;
}

/** Four decimals: a rate of false alarms is small. */
function figure(value: number | null): string {
  return value === null ? "-" : value.toFixed(4);
}
