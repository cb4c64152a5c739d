/**
 * Two results side by side. Rates are compared by their ratio to the yardstick, and a difference counts when it is
 * beyond what runs of one and the same program differ by; where they differ by too much, nothing is said.
 */
import { type Figure, spreadOf } from "./figure.ts";
import type { BenchResult } from "./result.ts";

/** A smaller difference is none, on the quietest machine. */
const DIFFERENCE_MIN = .05;
/** Memory that was seen at the moments when it was looked at differs by this much. */
const MEMORY_DIFFERENCE_MIN = .1;
/** Quartiles further apart than this: the machine was busy. */
const SPREAD_MAX = .2;

const JUDGEMENTS = ["same", "faster", "slower", "too noisy to tell"] as const;

/** One figure of both results, and what became of it. */
export interface Compared {
  readonly name: string;
  /** Of the baseline, and of this result: rates in relation to the yardstick, or bytes. */
  readonly before: number;
  readonly after: number;
  /** Share by which it is better (above 0) or worse. */
  readonly change: number;
  /** A change up to this share may be chance. */
  readonly noise: number;
  readonly judgement: typeof JUDGEMENTS[number];
}

/** Everything that both results have. */
export function compareResults(baseline: BenchResult, result: BenchResult): Compared[] {
  const rows: Compared[] = [];
  for (const { stage, ratio } of result.stages) {
    const before = baseline.stages.find((each) => each.stage === stage);
    if (before !== undefined) rows.push(compareRates(stage, before.ratio, ratio));
  }
  for (const { workers, ratio, rss_bytes_max } of result.end_to_end) {
    const before = baseline.end_to_end.find((each) => each.workers === workers);
    if (before === undefined) continue;
    rows.push(compareRates(`end to end, workers: ${workers}`, before.ratio, ratio));
    rows.push(compareMemory(`memory, workers: ${workers}`, before.rss_bytes_max, rss_bytes_max));
  }
  return rows;
}

/** Whether anything got worse beyond noise. */
export function isRegression(rows: readonly Compared[]): boolean {
  return rows.some(({ judgement }) => judgement === "slower");
}

/** What makes two results no match for each other; undefined when they are of the same log. */
export function mismatchOf({ log: before }: BenchResult, { log: after }: BenchResult): string | undefined {
  if (before.format === after.format && before.bytes === after.bytes && before.lines === after.lines) return undefined;
  const text = ({ name, lines, format }: BenchResult["log"]) => `${name} (${lines} lines, ${format})`;
  return `it is of another log: ${text(before)} there, ${text(after)} here`;
}

function compareRates(name: string, before: Figure, after: Figure): Compared {
  const change = after.median / before.median - 1;
  const spread = Math.max(spreadOf(before), spreadOf(after));
  const noise = Math.max(DIFFERENCE_MIN, spread);
  return { name, before: before.median, after: after.median, change, noise, judgement: judge(change, noise, spread) };
}

function compareMemory(name: string, before: number, after: number): Compared {
  const change = before / after - 1;
  return {
    name,
    before,
    after,
    change,
    noise: MEMORY_DIFFERENCE_MIN,
    judgement: judge(change, MEMORY_DIFFERENCE_MIN, 0),
  };
}

/** By logarithms, since to be a thousand times slower is as much as to be a thousand times faster. */
function judge(change: number, noise: number, spread: number): Compared["judgement"] {
  const distance = Math.abs(Math.log1p(change));
  if (spread > SPREAD_MAX && distance < 2 * Math.log1p(spread)) return "too noisy to tell";
  if (distance <= Math.log1p(noise)) return "same";
  return change < 0 ? "slower" : "faster";
}
