/** What users ask of the dashboard that reaches beyond the screen: marks, files that are written or opened, copies. */
import type { AnomalyView } from "../../core/views/anomaly_view.ts";
import type { Effect } from "../../tui/screen.ts";
import type { Io } from "../io.ts";
import type { ViewedRun } from "../run/plan.ts";
import type { Dashboard } from "./dashboard.ts";
import { Marking } from "../feedback/marking.ts";
import { mayRun, openCommand, runOnTerminal } from "./open_file.ts";
import type { PastAnomaly } from "./past_runs.ts";

export interface ActionOptions {
  readonly io: Io;
  readonly run: ViewedRun;
  /** The file of marks; undefined where none is kept. */
  readonly feedbackPath: string | undefined;
  readonly warn: (message: string) => void;
  /** Anomalies of earlier runs that are shown. */
  past(): readonly PastAnomaly[];
}

/** Makes the function that does what the user asks for; it returns what to say of it. */
export function makeActions({ io, run, feedbackPath, warn, past }: ActionOptions): typeof act {
  let marking: Marking | undefined;
  const { anomalies } = run.observation.observer;
  const markingOf = () =>
    marking ??= new Marking({
      path: feedbackPath,
      now: io.now,
      warn,
      anomalies: () => [...anomalies.all(), ...past()],
      changed: () => run.marksChanged(),
    });
  return act;

  async function act(effect: Effect, dashboard: Dashboard): Promise<string> {
    switch (effect.type) {
      case "copy":
        dashboard.copy(effect.text);
        return "copied";
      case "mark":
        return await markingOf().mark(effect);
      case "undo mark":
        return await markingOf().undo();
      case "export":
        return await exported(effect.anomalies, [...past(), ...anomalies.all()], io);
      case "open":
        return await opened(effect.source, effect.line, dashboard, { io, run });
      default:
        return "";
    }
  }
}

/** Writes anomalies as NDJSON into the working folder, under a name that is not taken. */
async function exported(ids: readonly string[], known: readonly AnomalyView[], io: Io): Promise<string> {
  const stamp = new Date(io.now()).toISOString().slice(0, 19).replace(/[-:]/g, "").replace("T", "-");
  const name = `oddline-anomalies-${stamp}.ndjson`;
  const byId = new Map(known.map((anomaly) => [anomaly.event.id, anomaly]));
  const lines = [...new Set(ids)].flatMap((id) => {
    const anomaly = byId.get(id);
    if (anomaly === undefined) return [];
    const { event, count, score, closed, mark, lastTimeMs, context } = anomaly;
    const last_time = Number.isNaN(lastTimeMs) ? null : new Date(lastTimeMs).toISOString();
    return [`${JSON.stringify({ ...event, count, score, last_time, closed, mark, context })}\n`];
  });
  await Deno.writeTextFile(`${io.cwd}/${name}`, lines.join(""), { createNew: true });
  return `${lines.length === 1 ? "1 anomaly" : `${lines.length} anomalies`} written to ${name}`;
}

/** Opens the file in the user's pager; where that is not allowed or not possible the place is copied. */
async function opened(
  source: string,
  line: number,
  dashboard: Dashboard,
  { io, run }: { readonly io: Io; readonly run: ViewedRun },
): Promise<string> {
  const place = `${source}:${line}`;
  const copied = (why: string) => {
    dashboard.copy(place);
    return `${why}: ${place} was copied instead`;
  };
  if (!isFile(source)) return `${source} is no file that could be opened`;
  const command = openCommand(io.env, source, line);
  if (!mayRun(command[0])) return copied("starting a program needs the permission --allow-run");
  try {
    run.ignoreInterrupts(true);
    await dashboard.lend(() => runOnTerminal(command));
    return "";
  } catch {
    return copied(`${command[0]} cannot be started`);
  } finally {
    run.ignoreInterrupts(false);
  }
}

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}
