/** Oddline as a process of its own, as a user starts it. It is ended with the test, whatever becomes of that. */
import { commandLine, shellCommand } from "./program.ts";

/** Long enough for a machine that is busy with everything else; reached only by what hangs. */
const DEADLINE_MS = 60_000;

/** For root, and for others nothing changes (util-linux). */
const OVERRIDES = "-dac_override,-dac_read_search";
const UNPRIVILEGED = Deno.build.os === "linux" && Deno.uid() === 0
  ? ["setpriv", `--bounding-set=${OVERRIDES}`, `--inh-caps=${OVERRIDES}`]
  : [];

export interface Ended {
  readonly code: number;
  readonly signal: Deno.Signal | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ProcessOptions {
  /** Folder for everything that it would otherwise look for or keep in the user's home. */
  readonly home: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Permissions besides those that `deno task start` gives; the executable needs none. */
  readonly permissions?: readonly string[];
  /** Starts it in a session of its own, so that it has no controlling terminal, as a service has none. */
  readonly session?: boolean;
  /** Takes from it what root may beyond other users: reading and writing what file modes do not let it. */
  readonly unprivileged?: boolean;
  /** Gives it a controlling terminal, on which it writes. */
  readonly terminal?: boolean;
  /** Reads one line of stdout and closes it, as `| head -n 1` does. */
  readonly head?: boolean;
}

export class OddlineProcess {
  stdout = "";
  stderr = "";
  readonly #child: Deno.ChildProcess;
  readonly #read: Promise<unknown>;
  readonly #stdin: WritableStreamDefaultWriter<Uint8Array>;
  #ended = false;
  #wake: () => void = () => {};

  constructor(
    args: readonly string[],
    { home, env, permissions = [], head = false, session, terminal, unprivileged }: ProcessOptions,
  ) {
    const [program, ...first] = terminal === true
      ? ["script", "-qfec", `${shellCommand(permissions)} ${args.join(" ")}`, "/dev/null"]
      : [
        ...(unprivileged === true ? UNPRIVILEGED : []),
        ...(session === true ? ["setsid"] : []),
        ...commandLine(permissions),
        ...args,
      ];
    this.#child = new Deno.Command(program, {
      args: first,
      cwd: home,
      env: { XDG_CONFIG_HOME: home, XDG_STATE_HOME: home, TZ: "UTC", NO_COLOR: "1", ...env },
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    this.#stdin = this.#child.stdin.getWriter();
    const status = this.#child.status.then(() => {
      this.#ended = true;
      this.#wake();
    });
    this.#read = Promise.all([
      this.#collect(this.#child.stdout, (text) => (this.stdout += text).includes("\n") && head),
      this.#collect(this.#child.stderr, (text) => {
        this.stderr += text;
        return false;
      }),
      status,
    ]);
  }

  get pid(): number {
    return this.#child.pid;
  }

  /** What stdout says so far, line by line, as JSON. A line that is not whole yet is left out. */
  events(): Record<string, unknown>[] {
    return parseLines(this.stdout);
  }

  /** Waits until something is true. Throws when the process ends before it is, or after a minute (`mostMs`). */
  async until(what: string, isTrue: () => boolean, mostMs = DEADLINE_MS): Promise<void> {
    const deadline = Date.now() + mostMs;
    while (!isTrue()) {
      if (this.#ended) await this.#read;
      if (isTrue()) return;
      if (this.#ended || Date.now() > deadline) {
        throw new Error(
          `${this.#ended ? "It ended" : `${mostMs / 1000} s went by`} before ${what}; stdout:\n${
            tail(this.stdout)
          }\nstderr:\n${tail(this.stderr)}`,
        );
      }
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 20);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  async write(text: string): Promise<void> {
    await this.#stdin.write(new TextEncoder().encode(text));
  }

  async closeStdin(): Promise<void> {
    await this.#stdin.close();
  }

  signal(signal: Deno.Signal): void {
    if (!this.#ended) this.#child.kill(signal);
  }

  /** Waits for its end. */
  async ended(mostMs = DEADLINE_MS): Promise<Ended> {
    await this.until("its end", () => this.#ended, mostMs);
    await this.#read;
    const { code, signal } = await this.#child.status;
    return { code, signal, stdout: this.stdout, stderr: this.stderr };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.signal("SIGKILL");
    await this.#read;
    await this.#stdin.abort().catch(() => {});
  }

  /** Reads to the end, or until `take` says that it is enough. */
  async #collect(stream: ReadableStream<Uint8Array>, take: (text: string) => boolean): Promise<void> {
    for await (const text of stream.pipeThrough(new TextDecoderStream() as never) as AsyncIterable<string>) {
      const isEnough = take(text);
      this.#wake();
      if (isEnough) break;
    }
  }
}

/** Starts it, gives it what stdin holds, and waits for its end. */
export async function runOddline(args: readonly string[], options: ProcessOptions, stdin = ""): Promise<Ended> {
  await using oddline = new OddlineProcess(args, options);
  await oddline.write(stdin);
  await oddline.closeStdin();
  return await oddline.ended();
}

/** NDJSON as values; a last line that is not whole is left out. */
export function parseLines(text: string): Record<string, unknown>[] {
  return text.slice(0, text.lastIndexOf("\n") + 1).split("\n").filter((line) => line !== "")
    .map((line) => JSON.parse(line));
}

function tail(text: string): string {
  return text.slice(-4000);
}
