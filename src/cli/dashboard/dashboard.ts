/**
 * Runs the dashboard beside a pipeline: draws on a clock from the newest snapshot, answers keys at once, and never waits
 * for the terminal. How much it writes is bounded: frames that no key asked for are put off while the link has had enough.
 */
import type { Snapshot } from "../../core/snapshot.ts";
import { App } from "../../tui/app.ts";
import { Differ } from "../../tui/diff.ts";
import type { Input } from "../../tui/input.ts";
import type { Effect } from "../../tui/screen.ts";
import { colorDepth, type ThemeName } from "../../tui/theme.ts";
import type { Io } from "../io.ts";
import type { Observation } from "../observation.ts";
import { Terminal } from "./terminal.ts";
import { timeReader, timeTexts } from "./times.ts";

/** Bytes a second for frames that no key asked for, and how many may be saved up. */
const BYTES_PER_SECOND = 24_000;
const BYTES_SAVED_MAX = 32_000;
const ASIDE_MAX = 4096;

/** How the user wants it. */
export interface DashboardOptions {
  readonly fps: number;
  readonly theme: ThemeName;
  readonly ascii: boolean;
  readonly mouse: boolean;
  readonly timeZone: string;
  readonly isFirstRun: boolean;
}

/** What the dashboard asks of the run. */
export interface DashboardRun {
  readonly observation: Observation;
  /** Does what the user asked for outside the screen; what is said in the hint bar comes back. */
  act(effect: Effect): string | undefined;
  /** The user wants to leave. */
  quit(): void;
}

export class Dashboard {
  readonly #options: DashboardOptions;
  readonly #io: Io;
  readonly #run: DashboardRun;
  readonly #terminal: Terminal;
  readonly #differ: Differ;
  readonly #app: App;
  readonly #closed = Promise.withResolvers<void>();
  #timer: ReturnType<typeof setInterval> | undefined;
  #allowance = BYTES_SAVED_MAX;
  #drawnMs = 0;
  #isWanted = false;
  #aside = "";

  constructor(io: Io, run: DashboardRun, options: DashboardOptions) {
    this.#options = options;
    this.#io = io;
    this.#run = run;
    this.#app = new App(this.#snapshot(), {
      texts: timeTexts(options.timeZone),
      theme: options.theme,
      depth: colorDepth(io.env),
      ascii: options.ascii,
      isFirstRun: options.isFirstRun,
      timeOf: timeReader(options.timeZone, () => this.#snapshot().clockMs),
    });
    this.#differ = new Differ(this.#app.theme);
    this.#terminal = new Terminal(
      { onInput: (input) => this.#input(input), onResize: () => this.#wake() },
      { mouse: options.mouse },
    );
  }

  /** Takes the terminal and draws from now on. */
  open(): void {
    this.#terminal.enter();
    this.#timer = setInterval(() => this.#tick(), 1000 / this.#options.fps);
    this.#draw();
  }

  /** Says something in the hint bar. */
  say(text: string): void {
    this.#app.say(text);
    this.#wake();
  }

  /** Writes before the next frame what changes nothing on the screen: a sequence in the midst of another would break both. */
  aside(text: string): void {
    if (this.#aside.length < ASIDE_MAX) this.#aside += text;
    this.#wake();
  }

  /** The input has ended; the picture stays until the user leaves. */
  async stay(signal: AbortSignal): Promise<void> {
    this.#wake();
    signal.addEventListener("abort", () => this.#closed.resolve(), { once: true });
    if (signal.aborted) this.#closed.resolve();
    await this.#closed.promise;
  }

  /** What the user chose that is worth keeping. */
  get settings() {
    return this.#app.settings;
  }

  /** Gives the terminal back. */
  close(): void {
    clearInterval(this.#timer);
    this.#terminal.close();
    this.#closed.resolve();
  }

  #snapshot(): Snapshot {
    return this.#run.observation.snapshot();
  }

  #input(input: Input): void {
    for (const effect of this.#app.handle(input)) this.#do(effect);
    this.#wake();
  }

  #do(effect: Effect): void {
    switch (effect.type) {
      case "quit":
        this.#run.quit();
        this.#closed.resolve();
        break;
      case "redraw":
        this.#differ.invalidate(this.#app.theme);
        break;
      case "suspend":
        this.#suspend();
        break;
      case "copy":
        this.#terminal.write(`\x1b]52;c;${base64(effect.text)}\x07`);
        this.#app.say("copied");
        break;
      case "mark":
        this.#run.observation.mark(effect.anomaly, effect.mark);
        this.#app.say(this.#run.act(effect) ?? "");
        break;
      default:
        this.#app.say(this.#run.act(effect) ?? "");
    }
  }

  /** Back to the shell, until it says to go on. */
  #suspend(): void {
    if (Deno.build.os === "windows") return;
    this.#terminal.leave();
    const onContinue = () => {
      Deno.removeSignalListener("SIGCONT", onContinue);
      this.#terminal.enter();
      this.#differ.invalidate();
      this.#wake();
    };
    Deno.addSignalListener("SIGCONT", onContinue);
    Deno.kill(0, "SIGTSTP");
  }

  /** Draws soon, because the user did something. */
  #wake(): void {
    if (this.#isWanted) return;
    this.#isWanted = true;
    queueMicrotask(() => {
      if (!this.#terminal.isBusy) this.#draw();
    });
  }

  #tick(): void {
    const nowMs = this.#io.now();
    this.#allowance = Math.min(BYTES_SAVED_MAX, this.#allowance + (nowMs - this.#drawnMs) * BYTES_PER_SECOND / 1000);
    this.#drawnMs = nowMs;
    if (this.#terminal.isBusy || this.#allowance < 0 && !this.#isWanted) return;
    this.#draw();
  }

  #draw(): void {
    this.#isWanted = false;
    if (!this.#app.isPaused) this.#app.take(this.#snapshot());
    const { columns, rows } = this.#terminal.size();
    const text = this.#aside + this.#differ.next(this.#app.draw(columns, rows));
    this.#aside = "";
    this.#allowance -= text.length;
    this.#terminal.write(text).then(() => {
      if (this.#isWanted) this.#draw();
    });
  }
}

function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text.slice(0, 50_000))));
}
