/** A result as tables, before they are text, Markdown or HTML: one place for what is shown, and in which words. */
import { bytesText, countText } from "../core/text/number_text.ts";
import type { Compared } from "./comparison.ts";
import { type Figure, spreadOf } from "./figure.ts";
import type { GrowthCurve } from "./growth.ts";
import type { BenchResult } from "./result.ts";

export interface Table {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** A sentence below it. */
  readonly note?: string;
}

/** The yardstick's runs differ by more: the machine does other things beside. */
const NOISE_MAX = .1;

/** The machine, in one line. */
export function machineText({ time, machine }: BenchResult): string {
  const { cpu, cores, memory_bytes, os, oddline, deno, onnxruntime, load } = machine;
  return `${time.slice(0, 10)}, ${cpu}, ${cores} ${cores === 1 ? "core" : "cores"}, ${
    bytesText(memory_bytes)
  }, ${os}; ` +
    `Oddline ${oddline}, Deno ${deno}, ONNX Runtime ${onnxruntime}` +
    `${load === undefined ? "" : `; load ${load.toFixed(2)} at the start`}`;
}

/** What to think of the figures. */
export function noiseText({ yardstick }: BenchResult): string {
  const spread = spreadOf(yardstick);
  const text = `The yardstick, which does the same work at all times, varied by ${percent(spread)} (quartiles)`;
  return spread > NOISE_MAX ? `${text}: the machine was busy, and quiet it does more.` : `${text}.`;
}

/** All tables that there are figures for. */
export function tablesOf(result: BenchResult): Table[] {
  const { log, latency_ms, growth = [] } = result;
  const tables = [stageTable(result), wholeTable(result)];
  if (latency_ms !== undefined) {
    const { lines, p50, p95, p99, max } = latency_ms;
    tables.push({
      title: "From the append of a line to its event at the output",
      head: ["lines", "p50, ms", "p95, ms", "p99, ms", "max, ms"],
      rows: [[countText(lines), ...[p50, p95, p99, max].map((ms) => ms.toFixed(1))]],
    });
  }
  if (log.lines > 0) tables[0] = { ...tables[0], note: `${log.name}, read as ${log.format}.` };
  return [...tables, ...growth.map(growthTable)];
}

/** What became of each figure of a baseline. */
export function comparisonTable(rows: readonly Compared[]): Table {
  return {
    title: "Against the baseline",
    head: ["", "change", "noise", ""],
    rows: rows.map(({ name, change, noise, judgement }) => [
      name,
      `${change >= 0 ? "+" : "-"}${percent(Math.abs(change))}`,
      `±${percent(noise)}`,
      judgement,
    ]),
  };
}

function stageTable({ stages }: BenchResult): Table {
  return {
    title: "Each stage with those before it, on one thread",
    head: ["stage", "lines/s", "spread", "allocated a line"],
    rows: stages.map(({ stage, lines_per_second, allocated_bytes_per_line: allocated }) => [
      stage,
      ...rateCells(lines_per_second),
      allocated === undefined ? "-" : bytesText(Math.round(allocated)),
    ]),
  };
}

function wholeTable({ end_to_end, log }: BenchResult): Table {
  return {
    title: `End to end, ${countText(log.lines)} lines, from the start of the workers on`,
    head: ["workers", "lines/s", "spread", "memory"],
    rows: end_to_end.map(({ workers, lines_per_second, rss_bytes_max }) => [
      countText(workers),
      ...rateCells(lines_per_second),
      bytesText(rss_bytes_max),
    ]),
  };
}

function growthTable({ dimension, points, time_exponent, memory_exponent }: GrowthCurve): Table {
  const name = dimension.replace("_", " ");
  const subject = dimension === "lines" ? "Time" : "Time a line";
  return {
    title: `Growth with ${name}`,
    head: [name, "lines", "µs a line", "templates", "memory"],
    rows: points.map(({ at, lines, microseconds_per_line, templates, rss_bytes_max }) => [
      countText(at),
      countText(lines),
      microseconds_per_line.toFixed(2),
      countText(templates),
      bytesText(rss_bytes_max),
    ]),
    note: `${subject} grows as ${name} to the power of ${time_exponent.toFixed(2)}, memory to that of ${
      memory_exponent.toFixed(2)
    }.`,
  };
}

function rateCells(figure: Figure): [string, string] {
  return [countText(round(figure.median)), `${percent(spreadOf(figure))}`];
}

/** Three digits: more of them no run repeats. */
function round(rate: number): number {
  return Number(rate.toPrecision(3));
}

function percent(share: number): string {
  return `${(share * 100).toFixed(share < .0995 ? 1 : 0)} %`;
}
