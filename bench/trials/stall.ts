/**
 * What a stalled terminal costs the reader: lines come through a pipe at a steady rate, and how long a write into it
 * waits says how long the program did not read, beyond the 32 ms that a pipe of 64 KiB holds of them.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { Shown } from "./shown.ts";

const BYTES_PER_SECOND = 2_000_000;
const STEP_MS = 10;
const SETTLE_MS = 4000;
const STALL_MS = 2000;
const LINE = "2026-01-01 00:00:00 INFO request served in 12 ms by node 7 for user 4711\n";

/** The longest wait of a write, ms, in two seconds before and in two seconds of stalling. */
export async function longestWaits(
  env: Readonly<Record<string, string>>,
  folder: string,
): Promise<{ readonly usual: number; readonly stalled: number }> {
  const pipe = `${folder}/lines`;
  await new Deno.Command("mkfifo", { args: [pipe] }).output();
  const shown = new Shown(["watch", "-", "--db", `${folder}/stall.db`], env, { logs: pipe });
  const file = await Deno.open(pipe, { write: true });
  await longestWait(file, SETTLE_MS);
  const usual = await longestWait(file, STALL_MS);
  shown.stall(true);
  const stalled = await longestWait(file, STALL_MS);
  shown.stall(false);
  file.close();
  await shown.press("q");
  await shown.ended();
  return { usual, stalled };
}

async function longestWait(file: Deno.FsFile, forMs: number): Promise<number> {
  const bytes = new TextEncoder().encode(LINE.repeat(Math.round(BYTES_PER_SECOND * STEP_MS / 1000 / LINE.length)));
  let longest = 0;
  for (const endMs = performance.now() + forMs; performance.now() < endMs;) {
    const beganMs = performance.now();
    for (let at = 0; at < bytes.length;) at += await file.write(bytes.subarray(at));
    longest = Math.max(longest, performance.now() - beganMs);
    await sleep(STEP_MS);
  }
  return longest;
}
