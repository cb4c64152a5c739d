/**
 * From the append of a line that a rule matches to its event on standard output; and what following costs when idle.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { TextLineStream } from "@std/streams";
import { cpuSeconds } from "../process.ts";
import { markdownTable } from "../../src/report/markdown_table.ts";
import { oddline } from "./machine.ts";

const APPENDS = 500;
const INTERVAL_MS = 20;
const BEGIN_MS = Date.UTC(2026, 0, 1);
const LINE_MS = 90_000;
const IDLE_SECONDS = 20;

export async function latency(): Promise<string> {
  const folder = await Deno.makeTempDir({ prefix: "oddline-latency-" });
  try {
    const log = `${folder}/app.log`;
    const config = `${folder}/oddline.yaml`;
    await Deno.writeTextFile(config, "rules:\n  - name: probe\n    match: probe\n    score: 0.99\n");
    await Deno.writeTextFile(log, "2026-01-01T00:00:00Z INFO begin\n");
    const args = [
      "watch",
      "--headless",
      "--format",
      "ndjson",
      "--config",
      config,
      "--state",
      `${folder}/state.json`,
      log,
    ];
    const [program, ...rest] = oddline("0,1", args);
    const child = new Deno.Command(program, { args: rest, stdin: "null", stdout: "piped", stderr: "null" }).spawn();
    await sleep(1500);
    const milliseconds = await appendAndWait(child, log);
    const idle = await idleShare(child.pid);
    child.kill("SIGTERM");
    await child.status;
    const at = (share: number) =>
      milliseconds[Math.min(milliseconds.length - 1, Math.floor(share * milliseconds.length))].toFixed(1);
    return [
      `## Latency, ${milliseconds.length} of ${APPENDS} appended lines, one every ${INTERVAL_MS} ms, file to standard output`,
      "",
      markdownTable(["p50, ms", "p95, ms", "p99, ms", "max, ms", "CPU when idle"], [
        [...[.5, .95, .99, 1].map(at), `${(idle * 100).toFixed(2)} % of a core over ${IDLE_SECONDS} s`],
      ]),
    ].join("\n");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** The lines' times are so far apart that each is an anomaly of its own and not one more of the last. */
async function appendAndWait(child: Deno.ChildProcess, log: string): Promise<number[]> {
  const appended = new Map<string, number>();
  const milliseconds: number[] = [];
  // deno-std brings no types of its own
  const textLines: TransformStream<string, string> = new TextLineStream();
  const reading = (async () => {
    for await (const line of child.stdout.pipeThrough(new TextDecoderStream()).pipeThrough(textLines)) {
      const probe = line.match(/probe ([a-z]+)/)?.[1];
      const start = probe === undefined ? undefined : appended.get(probe);
      if (probe === undefined || start === undefined) continue;
      milliseconds.push(performance.now() - start);
      appended.delete(probe);
    }
  })();
  for (let k = 0; k < APPENDS; k++) {
    const word = [...String(k)].map((digit) => String.fromCharCode(97 + Number(digit))).join("");
    appended.set(word, performance.now());
    Deno.writeTextFileSync(log, `${new Date(BEGIN_MS + k * LINE_MS).toISOString()} INFO probe ${word}\n`, {
      append: true,
    });
    await sleep(INTERVAL_MS);
  }
  await sleep(1000);
  void reading;
  return milliseconds.sort((a, b) => a - b);
}

async function idleShare(pid: number): Promise<number> {
  await sleep(2000);
  const before = cpuSeconds(pid);
  await sleep(IDLE_SECONDS * 1000);
  return (cpuSeconds(pid) - before) / IDLE_SECONDS;
}
