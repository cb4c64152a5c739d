/**
 * How far the view is behind the reader: each line says when it was written, and a terminal (xterm) into which the
 * dashboard's output goes shows which of them is the newest to be seen. Just before a frame comes, what is seen is at
 * its oldest; that age is taken, whatever it consists of: the pipe, reading, judging, up to a tenth of a second until
 * the next frame, the terminal.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { Screen } from "../../tests/tui/screen.ts";
import { median } from "./machine.ts";
import { Shown } from "./shown.ts";

const SETTLE_MS = 4000;
const FOR_MS = 10_000;
const STEP_MS = 10;
const WRITTEN = /written at (\d{9})/g;

export interface Behind {
  readonly median: number;
  readonly largest: number;
  /** Lines that were read in a second meanwhile. */
  readonly linesPerSecond: number;
}

/** Ages in ms, while lines come at such a rate through a pipe; Infinity: as fast as they are read. */
export async function behind(
  env: Readonly<Record<string, string>>,
  folder: string,
  linesPerSecond: number,
): Promise<Behind> {
  const pipe = `${folder}/behind-${linesPerSecond}`;
  await new Deno.Command("mkfifo", { args: [pipe] }).output();
  const startMs = performance.now();
  const nowMs = () => Math.round(performance.now() - startMs);
  const screen = new Screen(160, 45);
  const ages: number[] = [];
  let newestMs = 0;
  let isMeasuring = false;
  const onText = async (text: string) => {
    const cameMs = nowMs();
    await screen.write(text);
    const shownMs = Math.max(0, ...[...screen.text().matchAll(WRITTEN)].map(([, ms]) => Number(ms)));
    if (shownMs <= newestMs) return;
    if (isMeasuring) ages.push(cameMs - newestMs);
    newestMs = shownMs;
  };
  const shown = new Shown(["watch", "-", "--db", `${folder}/behind.db`], env, { logs: pipe, onText });
  const file = await Deno.open(pipe, { write: true });
  await shown.press("4");
  await write(file, linesPerSecond, SETTLE_MS, nowMs);
  isMeasuring = true;
  const lines = await write(file, linesPerSecond, FOR_MS, nowMs);
  isMeasuring = false;
  file.close();
  await shown.press("q");
  await shown.ended();
  screen.dispose();
  return { median: median(ages), largest: Math.max(...ages), linesPerSecond: lines * 1000 / FOR_MS };
}

/** Writes lines for so long; returns how many. */
async function write(
  file: Deno.FsFile,
  linesPerSecond: number,
  forMs: number,
  nowMs: () => number,
): Promise<number> {
  const encoder = new TextEncoder();
  const isPaced = linesPerSecond < Infinity;
  const together = isPaced ? Math.ceil(linesPerSecond * STEP_MS / 1000) : 200;
  let lines = 0;
  for (const endMs = nowMs() + forMs; nowMs() < endMs; lines += together) {
    const line = `2026-01-01 00:00:00 INFO request written at ${String(nowMs()).padStart(9, "0")} by node 7\n`;
    const bytes = encoder.encode(line.repeat(together));
    for (let at = 0; at < bytes.length;) at += await file.write(bytes.subarray(at));
    if (isPaced) await sleep(STEP_MS);
  }
  return lines;
}
