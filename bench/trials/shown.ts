/** The dashboard in a pseudo-terminal of 160 by 45 cells that `script` (util-linux) makes, for the trials. */
import { oddline } from "./machine.ts";

/** The dashboard in a terminal of its own. */
export class Shown {
  bytes = 0;
  readonly #child: Deno.ChildProcess;
  readonly #keys: WritableStreamDefaultWriter<Uint8Array>;
  #text = "";
  #wake: () => void = () => {};

  /** `logs` is what standard input is to be, where that is not the terminal. */
  constructor(args: readonly string[], env: Readonly<Record<string, string>>, logs = "") {
    const command = `exec env time -f 'cpu_seconds=%U+%S rss_kib=%M' ${oddline("0,1", args).join(" ")}${
      logs === "" ? "" : ` < ${logs}`
    }`;
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
