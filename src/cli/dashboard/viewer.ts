/**
 * The dashboard as a command sees it: opens it when the pipeline is there, does outside the screen what the user asks
 * for, and says afterwards on standard error what went wrong meanwhile.
 */
import type { Io } from "../io.ts";
import type { Viewer } from "../run_pipeline.ts";
import type { Settings } from "../settings.ts";
import { Dashboard } from "./dashboard.ts";

/** Warnings that are told again after the dashboard has closed, at most. */
const WARNINGS_MAX = 20;

/** Makes the viewer of a run. */
export function openViewer(settings: Settings, io: Io): Viewer {
  const leaving = new AbortController();
  const warnings: string[] = [];
  let dashboard: Dashboard | undefined;
  return {
    left: leaving.signal,
    open(observation) {
      const { fps, theme, ascii, mouse, timeZone } = settings;
      dashboard = new Dashboard(io, {
        observation,
        act: () => undefined,
        quit: () => leaving.abort(),
      }, { fps, theme, ascii, mouse, timeZone, isFirstRun: true });
      dashboard.open();
    },
    warn(message) {
      if (warnings.length < WARNINGS_MAX) warnings.push(message);
      dashboard?.say(message);
    },
    aside: (text) => dashboard?.aside(text),
    stay: async (signal) => await dashboard?.stay(signal),
    close() {
      dashboard?.close();
      for (const message of warnings.splice(0)) io.stderr.write(`oddline: ${message}\n`);
    },
  };
}
