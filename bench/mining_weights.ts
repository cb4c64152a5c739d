/**
 * What the weights of evidence (src/mining/growth/weights.ts) would do if they were others: each in turn at
 * neighbouring values, on each system. And an honest guess at how they do on a system that nobody has seen: for each
 * system, the value is chosen that is best on all others, and scored on that one.
 */
import { WEIGHTS, type Weights } from "../src/mining/growth/weights.ts";
import { markdownTable } from "../src/report/markdown_table.ts";

/** Final grouping accuracy of a system with these weights. */
type Score = (weights: Weights) => number;

/** Scores of systems, by name. */
export interface ScoredSystem {
  readonly name: string;
  readonly score: Score;
}

const FACTORS = [.5, .75, .9, 1, 1.1, 1.25, 1.5];
/** Smaller differences are not told of each system. */
const DIFFERENCE_MIN = .0005;

/** Tables in Markdown: each weight at other values, and what leaving a system out would have chosen. */
export function weightTables(systems: readonly ScoredSystem[], madeUp: readonly ScoredSystem[]): string {
  const names = Object.keys(WEIGHTS) as (keyof Weights)[];
  const results = names.map((name) => ({
    name,
    rows: valuesOf(name).map((value) => rowOf(name, value, systems, madeUp)),
  }));
  const present = mean(systems.map(({ score }) => score(WEIGHTS)));
  return [
    "## weights at other values",
    "",
    `Final GA, mean over the systems of Loghub (present values: ${
      present.toFixed(4)
    }) and over ${madeUp.length} made-up ones;`,
    "systems whose score is another than with the present value (in bold).",
    "",
    markdownTable(
      ["weight", "value", "Loghub", "made-up", "systems that differ"],
      results.flatMap(({ name, rows }) => rows.map((row) => cellsOf(name, row, rows, systems))),
    ),
    "",
    "## weights chosen without the system that they are scored on",
    "",
    "Each value that is best on the other systems (the present one of equals), scored on the system that was left out.",
    "",
    markdownTable(
      ["weight", "values chosen", "mean GA on the systems left out", "systems that lose or gain"],
      results.map(({ name, rows }) => leftOut(name, rows, systems)),
    ),
    "",
  ].join("\n");
}

interface Row {
  readonly value: number;
  readonly scores: readonly number[];
  readonly madeUp: number;
}

function valuesOf(name: keyof Weights): number[] {
  return FACTORS.map((factor) => Number((WEIGHTS[name] * factor).toPrecision(3)));
}

function rowOf(
  name: keyof Weights,
  value: number,
  systems: readonly ScoredSystem[],
  madeUp: readonly ScoredSystem[],
): Row {
  const weights: Weights = { ...WEIGHTS, [name]: value };
  return {
    value,
    scores: systems.map(({ score }) => score(weights)),
    madeUp: mean(madeUp.map(({ score }) => score(weights))),
  };
}

function cellsOf(name: string, row: Row, rows: readonly Row[], systems: readonly ScoredSystem[]): string[] {
  const present = presentOf(name, rows);
  const value = row === present ? `**${row.value}**` : String(row.value);
  const differ = systems.flatMap(({ name }, k) =>
    Math.abs(row.scores[k] - present.scores[k]) < DIFFERENCE_MIN ? [] : [`${name} ${row.scores[k].toFixed(4)}`]
  );
  return [name, value, mean(row.scores).toFixed(4), row.madeUp.toFixed(4), differ.join(", ")];
}

function leftOut(name: string, rows: readonly Row[], systems: readonly ScoredSystem[]): string[] {
  const present = presentOf(name, rows);
  const chosen = systems.map((_, out) => bestWithout(out, rows, present));
  const scores = chosen.map((row, k) => row.scores[k]);
  const values = [...Map.groupBy(chosen, (row) => row.value)].map(([value, all]) => `${value} (${all.length} times)`);
  const differ = systems.flatMap(({ name }, k) =>
    Math.abs(scores[k] - present.scores[k]) < DIFFERENCE_MIN
      ? []
      : [`${name} ${present.scores[k].toFixed(4)} to ${scores[k].toFixed(4)}`]
  );
  return [name, values.join(", "), mean(scores).toFixed(4), differ.join(", ")];
}

function bestWithout(out: number, rows: readonly Row[], present: Row): Row {
  const others = (row: Row) => mean(row.scores.filter((_, k) => k !== out));
  let best = present;
  for (const row of rows) if (others(row) > others(best) + 1e-9) best = row;
  return best;
}

function presentOf(name: string, rows: readonly Row[]): Row {
  const present = WEIGHTS[name as keyof Weights];
  return rows.find(({ value }) => value === present) as Row;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
