/**
 * What the dashboard costs: bytes to the terminal, time of the processor, and how soon it shows and answers. It runs in
 * a pseudo-terminal that `script` (util-linux) makes, 160 by 45 cells.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { markdownTable } from "../../src/report/markdown_table.ts";
import { behind } from "./behind.ts";
import { corpus, type Kind } from "./corpora.ts";
import { median, oddline, run, spread } from "./machine.ts";
import { Shown } from "./shown.ts";
import { longestWaits } from "./stall.ts";

const LINES = 1_000_000;
const RUNS = 5;
const STARTS = 20;
/** What `deno task build` makes; measured where it is there. */
const EXECUTABLE = "dist/oddline";
const STRETCH_MS = 10_000;
/** What is written first, and while a run begins, is no steady state. */
const SETTLE_MS = 4000;
const KEYS = 20;

export async function dashboard(): Promise<string> {
  const folder = await Deno.makeTempDir({ prefix: "oddline-dashboard-" });
  try {
    const env = { XDG_STATE_HOME: folder };
    const small = `${folder}/quiet.log`;
    await Deno.writeTextFile(small, "2026-01-01 00:00:00 INFO started\n".repeat(100));
    const rows = [
      ["bytes a second, busy (demo, 3,000 lines/s), kB", await rateOf(["demo"], env)],
      ["the same with --fps 2, kB", await rateOf(["demo", "--fps", "2"], env)],
      ["bytes a second when nothing changes, kB", await rateOf(["watch", "--from-start", small], env)],
      ["first frame after start, from source, ms", await firstFrame(["watch", "--from-start", small], env)],
      ...await compiledFirstFrame(["watch", "--from-start", small], env),
      ["answer to a key, demo, ms", await answers(env)],
      ...await lags(env, folder),
      ...await stalls(env, folder),
      ...await beside("HDFS", env, folder),
      ...await beside("BGL", env, folder),
    ];
    return `## The dashboard at 160 × 45\n\n${markdownTable(["", ""], rows)}`;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function rateOf(args: readonly string[], env: Readonly<Record<string, string>>): Promise<string> {
  const shown = new Shown(args, env);
  await sleep(SETTLE_MS);
  const before = shown.bytes;
  await sleep(STRETCH_MS);
  const rate = (shown.bytes - before) / STRETCH_MS;
  await shown.press("q");
  await shown.ended();
  return rate.toFixed(1);
}

async function firstFrame(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  executable?: string,
): Promise<string> {
  const milliseconds: number[] = [];
  for (let k = 0; k < STARTS; k++) {
    const start = performance.now();
    const shown = new Shown(args, env, { executable });
    await shown.drawn();
    milliseconds.push(performance.now() - start);
    await sleep(300);
    await shown.press("q");
    await shown.ended();
  }
  return spread(milliseconds, 0);
}

async function compiledFirstFrame(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<string[][]> {
  try {
    await Deno.stat(EXECUTABLE);
  } catch {
    return [];
  }
  return [["first frame after start, compiled, ms", await firstFrame(args, env, `./${EXECUTABLE}`)]];
}

/** How old the newest line to be seen is just before the next frame comes. */
async function lags(env: Readonly<Record<string, string>>, folder: string): Promise<string[][]> {
  const rows: string[][] = [];
  for (const rate of [2000, Infinity]) {
    const { median, largest, linesPerSecond } = await behind(env, folder, rate);
    const name = `the view behind the reader at ${Math.round(linesPerSecond / 1000)},000 lines/s, ms (median, largest)`;
    rows.push([name, `${median.toFixed(0)}, ${largest.toFixed(0)}`]);
  }
  return rows;
}

async function answers(env: Readonly<Record<string, string>>): Promise<string> {
  const shown = new Shown(["demo", "--fps", "1"], env);
  await sleep(SETTLE_MS);
  const milliseconds: number[] = [];
  for (let k = 0; k < KEYS; k++) {
    await sleep(250);
    const start = performance.now();
    await shown.press(k % 2 === 0 ? "4" : "1");
    await shown.next();
    milliseconds.push(performance.now() - start);
  }
  await shown.press("q");
  await shown.ended();
  return spread(milliseconds, 1);
}

/** How long whoever writes the log waits for the program, before and while the terminal takes nothing. */
async function stalls(env: Readonly<Record<string, string>>, folder: string): Promise<string[][]> {
  const { usual, stalled } = await longestWaits(env, folder);
  return [
    ["longest wait of a writer of 2 MB/s, ms", usual.toFixed(0)],
    ["the same while the terminal stalls for 2 s, ms", stalled.toFixed(0)],
  ];
}

/** A million lines with the dashboard and without, in turn. */
async function beside(kind: Kind, env: Readonly<Record<string, string>>, folder: string): Promise<string[][]> {
  const path = await corpus(kind, LINES);
  const args = ["watch", "--from-start", "--exit-at-end", "--db", `${folder}/trial.db`, path];
  const shares: number[] = [];
  const memory: number[] = [];
  for (let k = 0; k < RUNS; k++) {
    await clear(folder);
    const { cpu, rss } = await new Shown(args, env).ended();
    await clear(folder);
    const { stderr, rssMax } = await run([
      "env",
      "time",
      "-f",
      "cpu=%U+%S",
      ...oddline("0,1", [...args, "--headless"]),
    ]);
    const [, user, system] = /cpu=([\d.]+)\+([\d.]+)/.exec(stderr) ?? [];
    shares.push(cpu / (Number(user) + Number(system)));
    memory.push(rss - rssMax / 1e6);
  }
  return [
    [`time of the processor for ${LINES.toLocaleString("en")} lines (${kind}), times --headless`, spread(shares)],
    [`memory beyond --headless (${kind}), MB (median)`, median(memory).toFixed(0)],
  ];
}

/** Nothing is gone on with. */
async function clear(folder: string): Promise<void> {
  for await (const { name } of Deno.readDir(folder)) {
    if (name.startsWith("trial.")) await Deno.remove(`${folder}/${name}`);
  }
}
