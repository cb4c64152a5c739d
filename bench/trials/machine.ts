/** What a figure is worth depends on the machine: its facts, and how to run Oddline pinned to some of its cores. */
import { V8_FLAGS } from "../../.ci/v8_flags.ts";

export function machineFacts(): string {
  const cpu = read("/proc/cpuinfo").match(/model name\s*:\s*(.*)/)?.[1] ?? "unknown processor";
  const memoryGib = Number(read("/proc/meminfo").match(/MemTotal:\s*(\d+)/)?.[1] ?? 0) / 2 ** 20;
  const today = new Date().toISOString().slice(0, 10);
  return `${today}, Deno ${Deno.version.deno}, V8 ${Deno.version.v8}, ${cpu}, ` +
    `${navigator.hardwareConcurrency} cores, ${memoryGib.toFixed(0)} GiB, load ${
      Deno.loadavg()[0].toFixed(2)
    } at the start.`;
}

/** The command line of Oddline from source, pinned to the cores given as taskset names them. */
export function oddline(cores: string, args: readonly string[]): string[] {
  const permissions = ["--allow-read", "--allow-write", "--allow-env", "--allow-sys", "--allow-ffi=node_modules"];
  return [
    "taskset",
    "-c",
    cores,
    Deno.execPath(),
    "run",
    "--no-check",
    V8_FLAGS,
    ...permissions,
    "main.ts",
    ...args,
  ];
}

export interface Finished {
  readonly seconds: number;
  /** Peak resident memory of the process, bytes. */
  readonly rssMax: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command to its end under GNU time, so that its peak memory is the system's own figure. */
export async function run(command: readonly string[]): Promise<Finished> {
  const start = performance.now();
  const timed = new Deno.Command("/usr/bin/env", {
    args: ["time", "-f", "rss_kib=%M", ...command],
    stdout: "piped",
    stderr: "piped",
    env: { NO_COLOR: "1" },
  });
  const { stdout, stderr } = await timed.output();
  const seconds = (performance.now() - start) / 1000;
  const errors = new TextDecoder().decode(stderr);
  const rssMax = Number(errors.match(/rss_kib=(\d+)/)?.[1] ?? NaN) * 1024;
  return { seconds, rssMax, stdout: new TextDecoder().decode(stdout), stderr: errors };
}

/** The median of some figures. */
export function median(figures: readonly number[]): number {
  const sorted = [...figures].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** "1,234,567". */
export function grouped(figure: number): string {
  return Math.round(figure).toLocaleString("en");
}

/** "1.80 (1.71–1.85)": median and range. */
export function spread(figures: readonly number[], digits = 2): string {
  const [low, high] = [Math.min(...figures), Math.max(...figures)];
  return `${median(figures).toFixed(digits)} (${low.toFixed(digits)}–${high.toFixed(digits)})`;
}

function read(path: string): string {
  try {
    return Deno.readTextFileSync(path);
  } catch {
    return "";
  }
}
