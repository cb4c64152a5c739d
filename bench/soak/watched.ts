/** The program under soak: started, killed and started again over one folder and one history, its memory looked at. */

import { TextLineStream } from "@std/streams";
import { V8_FLAGS } from "../../.ci/v8_flags.ts";
import { residentBytes } from "../process.ts";

const FLAGS = [
  "--no-check",
  "--allow-all",
  V8_FLAGS,
];
const WATCHER = new URL("../../tests/e2e/mortal_main.ts", import.meta.url).pathname;
const MAIN = new URL("../../main.ts", import.meta.url).pathname;
const SAMPLE_MS = 250;
const END_MS = 60_000;

/** Resident memory at a moment, in bytes. */
export interface MemorySample {
  readonly ms: number;
  readonly bytes: number;
}

export class Watched {
  readonly #folder: string;
  readonly #database: string;
  /** Of each life, the oldest first. */
  readonly lives: MemorySample[][] = [];
  #child: Deno.ChildProcess | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;
  workerDeaths = 0;
  /** What the lives have said on stderr besides that. */
  readonly said: string[] = [];
  #reading: Promise<void> | undefined;

  constructor(folder: string, database: string) {
    this.#folder = folder;
    this.#database = database;
  }

  start(): void {
    const args = ["watch", "--headless", "--format", "ndjson", "--from-start", "--db", this.#database, this.#folder];
    this.#child = new Deno.Command(Deno.execPath(), {
      args: ["run", ...FLAGS, WATCHER, ...args],
      stdin: "null",
      stdout: "null",
      stderr: "piped",
    }).spawn();
    this.#reading = this.#countDeaths(this.#child.stderr);
    const { pid } = this.#child;
    const life: MemorySample[] = [];
    this.lives.push(life);
    const startMs = performance.now();
    this.#timer = setInterval(() => {
      const bytes = residentBytes(pid);
      if (bytes > 0) life.push({ ms: performance.now() - startMs, bytes });
    }, SAMPLE_MS);
  }

  /** Ends it; SIGKILL leaves it no time for anything. */
  async end(signal: "SIGKILL" | "SIGTERM"): Promise<void> {
    clearInterval(this.#timer);
    const child = this.#child;
    if (child === undefined) return;
    this.#child = undefined;
    child.kill(signal);
    const tooLate = setTimeout(() => child.kill("SIGKILL"), END_MS);
    await child.status;
    clearTimeout(tooLate);
    await this.#reading;
  }

  /** Lines that the history has counted so far. */
  async countedLines(): Promise<number> {
    const text = await this.#history(["show", "--totals", "--format", "json"]);
    return text === undefined ? 0 : JSON.parse(text).lines;
  }

  /** Whether the history says of itself that it is whole. */
  async isWhole(): Promise<boolean> {
    return await this.#history(["verify"]) !== undefined;
  }

  async #history(args: readonly string[]): Promise<string | undefined> {
    const { success, stdout } = await new Deno.Command(Deno.execPath(), {
      args: ["run", ...FLAGS, MAIN, "history", ...args, "--db", this.#database],
      stderr: "null",
    }).output();
    return success ? new TextDecoder().decode(stdout) : undefined;
  }

  async #countDeaths(stderr: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<void> {
    // deno-std brings no types of its own
    const textLines: TransformStream<string, string> = new TextLineStream();
    for await (const line of stderr.pipeThrough(new TextDecoderStream()).pipeThrough(textLines)) {
      if (line.includes("a worker died")) this.workerDeaths++;
      else this.said.push(`life ${this.lives.length}: ${line}`);
    }
  }
}
