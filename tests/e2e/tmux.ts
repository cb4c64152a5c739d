/** A real terminal for tests: a pane of tmux, with a shell in it, on a server of its own. */

/** Whether tmux is installed. */
export function hasTmux(): boolean {
  try {
    return new Deno.Command("tmux", { args: ["-V"], stdout: "null", stderr: "null" }).outputSync().success;
  } catch {
    return false;
  }
}

const DEADLINE_MS = 30_000;
const LOOK_MS = 40;

/** How the terminal itself is. */
export interface PaneState {
  readonly cursor: boolean;
  readonly alternate: boolean;
  readonly wraps: boolean;
  readonly mouse: boolean;
}

export class Pane {
  readonly #socket: string;

  /** Opens a pane of so many cells, with `sh` in a folder. */
  constructor(folder: string, { columns, rows, env }: {
    readonly columns: number;
    readonly rows: number;
    readonly env: Readonly<Record<string, string>>;
  }) {
    this.#socket = `${folder}/tmux.socket`;
    const size = ["-x", String(columns), "-y", String(rows)];
    const variables = Object.entries({ PS1: "$ ", ...env }).flatMap(([name, value]) => ["-e", `${name}=${value}`]);
    this.#tmux("new-session", "-d", ...size, "-c", folder, ...variables, "sh", "-i");
    this.#tmux("set", "-g", "status", "off");
  }

  /** Types text, or presses keys by tmux's names. */
  type(text: string): void {
    this.#tmux("send-keys", "-l", text);
  }

  press(...keys: string[]): void {
    this.#tmux("send-keys", ...keys);
  }

  /** Runs a line in the shell. */
  shell(line: string): void {
    this.type(line);
    this.press("Enter");
  }

  resize(columns: number, rows: number): void {
    this.#tmux("resize-window", "-x", String(columns), "-y", String(rows));
  }

  /** What stands on the screen. */
  text(): string {
    return this.#tmux("capture-pane", "-p");
  }

  /** The same with the escape sequences of its colours. */
  colouredText(): string {
    return this.#tmux("capture-pane", "-p", "-e");
  }

  /** Waits until this stands on the screen, and gives all of it. */
  async shows(wanted: string | RegExp): Promise<string> {
    const deadline = Date.now() + DEADLINE_MS;
    for (;;) {
      const text = this.text();
      if (typeof wanted === "string" ? text.includes(wanted) : wanted.test(text)) return text;
      if (Date.now() > deadline) throw new Error(`Half a minute went by before ${wanted} was shown; what is:\n${text}`);
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
  }

  state(): PaneState {
    const format = "#{cursor_flag}#{alternate_on}#{wrap_flag}#{mouse_any_flag}";
    const [cursor, alternate, wraps, mouse] = [...this.#tmux("display", "-p", format)].map((flag) => flag === "1");
    return { cursor, alternate, wraps, mouse };
  }

  [Symbol.dispose](): void {
    this.#tmux("kill-server");
  }

  #tmux(...args: string[]): string {
    const { stdout, stderr, success } = new Deno.Command("tmux", {
      args: ["-S", this.#socket, "-f", "/dev/null", ...args],
      env: { TMUX: "" },
    }).outputSync();
    if (!success) throw new Error(`tmux ${args.join(" ")}: ${new TextDecoder().decode(stderr)}`);
    return new TextDecoder().decode(stdout);
  }
}
