/**
 * A rule as the user writes it in `oddline.yaml` (in snake_case there). All conditions that are given must hold.
 *
 *     rules:
 *       - name: slow checkout
 *         match: "POST /checkout"        # regular expression over the raw line
 *         where: ["latency_ms > 2000"]   # comparisons of fields
 *         score: 0.95
 *       - name: many failed logins
 *         match: "Failed password"
 *         count: 10                      # at least this many matching lines …
 *         within: 60s                    # … in this span of event time
 */

export const COMPARATORS = ["==", "!=", "<=", ">=", "<", ">", "=~", "contains"] as const;
export type Comparator = typeof COMPARATORS[number];

/** One comparison of a field, such as `latency_ms > 2000`; a field that a line does not have never matches. */
export interface FieldCondition {
  readonly field: string;
  readonly comparator: Comparator;
  readonly value: string | number;
}

export interface RuleSpec {
  readonly name: string;
  /** Source of a JavaScript regular expression over the raw line. */
  readonly match?: string;
  /** Lowest severity number that matches. */
  readonly severityMin?: number;
  readonly where: readonly FieldCondition[];
  /** 0..1; default .95. */
  readonly score: number;
  /** Matching lines within `withinMs` of event time before the rule fires; 1 fires at every line. */
  readonly count: number;
  readonly withinMs: number;
  /** What to tell the user; default made from the rule's name. */
  readonly reason?: string;
  /** What to look at next. */
  readonly recommendation?: string;
}
