/**
 * What the user's own patterns say of a line: rules and multi-line patterns. Made only when there are any, since they
 * need each line as a string. Runs in the workers, where there is most time.
 */
import { type Batch, LINE_KIND_MASK } from "../core/lines/batch.ts";
import { decodeText } from "../core/lines/text.ts";
import type { FieldCondition, RuleSpec } from "../detectors/rule_spec.ts";
import { LINE_KIND, type LineAttribute, type LineParser } from "../formats/mod.ts";
import type { InitMessage } from "./messages.ts";

interface CompiledRule {
  readonly match: RegExp | undefined;
  readonly severityMin: number;
  readonly where: readonly CompiledCondition[];
}

interface CompiledCondition {
  readonly field: string;
  holds(value: LineAttribute["value"]): boolean;
}

export class LineMatcher {
  readonly ruleCount: number;
  hits = 0;
  readonly #rules: readonly CompiledRule[];
  readonly #haltBefore: RegExp | undefined;
  readonly #continueThrough: RegExp | undefined;

  constructor(init: Omit<InitMessage, "urgent">) {
    this.#rules = init.rules.map(compile);
    this.ruleCount = this.#rules.length;
    this.#haltBefore = init.haltBefore === undefined ? undefined : new RegExp(init.haltBefore);
    this.#continueThrough = init.continueThrough === undefined ? undefined : new RegExp(init.continueThrough);
  }

  static needed(init: Omit<InitMessage, "urgent">): boolean {
    return init.rules.length > 0 || init.haltBefore !== undefined || init.continueThrough !== undefined;
  }

  /**
   * Writes the line's rule matches into the batch and returns its flags, changed where a multi-line pattern says so.
   */
  match(batch: Batch, line: number, severity: number, flags: number, parser: LineParser): number {
    const { bytes, start, end } = batch;
    const text = decodeText(bytes, start[line], end[line]);
    let attributes: readonly LineAttribute[] | undefined;
    for (let rule = 0; rule < this.#rules.length; rule++) {
      const { match, severityMin, where } = this.#rules[rule];
      if (severity < severityMin || match !== undefined && !match.test(text)) continue;
      if (where.length > 0) {
        attributes ??= parser.attributes(bytes, start[line], end[line]);
        if (!where.every((condition) => holds(condition, attributes as readonly LineAttribute[]))) continue;
      }
      batch.hitLine[this.hits] = line;
      batch.hitRule[this.hits++] = rule;
    }
    return this.#multiline(text, flags);
  }

  /** The number of matches written since the last call. */
  take(): number {
    const hits = this.hits;
    this.hits = 0;
    return hits;
  }

  #multiline(text: string, flags: number): number {
    if (this.#continueThrough?.test(text)) return flags & ~LINE_KIND_MASK | LINE_KIND.userContinuation;
    if (this.#haltBefore === undefined) return flags;
    const kind = this.#haltBefore.test(text) ? LINE_KIND.userStart : LINE_KIND.userContinuation;
    return flags & ~LINE_KIND_MASK | kind;
  }
}

function compile(rule: RuleSpec): CompiledRule {
  return {
    match: rule.match === undefined ? undefined : new RegExp(rule.match),
    severityMin: rule.severityMin ?? 0,
    where: rule.where.map(compileCondition),
  };
}

function holds(condition: CompiledCondition, attributes: readonly LineAttribute[]): boolean {
  const found = attributes.find((attribute) => attribute.name === condition.field);
  return found !== undefined && condition.holds(found.value);
}

function compileCondition({ field, comparator, value }: FieldCondition): CompiledCondition {
  const text = String(value);
  const number = Number(value);
  const ordered = (compare: (a: number, b: number) => boolean): CompiledCondition => ({
    field,
    holds: (found) => found !== null && found !== "" && compare(Number(found), number),
  });
  switch (comparator) {
    case "==":
      return {
        field,
        holds: (found) => String(found) === text || typeof value === "number" && Number(found) === number,
      };
    case "!=":
      return {
        field,
        holds: (found) => String(found) !== text && !(typeof value === "number" && Number(found) === number),
      };
    case "<":
      return ordered((a, b) => a < b);
    case "<=":
      return ordered((a, b) => a <= b);
    case ">":
      return ordered((a, b) => a > b);
    case ">=":
      return ordered((a, b) => a >= b);
    case "contains":
      return { field, holds: (found) => String(found).includes(text) };
    case "=~": {
      const pattern = new RegExp(text);
      return { field, holds: (found) => pattern.test(String(found)) };
    }
  }
}
