/** Where Oddline keeps its own files, when it is not told: with the database or with the state, one name for all. */
import type { Environment } from "../environment.ts";
import type { KeptFileSettings } from "./settings.ts";

/** Where the database of the history is: in the XDG base directory for state that is worth keeping. */
export function defaultDatabase(env: Environment): string {
  const base = env.XDG_STATE_HOME || (env.HOME ? `${env.HOME}/.local/state` : "/var/lib");
  return `${base}/oddline/oddline.db`;
}

/** Where `watch` keeps its state: where `--state` says, else beside the database. */
export function watchStatePath(settings: KeptFileSettings): string {
  return settings.statePath ?? `${settings.dbPath.replace(/\.db$/, "")}.state.json`;
}

/** Where `watch` keeps the alerts that are to be sent. */
export function alertsPath({ dbPath }: KeptFileSettings): string {
  return `${dbPath.replace(/\.db$/, "")}.alerts.jsonl`;
}

/** Where `scan` and `evaluate` find what was marked normal: nowhere unless it, or a state, is named. */
export function scanFeedbackPath({ feedbackPath, statePath }: KeptFileSettings): string | undefined {
  return feedbackPath ?? (statePath === undefined ? undefined : besideState(statePath));
}

/** Where `watch` finds what was marked normal, and `oddline feedback` keeps it: with the state. */
export function watchFeedbackPath(settings: KeptFileSettings): string {
  return settings.feedbackPath ?? besideState(watchStatePath(settings));
}

function besideState(statePath: string): string {
  return `${statePath.replace(/(\.state)?\.json$/, "")}.feedback.json`;
}
