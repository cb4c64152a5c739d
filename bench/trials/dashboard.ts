/**
 * What the dashboard costs: bytes to the terminal, time of the processor, and how soon it shows and answers. It runs in a
 * pseudo-terminal that `script` (util-linux) makes, 160 by 45 cells.
 */
import { corpus } from "./corpora.ts";
import { median, oddline, run, spread } from "./machine.ts";

const LINES = 1_000_000;
const RUNS = 5;
const STRETCH_MS = 10_000;
/** What is written first, and while a run begins, is no steady state. */
const SETTLE_MS = 4000;
const KEYS = 20;

/** The dashboard in a terminal of its own. */
class Shown {
  bytes = 0;
  readonly #child: Deno.ChildProcess;
  readonly #keys: WritableStreamDefaultWriter<Uint8Array>;
  #text = "";
  #wake: () => void = () => {};

  constructor(args: readonly string[], env: Readonly<Record<string, string>>) {
    const command = `exec env time -f 'cpu_seconds=%U+%S rss_kib=%M' ${oddline("0,1", args).join(" ")}`;
    this.#child = new Deno.Command("script", {
      args: ["-qefc", `stty rows 45 cols 160; ${command}`, "/dev/null"],
      env: { TERM: "xterm-256color", COLORTERM: "truecolor", ...env },
      stdin: "piped",
      stdout: "piped",
      stderr: "null",
    }).spawn();
    this.#keys = this.#child.stdin.getWriter();
    this.#read();
  }

  async press(key: string): Promise<void> {
    await this.#keys.write(new TextEncoder().encode(key));
  }

  /** Resolves with the next bytes that come. */
  next(): Promise<void> {
    return new Promise((resolve) => this.#wake = resolve);
  }

  /** Waits for the end; seconds of the processor, and peak memory in MB. */
  async ended(): Promise<{ cpu: number; rss: number }> {
    await this.#child.status;
    await this.#keys.close().catch(() => {});
    const [, user, system, rss] = /cpu_seconds=([\d.]+)\+([\d.]+) rss_kib=(\d+)/.exec(this.#text) ?? [];
    return { cpu: Number(user) + Number(system), rss: Number(rss) * 1024 / 1e6 };
  }

  async #read(): Promise<void> {
    for await (const bytes of this.#child.stdout) {
      this.bytes += bytes.length;
      this.#text = (this.#text + new TextDecoder().decode(bytes)).slice(-2000);
      this.#wake();
    }
  }
}

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
      ["first frame after start, ms", await firstFrame(["watch", "--from-start", small], env)],
      ["answer to a key, demo, ms", await answers(env)],
      ...await beside(env, folder),
    ];
    return `## The dashboard at 160 × 45\n\n| | |\n|---|---|\n${
      rows.map((row) => `| ${row.join(" | ")} |`).join("\n")
    }`;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function rateOf(args: readonly string[], env: Readonly<Record<string, string>>): Promise<string> {
  const shown = new Shown(args, env);
  await wait(SETTLE_MS);
  const before = shown.bytes;
  await wait(STRETCH_MS);
  const rate = (shown.bytes - before) / STRETCH_MS;
  await shown.press("q");
  await shown.ended();
  return rate.toFixed(1);
}

async function firstFrame(args: readonly string[], env: Readonly<Record<string, string>>): Promise<string> {
  const milliseconds: number[] = [];
  for (let k = 0; k < RUNS; k++) {
    const start = performance.now();
    const shown = new Shown(args, env);
    // entering writes some bytes; a frame is more
    while (shown.bytes < 1000) await shown.next();
    milliseconds.push(performance.now() - start);
    await wait(300);
    await shown.press("q");
    await shown.ended();
  }
  return spread(milliseconds, 0);
}

async function answers(env: Readonly<Record<string, string>>): Promise<string> {
  const shown = new Shown(["demo", "--fps", "1"], env);
  await wait(SETTLE_MS);
  const milliseconds: number[] = [];
  for (let k = 0; k < KEYS; k++) {
    await wait(250);
    const start = performance.now();
    await shown.press(k % 2 === 0 ? "4" : "1");
    await shown.next();
    milliseconds.push(performance.now() - start);
  }
  await shown.press("q");
  await shown.ended();
  return spread(milliseconds, 1);
}

/** A million lines with the dashboard and without, in turn. */
async function beside(env: Readonly<Record<string, string>>, folder: string): Promise<string[][]> {
  const path = await corpus("HDFS", LINES);
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
    [`time of the processor for ${LINES.toLocaleString("en")} lines, times --headless`, spread(shares)],
    ["memory beyond --headless, MB (median)", median(memory).toFixed(0)],
  ];
}

/** Nothing is gone on with. */
async function clear(folder: string): Promise<void> {
  for await (const { name } of Deno.readDir(folder)) {
    if (name.startsWith("trial.")) await Deno.remove(`${folder}/${name}`);
  }
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
