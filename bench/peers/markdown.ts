/** The comparison as Markdown, and its place in the README. */
import { markdownTable } from "../../src/report/markdown_table.ts";
import { median } from "../trials/machine.ts";
import type { PeerResults } from "./measure.ts";
import type { Peer, PeerLog } from "./peer.ts";

export interface Comparison {
  /** The machine and the date. */
  readonly facts: string;
  readonly logs: readonly PeerLog[];
  readonly peers: readonly Peer[];
  readonly missing: readonly Peer[];
  readonly results: PeerResults;
  readonly runs: number;
}

const BEGIN = "<!-- peers: written by `deno task peers -- --readme` -->";
const END = "<!-- /peers -->";
/** What was measured of the system that Oddline replaces: of rules alone, on its own format, on another day. */
const SEED_ROW = ["the earlier analyser (quoted)", "rules alone, its own format", "0.122"];

export function markdownOf({ facts, logs, peers, missing, results, runs }: Comparison): string {
  const head = ["program", "what it does", ...logs.map(({ name }) => `${name}, M lines/s`), "memory, MB"];
  const rows = peers.map((peer) => [
    peer.isSlow ? `${peer.name} ¹` : peer.name,
    peer.does,
    ...logs.map((log) => rateCell(peer, log, peers[0], results)),
    String(Math.max(...logs.map((log) => Math.round((results.get(log)?.get(peer)?.rssMax ?? 0) / 1e6)))),
  ]);
  rows.push([...SEED_ROW, ...logs.slice(1).map(() => "-"), "59"]);
  const [first] = logs;
  const gets = missing.map(({ name, needs }) => `- ${name} was not there: ${needs?.get ?? ""}`);
  return [
    `Measured on ${facts} ${first.lines.toLocaleString("en")} lines of each log, one core, ${runs} alternating runs:`,
    "medians of lines a second of processor time (user and system) from process start to end, and in brackets the ratio to",
    "the first row. Memory is the largest of all files.",
    "",
    markdownTable(head, rows),
    "",
    `¹ Over the first ${first.head.lines.toLocaleString("en")} lines. "-": no way with such lines, or not measured.`,
    ...(gets.length === 0 ? [] : ["", ...gets]),
    "",
  ].join("\n");
}

/** The README with this between its markers. Throws Error where it has none. */
export function inReadme(readme: string, text: string): string {
  const [begin, end] = [readme.indexOf(BEGIN), readme.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`Cannot write README.md: it has no "${BEGIN}" … "${END}"`);
  return `${readme.slice(0, begin + BEGIN.length)}\n\n${text}\n${readme.slice(end)}`;
}

function rateCell(peer: Peer, log: PeerLog, first: Peer, results: PeerResults): string {
  const runs = results.get(log)?.get(peer);
  const own = results.get(log)?.get(first);
  if (runs === undefined || runs.linesPerSecond.length === 0) return "-";
  const rate = median(runs.linesPerSecond);
  const text = digits(rate / 1e6);
  if (peer === first || own === undefined) return text;
  const ratio = rate / median(own.linesPerSecond);
  return `${text} (${digits(ratio)} ×)`;
}

function digits(value: number): string {
  return value >= 99.5 ? value.toFixed(0) : value.toPrecision(2);
}
