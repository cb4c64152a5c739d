/** Comparisons of fields as rules write them: `latency_ms > 2000`, `user == "root"`, `path =~ ^/admin`. */
import { patternProblem } from "../../core/pattern.ts";
import { type Comparator, COMPARATORS, type FieldCondition } from "../../detectors/rule_spec.ts";

const FORM = /^\s*([^\s<>=!~]+)\s*(==|!=|<=|>=|=~|<|>|\scontains\s)\s*(.*?)\s*$/;

/** Reads a comparison. Throws SyntaxError that says what would do. */
export function parseCondition(text: string): FieldCondition {
  const [, field, sign, operand] = FORM.exec(text) ?? [];
  const comparator = COMPARATORS.find((known) => known === sign?.trim());
  if (field === undefined || comparator === undefined || operand === "") {
    throw new SyntaxError(
      `'${text}' is not a comparison; write FIELD, one of ${
        COMPARATORS.join(" ")
      }, and a value, such as latency_ms > 2000`,
    );
  }
  const value = parseOperand(operand, comparator);
  if (comparator === "=~") checkPattern(String(value));
  if (["<", ">", "<=", ">="].includes(comparator) && typeof value !== "number") {
    throw new SyntaxError(`'${text}' compares with '${value}', which is not a number`);
  }
  return { field, comparator, value };
}

/** Throws SyntaxError when the text is not a JavaScript regular expression. */
function checkPattern(source: string): void {
  const problem = patternProblem(source);
  if (problem !== undefined) throw new SyntaxError(problem);
}

function parseOperand(text: string, comparator: Comparator): string | number {
  const quoted = /^"(.*)"$|^'(.*)'$/s.exec(text);
  if (quoted !== null) return quoted[1] ?? quoted[2];
  if (comparator === "=~" || comparator === "contains") return text;
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : text;
}
