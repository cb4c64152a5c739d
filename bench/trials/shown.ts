/** The dashboard in a pseudo-terminal of 160 by 45 cells that `script` (util-linux) makes, for the trials. */
import { residentBytes } from "../process.ts";
import { oddline } from "./machine.ts";

/** A frame is wrapped in synchronised output; what is written on entering and leaving is not, as a whole. */
// deno-lint-ignore no-control-regex
const FRAME = /\x1b\[\?2026h[^]*\x1b\[\?2026l/;
/** What is kept of what was written. */
const KEPT_LENGTH = 20_000;

export interface ShownOptions {
  /** What standard input is to be, where that is not the terminal. */
  readonly logs?: string;
  /** An executable to run in the place of the source. */
  readonly executable?: string | undefined;
  /** Takes what is written. */
  readonly onText?: (text: string) => void;
}

/** The dashboard in a terminal of its own. */
export class Shown {
  bytes = 0;
  readonly #child: Deno.ChildProcess;
  readonly #keys: WritableStreamDefaultWriter<Uint8Array>;
  readonly #onText: (text: string) => void;
  #text = "";
  #wake: () => void = () => {};

  constructor(
    args: readonly string[],
    env: Readonly<Record<string, string>>,
    { logs, executable, onText = () => {} }: ShownOptions = {},
  ) {
    const program = executable === undefined ? oddline("0,1", args) : [executable, ...args];
    const command = `exec env time -f 'cpu_seconds=%U+%S rss_kib=%M' ${program.join(" ")}${
      logs === undefined ? "" : ` < ${logs}`
    }`;
    this.#onText = onText;
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

  /** Resident memory of the program, bytes; 0 where it does not run. */
  get residentBytes(): number {
    return residentBytes(youngest(this.#child.pid));
  }

  /** Whoever reads what is written stops reading, or goes on. */
  stall(isStalled: boolean): void {
    Deno.kill(this.#child.pid, isStalled ? "SIGSTOP" : "SIGCONT");
  }

  async press(key: string): Promise<void> {
    await this.#keys.write(new TextEncoder().encode(key));
  }

  /** Resolves with the next bytes that come. */
  next(): Promise<void> {
    return new Promise((resolve) => this.#wake = resolve);
  }

  /** Resolves when the first frame is there, to its last byte. */
  async drawn(): Promise<void> {
    while (!FRAME.test(this.#text)) await this.next();
  }

  /** Waits for the end; seconds of the processor, and peak memory in MB. */
  async ended(): Promise<{ cpu: number; rss: number }> {
    await this.#child.status;
    await this.#keys.close().catch(() => {});
    const [, user, system, rss] = /cpu_seconds=([\d.]+)\+([\d.]+) rss_kib=(\d+)/.exec(this.#text) ?? [];
    return { cpu: Number(user) + Number(system), rss: Number(rss) * 1024 / 1e6 };
  }

  async #read(): Promise<void> {
    const decoder = new TextDecoder();
    for await (const bytes of this.#child.stdout) {
      const text = decoder.decode(bytes, { stream: true });
      this.bytes += bytes.length;
      this.#text = (this.#text + text).slice(-KEPT_LENGTH);
      this.#onText(text);
      this.#wake();
    }
  }
}

/** The last in a line of processes of which each has begun the next: a shell, `time`, the program. */
function youngest(pid: number): number {
  try {
    const [child] = Deno.readTextFileSync(`/proc/${pid}/task/${pid}/children`).trim().split(" ");
    return child === "" ? pid : youngest(Number(child));
  } catch {
    return pid;
  }
}
