/**
 * The dashboard as a command sees it: opens it when the pipeline is there, and says afterwards on standard error what went
 * wrong meanwhile.
 */
import type { Io } from "../io.ts";
import type { Viewer } from "../run/plan.ts";
import type { Settings } from "../settings.ts";
import { makeActions } from "./actions.ts";
import { Dashboard } from "./dashboard.ts";
import { keepSettings, keptSettingsPath, loadKeptSettings } from "./kept_settings.ts";
import type { OpenedPast } from "./past_runs.ts";
import { Terminal } from "./terminal.ts";

/** Warnings that are told again after the dashboard has closed, at most. */
const WARNINGS_MAX = 20;

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

/** Makes the viewer of a run. */
export function openViewer(settings: Settings, io: Io, { feedbackPath, historyPath }: ViewerOptions = {}): Viewer {
  const leaving = new AbortController();
  const warnings: string[] = [];
  const path = keptSettingsPath(settings.dbPath);
  const kept = loadKeptSettings(path);
  let dashboard: Dashboard | undefined;
  let past: OpenedPast | undefined;
  let isClosed = false;
  let failure: { readonly error: unknown } | undefined;
  const warn = (message: string) => {
    if (warnings.length < WARNINGS_MAX) warnings.push(message);
    dashboard?.say(message);
  };
  // SQLite is loaded, and the history looked into, once the first frame is drawn
  const loadPast = async (path: string, shown: Dashboard) => {
    const startedMs = io.now();
    const { openPastRuns } = await import("./past_runs.ts");
    if (isClosed) return;
    past = openPastRuns(path, startedMs);
    if (past !== undefined) shown.takePast(past);
  };
  return {
    left: leaving.signal,
    open(run) {
      const { fps, ascii, mouse, timeZone, origins } = settings;
      const isChosen = origins.get("theme")?.kind !== "default";
      const theme = isChosen ? settings.theme : kept?.theme ?? settings.theme;
      dashboard = new Dashboard(io, {
        observation: run.observation,
        act: makeActions({ io, run, feedbackPath, warn, past: () => past?.anomalies ?? [] }),
        quit: () => leaving.abort(),
        failed: (error) => {
          failure ??= { error };
          leaving.abort();
        },
      }, {
        fps,
        theme,
        ascii,
        mouse,
        timeZone,
        screen: kept?.screen ?? "overview",
        columns: kept?.columns,
        isFirstRun: kept === undefined,
      });
      dashboard.open();
      if (historyPath !== undefined) loadPast(historyPath, dashboard);
    },
    warn,
    aside: (text) => dashboard?.terminal.send(text),
    say: (message) => dashboard?.say(message),
    stay: async (signal) => await dashboard?.stay(signal),
    close() {
      isClosed = true;
      dashboard?.close();
      past?.[Symbol.dispose]();
      if (dashboard !== undefined) keepSettings(path, { ...kept, ...dashboard.settings });
      if (!io.diagnostics.hasFile) { for (const message of warnings.splice(0)) io.diagnostics.say("warning", message); }
      if (failure !== undefined) throw failure.error;
    },
  };
}
