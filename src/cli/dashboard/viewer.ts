/**
 * The dashboard as a command sees it: opens it at once, shows the run when there is one, and says afterwards on
 * standard error what went wrong meanwhile. What is not needed for the first frame is loaded after it.
 */
import { waitFor } from "../../core/time/waiting.ts";
import { snapshotBeforeRun } from "../../snapshot/before_run.ts";
import type { Effect } from "../../tui/screen.ts";
import type { Io } from "../io.ts";
import type { ViewedRun, Viewer } from "../run/plan.ts";
import type { Settings } from "../settings/settings.ts";
import type { makeActions } from "./actions.ts";
import { Dashboard, type DashboardOptions } from "./dashboard.ts";
import { keepSettings, type KeptSettings, keptSettingsPath, loadKeptSettings } from "./kept_settings.ts";
import type { OpenedPast } from "./past_runs.ts";
import { Terminal } from "./terminal.ts";

/** Warnings that are told again after the dashboard has closed, at most. */
const WARNINGS_MAX = 20;
/** How long loading the rest waits for the first frame to go out, which it would hold up. */
const FIRST_FRAME_MS = 50;

/** What differs between the commands that show a dashboard. */
export interface ViewerOptions {
  /** The file of marks; undefined where none is kept. */
  readonly feedbackPath?: string | undefined;
  /** The history of earlier runs; undefined where none is kept. */
  readonly historyPath?: string | undefined;
}

/** Whether a dashboard can be shown; why not is said once, unless something else was asked for. */
export function canShow(settings: Settings, io: Io): boolean {
  if (settings.headless || settings.format !== undefined || !io.stdout.isTerminal) return false;
  if (io.env.TERM !== "dumb" && Terminal.isThere()) return true;
  io.diagnostics.say("warning", "there is no terminal for the dashboard; events are printed instead");
  return false;
}

/**
 * Takes the terminal, and draws that nothing was read yet; resolves when that is to be seen, or the terminal is slow.
 */
export async function openViewer(settings: Settings, io: Io, options: ViewerOptions = {}): Promise<Viewer> {
  const viewer = new DashboardViewer(settings, io, options);
  await waitFor(viewer.isDrawn, FIRST_FRAME_MS);
  return viewer;
}

class DashboardViewer implements Viewer {
  /** Resolves when the first frame has gone out. */
  readonly isDrawn: Promise<void>;
  readonly #io: Io;
  readonly #options: ViewerOptions;
  readonly #keptPath: string;
  readonly #kept: KeptSettings | undefined;
  readonly #leaving = new AbortController();
  readonly #warnings: string[] = [];
  readonly #dashboard: Dashboard;
  #run: ViewedRun | undefined;
  #act: ReturnType<typeof makeActions> | undefined;
  #past: OpenedPast | undefined;
  #failure: { readonly error: unknown } | undefined;
  #isClosed = false;

  constructor(settings: Settings, io: Io, options: ViewerOptions) {
    this.#io = io;
    this.#options = options;
    this.#keptPath = keptSettingsPath(settings.dbPath);
    this.#kept = loadKeptSettings(this.#keptPath);
    const nothing = snapshotBeforeRun(io.now(), settings.alertThreshold);
    this.#dashboard = new Dashboard(io, {
      observed: { lines: 0, look() {}, snapshot: () => nothing },
      act: (effect) => this.#do(effect),
      quit: () => this.#leaving.abort(),
      failed: (error) => {
        this.#failure ??= { error };
        this.#leaving.abort();
      },
    }, dashboardOptions(settings, this.#kept));
    this.isDrawn = this.#dashboard.open();
  }

  get left(): AbortSignal {
    return this.#leaving.signal;
  }

  open(run: ViewedRun): void {
    this.#run = run;
    this.#dashboard.observe(run.observation);
    const { historyPath } = this.#options;
    if (historyPath !== undefined) void this.#loadPast(historyPath);
  }

  warn(message: string): void {
    if (this.#warnings.length < WARNINGS_MAX) this.#warnings.push(message);
    this.say(message);
  }

  say(message: string): void {
    this.#dashboard.say(message);
  }

  aside(text: string): void {
    this.#dashboard.terminal.send(text);
  }

  stay(signal: AbortSignal): Promise<void> {
    return this.#dashboard.stay(signal);
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#dashboard.close();
    this.#past?.[Symbol.dispose]();
    keepSettings(this.#keptPath, { ...this.#kept, ...this.#dashboard.settings });
    const { diagnostics } = this.#io;
    if (!diagnostics.hasFile) { for (const message of this.#warnings) diagnostics.say("warning", message); }
    if (this.#failure !== undefined) throw this.#failure.error;
  }

  async #do(effect: Effect): Promise<string> {
    const run = this.#run;
    if (run === undefined) return "nothing was read yet";
    const { makeActions } = await import("./actions.ts");
    this.#act ??= makeActions({
      io: this.#io,
      run,
      feedbackPath: this.#options.feedbackPath,
      warn: (message) => this.warn(message),
      past: () => this.#past?.anomalies ?? [],
    });
    return await this.#act(effect, this.#dashboard);
  }

  /** Loads SQLite, and what the history knows of earlier runs. */
  async #loadPast(path: string): Promise<void> {
    const startedMs = this.#io.now();
    const { openPastRuns } = await import("./past_runs.ts");
    if (this.#isClosed) return;
    this.#past = openPastRuns(path, startedMs);
    if (this.#past !== undefined) this.#dashboard.takePast(this.#past);
  }
}

/** What was chosen for this run counts before what was kept of the last. */
function dashboardOptions(settings: Settings, kept: KeptSettings | undefined): DashboardOptions {
  const { fps, ascii, mouse, timeZone, origins } = settings;
  const isChosen = origins.get("theme")?.kind !== "default";
  return {
    fps,
    ascii,
    mouse,
    timeZone,
    theme: isChosen ? settings.theme : kept?.theme ?? settings.theme,
    columns: kept?.columns,
    isFirstRun: kept === undefined,
  };
}
