/**
 * The user's own rules. The workers have found the lines that match (workers/line_matcher.ts); here their frequency is
 * counted where a rule asks for it, in event time.
 */
import type { Detector, EventBatch, Explanation, VerdictSink } from "./detector.ts";
import type { RuleSpec } from "./rule_spec.ts";

export class RuleDetector implements Detector {
  readonly id = "rule";
  readonly #rules: readonly RuleSpec[];
  /** For rules with a count: the times of the last `count` matches, as a ring. */
  readonly #recent: { times: Float64Array; next: number; filled: number }[];

  constructor(rules: readonly RuleSpec[]) {
    this.#rules = rules;
    this.#recent = rules.map((rule) => ({ times: new Float64Array(rule.count), next: 0, filled: 0 }));
  }

  observe({ hits, hitLine, hitRule, clock }: EventBatch, verdicts: VerdictSink): void {
    for (let k = 0; k < hits; k++) {
      const line = hitLine[k];
      const index = hitRule[k];
      const rule = this.#rules[index];
      if (rule.count <= 1) {
        verdicts.give(line, rule.score, index, 1);
      } else if (this.#reaches(index, rule, clock[line])) {
        verdicts.give(line, rule.score, index, rule.count);
      }
    }
  }

  explain(index: number, count: number): Explanation {
    const rule = this.#rules[index];
    const often = count > 1 ? ` ${count} times within ${rule.withinMs / 1000} s` : "";
    return {
      reason: rule.reason ?? `rule "${rule.name}" matched${often}`,
      evidence: { rule: rule.name, ...(count > 1 ? { count, within_ms: rule.withinMs } : {}) },
      ...(rule.recommendation === undefined ? {} : { recommendation: rule.recommendation }),
    };
  }

  save(): unknown {
    return this.#recent.map(({ times, next, filled }) => ({ times: [...times], next, filled }));
  }

  restore(saved: unknown): void {
    for (
      const [index, { times, next, filled }] of (saved as { times: number[]; next: number; filled: number }[]).entries()
    ) {
      const recent = this.#recent[index];
      if (recent === undefined || recent.times.length !== times.length) continue; // the rules were changed meanwhile
      recent.times.set(times);
      recent.next = next;
      recent.filled = filled;
    }
  }

  /**
   * Counts a match; whether it is the last of enough within the rule's span. Lines without any time count as at once.
   */
  #reaches(index: number, rule: RuleSpec, time: number): boolean {
    const recent = this.#recent[index];
    recent.times[recent.next] = Number.isNaN(time) ? 0 : time;
    recent.next = (recent.next + 1) % rule.count;
    recent.filled = Math.min(rule.count, recent.filled + 1);
    const oldest = recent.times[recent.next % rule.count];
    return recent.filled === rule.count && (Number.isNaN(time) || time - oldest <= rule.withinMs);
  }
}
