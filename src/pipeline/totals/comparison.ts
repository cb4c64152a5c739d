/** Rules beside what is learnt (ML) in one pass: what each flags, and what both do. */
import { type Comparison, DETECTORS, RULE_DETECTORS } from "../../core/anomaly.ts";

/** Methods as bits. */
export const BY_RULES = 2;
export const BY_ML = 4;
const BY_BOTH = BY_RULES | BY_ML;

const RULE_BITS = DETECTORS.reduce((bits, id, index) => RULE_DETECTORS.has(id) ? bits | 1 << index : bits, 0);

/** The methods of a set of detectors: bits by place in `DETECTORS`. */
export function methodsOf(detectors: number): number {
  return ((detectors & RULE_BITS) === 0 ? 0 : BY_RULES) | ((detectors & ~RULE_BITS) === 0 ? 0 : BY_ML);
}

/** Counts things that are flagged by rules, by ML, by both. */
export class Tally {
  #rules = 0;
  #ml = 0;
  #both = 0;

  /** A thing that was flagged by the methods `before` is now flagged by `more` as well. */
  count(before: number, more: number): void {
    const now = before | more;
    if (now === before) return;
    if ((now & ~before & BY_RULES) !== 0) this.#rules++;
    if ((now & ~before & BY_ML) !== 0) this.#ml++;
    if (now === BY_BOTH) this.#both++;
  }

  get counts(): { readonly rules: number; readonly ml: number; readonly both: number } {
    return { rules: this.#rules, ml: this.#ml, both: this.#both };
  }
}

/** Two tallies as the summary says them. */
export function compare({ lines, anomalies }: { readonly lines: Tally; readonly anomalies: Tally }): Comparison {
  const of = (method: "rules" | "ml" | "both") => ({
    lines: lines.counts[method],
    anomalies: anomalies.counts[method],
  });
  return { rules: of("rules"), ml: of("ml"), both: of("both") };
}
