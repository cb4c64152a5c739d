/** A shell in a real terminal for tests of the dashboard, with `oddline` as a command and a small log. */
import { assertEquals } from "@std/assert";
import { TempFolder } from "../sources/temp_folder.ts";
import { shellCommand } from "./program.ts";
import { hasTmux, Pane } from "./tmux.ts";

/** What the commands there are started with. */
const COMMANDS = [
  ["oddline", shellCommand()],
  ["oddline-with-all", shellCommand(["-A"])],
  ["oddline-mortal", shellCommand(["-A"], "tests/e2e/mortal_main.ts")],
] as const;
/** How the terminal is when nobody holds it. */
export const CLEAN = { cursor: true, alternate: false, wraps: true, mouse: false };
const LOG = Array.from(
  { length: 40 },
  (_, k) => `[2026-02-03 10:00:${String(k).padStart(2, "0")}] [INFO] [api] Request ${k} served\n`,
).join("") + "[2026-02-03 10:01:00] [FATAL] [database] Everything lost\n";

export class Terminal {
  readonly folder = new TempFolder();
  readonly pane: Pane;

  constructor(columns = 100, rows = 30) {
    this.folder.write("app.log", LOG);
    for (const [name, command] of COMMANDS) {
      this.folder.write(name, `#!/bin/sh\necho $$ > pid\nexec ${command} "$@"\n`);
      Deno.chmodSync(this.folder.at(name), 0o755);
    }
    const home = this.folder.path;
    this.pane = new Pane(home, {
      columns,
      rows,
      env: {
        LC_ALL: "C.UTF-8",
        XDG_CONFIG_HOME: home,
        XDG_STATE_HOME: `${home}/state`,
        TZ: "UTC",
        PATH: `${home}:${Deno.env.get("PATH")}`,
      },
    });
    this.pane.shell("stty -a > before");
  }

  /** The process that was started last. */
  get pid(): number {
    return Number(Deno.readTextFileSync(this.folder.at("pid")));
  }

  /** Runs a line until its exit code, and checks that the terminal is as it was. */
  async ended(code: number): Promise<string> {
    const text = await this.pane.shows(/code \d+/);
    assertEquals(/code (\d+)/.exec(text)?.[1], String(code), text);
    assertEquals(this.pane.state(), CLEAN);
    this.pane.shell("clear; stty -a > after; echo compared");
    await this.pane.shows(/^compared/m);
    const [before, after] = ["before", "after"].map((name) => Deno.readTextFileSync(this.folder.at(name)));
    // its size may have changed
    assertEquals(after.replace(/rows.*columns \d+/, ""), before.replace(/rows.*columns \d+/, ""));
    return text;
  }

  [Symbol.dispose](): void {
    this.pane[Symbol.dispose]();
    this.folder[Symbol.dispose]();
  }
}

/** A test that has a terminal, where there is one. */
export function terminalTest(name: string, run: (terminal: Terminal) => Promise<void>): void {
  Deno.test(name, async () => {
    if (!hasTmux()) return console.log("skipped: tmux, which stands for a terminal, is not installed");
    using terminal = new Terminal();
    await run(terminal);
  });
}
