/**
 * Eight hours of a generated log, with incidents, appended to a file at fifty times its speed while the dashboard shows
 * it: whether its last half needs more memory than its first. ODDLINE_REPLAY_HOURS makes it shorter.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { LogGenerator } from "../../src/generate/mod.ts";
import { markdownTable } from "../../src/report/markdown_table.ts";
import { median } from "./machine.ts";
import { Shown } from "./shown.ts";

const HOURS = Number(Deno.env.get("ODDLINE_REPLAY_HOURS") ?? 8);
const SPEED = 50;
/** Lines in a second of the log: 3,000 in one of the clock. */
const RATE = 60;
const STEP_MS = 100;
const SAMPLE_MS = 1000;
/** What is allocated while a run begins is no growth. */
const SETTLE_SHARE = .05;

export async function replay(): Promise<string> {
  const folder = await Deno.makeTempDir({ prefix: "oddline-replay-" });
  try {
    const path = `${folder}/replayed.log`;
    const file = await Deno.create(path);
    const shown = new Shown(["watch", "--from-start", "--db", `${folder}/r.db`, path], { XDG_STATE_HOME: folder });
    await shown.drawn();
    const samples: number[] = [];
    const timer = setInterval(() => samples.push(shown.residentBytes / 1e6), SAMPLE_MS);
    const lines = await feed(file);
    clearInterval(timer);
    await shown.press("q");
    const { cpu, rss } = await shown.ended();
    return report(samples.slice(Math.ceil(samples.length * SETTLE_SHARE)), { lines, cpu, rss });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Appends what is due, until the log is over; returns its lines. */
async function feed(file: Deno.FsFile): Promise<number> {
  const generator = new LogGenerator({ seed: 1, rate: RATE, durationMs: HOURS * 3_600_000, format: "seed" });
  const buffer = new Uint8Array(1 << 20);
  const firstMs = generator.nextMs;
  for (const startMs = performance.now(); generator.nextMs < Infinity;) {
    const length = generator.fill(buffer, firstMs + (performance.now() - startMs) * SPEED);
    for (let at = 0; at < length;) at += await file.write(buffer.subarray(at, length));
    await sleep(STEP_MS);
  }
  generator.finish();
  file.close();
  return generator.lines;
}

function report(samples: readonly number[], run: { lines: number; cpu: number; rss: number }): string {
  const middle = samples.length >> 1;
  const halves = [samples.slice(0, middle), samples.slice(middle)];
  const [first, last] = halves.map((half) => ({ usual: median(half), most: Math.max(...half) }));
  return [
    `## ${HOURS} hours of log at ${SPEED} times its speed, with the dashboard`,
    "",
    markdownTable(["", "first half", "last half", "growth"], [
      row("memory, median, MB", first.usual, last.usual),
      row("memory, peak, MB", first.most, last.most),
    ]),
    "",
    `${run.lines.toLocaleString("en")} lines, ${run.cpu.toFixed(0)} s of the processor, ${
      run.rss.toFixed(0)
    } MB at most.`,
  ].join("\n");
}

function row(name: string, first: number, last: number): string[] {
  return [name, first.toFixed(0), last.toFixed(0), `${((last / first - 1) * 100).toFixed(1)} %`];
}
