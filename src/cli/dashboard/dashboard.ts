/**
 * Runs the dashboard beside a pipeline: draws on a clock from the newest snapshot, answers keys at once, and
 * never waits for the terminal. How much it writes is bounded: frames that no key asked for are put off while
 * the link has had enough.
 */
import { errorMessage } from "../../core/error_message.ts";
import type { PastRuns } from "../../core/views/past_runs.ts";
import type { Snapshot } from "../../core/views/snapshot.ts";
import { App } from "../../tui/app.ts";
import type { ColumnChoices } from "../../tui/tables/columns.ts";
import { Differ } from "../../tui/diff.ts";
import type { Input } from "../../tui/input.ts";
import type { Effect } from "../../tui/screen.ts";
import { colorDepth, type ThemeChoice, themeFor, themeFromEnvironment } from "../../tui/theme.ts";
import type { Io } from "../io.ts";
import type { Observation } from "../run/observation.ts";
import { FrameBudget } from "./frame_budget.ts";
import { suspend } from "./suspend.ts";
import { Terminal } from "./terminal.ts";
import { timeReader, timeTexts } from "./times.ts";

/** While no line comes in, only the clock moves. */
const QUIET_MS = 1000;

/** How the user wants it. */
export interface DashboardOptions {
  readonly fps: number;
  readonly theme: ThemeChoice;
  readonly columns: ColumnChoices | undefined;
  readonly ascii: boolean;
  readonly mouse: boolean;
  readonly timeZone: string;
  readonly isFirstRun: boolean;
}

/** What the dashboard shows. */
export type Observed = Pick<Observation, "lines" | "look" | "snapshot">;

/** What the dashboard asks of those who have opened it. */
export interface DashboardRun {
  /** Does what the user asked for outside the screen; what is said in the hint bar comes back. */
  act(effect: Effect, dashboard: Dashboard): Promise<string>;
  /** The user wants to leave, or nobody is there any more. */
  quit(): void;
  /** Drawing has failed; the dashboard has closed. */
  failed(error: unknown): void;
}

/** What the dashboard needs of a terminal. */
export type DashboardTerminal = Pick<
  Terminal,
  "enter" | "idle" | "settle" | "leave" | "close" | "lend" | "send" | "write" | "size" | "isBusy" | "written"
>;

export class Dashboard {
  readonly terminal: DashboardTerminal;
  readonly #options: DashboardOptions;
  readonly #io: Pick<Io, "now" | "env">;
  readonly #run: DashboardRun;
  #observed: Observed;
  readonly #differ: Differ;
  readonly #app: App;
  readonly #closed = Promise.withResolvers<void>();
  readonly #budget: FrameBudget;
  #timer: ReturnType<typeof setInterval> | undefined;
  #drawnMs = 0;
  #drawnLines = -1;
  #isWanted = false;

  constructor(
    io: Pick<Io, "now" | "env">,
    { observed, ...run }: DashboardRun & { readonly observed: Observed },
    options: DashboardOptions,
    openTerminal: (...args: ConstructorParameters<typeof Terminal>) => DashboardTerminal = (...args) =>
      new Terminal(...args),
  ) {
    this.#options = options;
    this.#io = io;
    this.#run = run;
    this.#observed = observed;
    this.#budget = new FrameBudget(options.fps);
    this.#app = new App(this.#snapshot(), {
      texts: timeTexts(options.timeZone),
      theme: options.theme === "auto" ? themeFromEnvironment(io.env) : options.theme,
      columns: options.columns,
      depth: colorDepth(io.env),
      ascii: options.ascii,
      isFirstRun: options.isFirstRun,
      timeOf: timeReader(options.timeZone, () => this.#snapshot().clockMs),
    });
    this.#differ = new Differ(this.#app.theme);
    this.terminal = openTerminal(
      {
        onInput: (input) => this.#input(input),
        onResize: () => this.#wake(),
        onBackground: (rgb) => this.#background(rgb),
        onGone: () => this.#end(),
      },
      { mouse: options.mouse, asksBackground: options.theme === "auto" },
    );
  }

  /** Takes the terminal and draws from now on. Resolves when the first frame has gone out. */
  async open(): Promise<void> {
    this.terminal.enter();
    this.#timer = setInterval(() => this.#guard(() => this.#tick()), 1000 / this.#options.fps);
    this.#guard(() => this.#draw());
    await this.terminal.idle;
  }

  /** Shows something else from now on. */
  observe(observed: Observed): void {
    this.#observed = observed;
    this.#wake();
  }

  /** Takes what the history knows of earlier runs. */
  takePast(past: PastRuns): void {
    this.#app.takePast(past);
    this.#wake();
  }

  /** Says something in the hint bar. */
  say(text: string): void {
    this.#app.say(text);
    this.#wake();
  }

  /** Copies text to the clipboard of whoever sits at the terminal, by OSC 52. */
  copy(text: string): void {
    this.terminal.send(`\x1b]52;c;${base64(text)}\x07`);
  }

  /** Lends the terminal to another program. */
  async lend(use: () => Promise<void>): Promise<void> {
    await this.terminal.lend(use);
    this.#differ.invalidate();
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
  get settings(): App["settings"] {
    return this.#app.settings;
  }

  /** Gives the terminal back. */
  close(): void {
    clearInterval(this.#timer);
    this.terminal.close();
    this.#closed.resolve();
  }

  #snapshot(): Snapshot {
    return this.#observed.snapshot();
  }

  #input(input: Input): void {
    this.#guard(() => {
      for (const effect of this.#app.handle(input)) this.#do(effect);
    });
    this.#wake();
  }

  /** The terminal has said what its background is. */
  #background(rgb: number): void {
    if (!this.#app.suggestTheme(themeFor(rgb))) return;
    this.#differ.invalidate(this.#app.theme);
    this.#wake();
  }

  #do(effect: Effect): void {
    switch (effect.type) {
      case "quit":
        this.#quit();
        break;
      case "redraw":
        this.#differ.invalidate(this.#app.theme);
        break;
      case "suspend":
        this.#suspend();
        break;
      default:
        this.#run.act(effect, this).then(
          (text) => this.say(text),
          (error) => this.say(errorMessage(error)),
        );
    }
  }

  async #quit(): Promise<void> {
    await this.terminal.settle();
    this.#end();
  }

  #end(): void {
    this.#run.quit();
    this.#closed.resolve();
  }

  async #suspend(): Promise<void> {
    const trouble = await suspend(this.terminal, () => {
      this.#differ.invalidate();
      this.#wake();
    });
    if (trouble !== undefined) this.say(trouble);
  }

  /** Draws soon, because the user did something. */
  #wake(): void {
    if (this.#isWanted) return;
    this.#isWanted = true;
    queueMicrotask(() =>
      this.#guard(() => {
        if (!this.terminal.isBusy) this.#draw();
      })
    );
  }

  #tick(): void {
    const nowMs = this.#io.now();
    this.#budget.earn(nowMs);
    this.#observed.look();
    if (this.terminal.isBusy) return;
    if (!this.#isWanted) {
      if (!this.#budget.isLeft) return;
      const isQuiet = this.#observed.lines === this.#drawnLines && !this.#app.isUnfinished;
      if (isQuiet && nowMs - this.#drawnMs < QUIET_MS) return;
    }
    this.#draw();
  }

  #draw(): void {
    this.#isWanted = false;
    this.#drawnMs = this.#io.now();
    this.#drawnLines = this.#observed.lines;
    if (!this.#app.isPaused) this.#app.take(this.#snapshot());
    const { columns, rows } = this.terminal.size();
    const text = this.#differ.next(this.#app.draw(columns, rows));
    const before = this.terminal.written;
    const written = this.terminal.write(text);
    this.#budget.spend(this.terminal.written - before);
    written.then(() =>
      this.#guard(() => {
        if (this.#isWanted && !this.terminal.isBusy) this.#draw();
      })
    );
  }

  /** A fault in drawing ends the run in good order: the terminal is given back, what was learnt is saved. */
  #guard(act: () => void): void {
    try {
      act();
    } catch (error) {
      this.close();
      this.#run.failed(error);
    }
  }
}

function base64(text: string): string {
  return new TextEncoder().encode(text.slice(0, 50_000)).toBase64();
}
