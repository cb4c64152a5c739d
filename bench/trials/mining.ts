/**
 * Mining by itself: lines a second where every line is of a new kind, which is the slow path of every miner,
 * and on a log that repeats itself; beside Drain3, and Drain as native code where cargo is installed. One
 * core, the same files for all.
 */
import { V8_FLAGS } from "../../.ci/v8_flags.ts";
import { markdownTable } from "../../src/report/markdown_table.ts";
import { corpus, tool, trialFolder } from "./corpora.ts";
import { grouped, median, oddline, run } from "./machine.ts";
import { buildNativeDrain, NATIVE_DRAINS } from "./native_drain.ts";

const NEW_LINES = 100_000;
const REPEATING_LINES = 500_000;
/** Words of a line, and syllables of a word, of which there are 16. */
const WORDS = 8;
const SYLLABLES = "ba de fi go ku la me ni po ru sa te vi zo xa lu".split(" ");
const RUNS = 3;
/** A peer that takes longer is stopped. */
const SECONDS_MAX = 60;
/** Fields before the message. */
const HEADER_FIELDS = 5;

interface Miner {
  readonly name: string;
  command(path: string, headerFields: number): readonly string[];
  /** What it printed: lines a second, and templates. */
  read(stdout: string): RegExpMatchArray | null;
}

export async function mining(): Promise<string> {
  const files = [
    { path: await newShapes(), headerFields: 0, lines: NEW_LINES },
    { path: await corpus("HDFS", REPEATING_LINES), headerFields: HEADER_FIELDS, lines: REPEATING_LINES },
  ];
  const native = await buildNativeDrain();
  const rows: string[][] = [];
  for (const miner of [...ours(), ...("path" in native ? natives(native.path) : [])]) {
    const cells = [miner.name];
    for (const { path, headerFields } of files) cells.push(await rateOf(miner, path, headerFields));
    rows.push(cells);
  }
  const scans = ["Oddline, the whole scan, process start to end"];
  for (const { path, lines } of files) scans.push(await scanRate(path, lines));
  const head = [
    "lines a second (templates)",
    `${grouped(NEW_LINES)} lines, each of a new shape`,
    `${grouped(REPEATING_LINES)} lines of HDFS`,
  ];
  return [
    `## Mining, one core, ${RUNS} runs`,
    "",
    markdownTable(head, rows.toSpliced(1, 0, scans)),
    ..."missing" in native ? ["", native.missing] : [],
  ].join("\n");
}

function ours(): Miner[] {
  const pinned = ["taskset", "-c", "0"];
  const deno = [
    Deno.execPath(),
    "run",
    "--no-check",
    V8_FLAGS,
    "--allow-read",
  ];
  return [
    {
      name: "Oddline, the miner alone",
      command: (path, fields) => [...pinned, ...deno, "bench/trials/mine_file.ts", path, String(fields)],
      read: (stdout) => stdout.match(/^(\S+) (\d+)$/m),
    },
    {
      name: "Drain3 (Python)",
      command: (path, fields) => [...pinned, tool("peer_drain3"), path, String(fields)],
      read: (stdout) => stdout.match(/(\d+) lines\/s (\d+) templates/),
    },
  ];
}

function natives(program: string): Miner[] {
  return NATIVE_DRAINS.map((name) => ({
    name: `${name} (Rust)`,
    command: (path, fields) => ["taskset", "-c", "0", program, name, path, String(fields)],
    read: (stdout) => stdout.match(/^(\S+) (\d+)$/m),
  }));
}

async function rateOf({ command, read }: Miner, path: string, headerFields: number): Promise<string> {
  const rates: number[] = [];
  let templates = "";
  for (let k = 0; k < RUNS; k++) {
    const { stdout, seconds } = await run(["timeout", String(SECONDS_MAX), ...command(path, headerFields)]);
    const found = read(stdout);
    if (found === null) {
      return seconds >= SECONDS_MAX ? `stopped after ${SECONDS_MAX} s` : "not installed";
    }
    rates.push(Number(found[1]));
    templates = found[2];
  }
  return `${grouped(median(rates))} (${grouped(Number(templates))})`;
}

async function scanRate(path: string, lines: number): Promise<string> {
  const rates: number[] = [];
  for (let k = 0; k < RUNS; k++) {
    const { seconds } = await run(oddline("0", ["scan", "--workers", "1", "--no-history", "--format", "ndjson", path]));
    rates.push(lines / seconds);
  }
  return grouped(median(rates));
}

/** A log of random words, the same at every run. */
async function newShapes(): Promise<string> {
  const path = `${trialFolder()}/new-shapes-${NEW_LINES}.log`;
  let state = 1;
  const word = () =>
    Array.from({ length: 4 }, () => SYLLABLES[(state = state * 48271 % 0x7fffffff) >> 8 & 15]).join("");
  const lines = Array.from({ length: NEW_LINES }, () => `${Array.from({ length: WORDS }, word).join(" ")}\n`);
  await Deno.mkdir(trialFolder(), { recursive: true });
  await Deno.writeTextFile(path, lines.join(""));
  return path;
}
