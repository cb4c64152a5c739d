/**
 * The dashboard of a run, where there is a terminal for it and nothing else was asked for. What it
 * takes is loaded only then.
 */
import type { ViewerOptions } from "../dashboard/viewer.ts";
import type { Io } from "../io.ts";
import type { Settings } from "../settings/settings.ts";
import type { Viewer } from "./plan.ts";

/** Takes the terminal and draws at once, before there is a run. Whoever calls has to close it, whatever happens. */
export async function viewerOf(settings: Settings, io: Io, options: ViewerOptions = {}): Promise<Viewer | undefined> {
  if (!io.stdout.isTerminal) return undefined;
  const { canShow, openViewer } = await import("../dashboard/viewer.ts");
  return canShow(settings, io) ? openViewer(settings, io, options) : undefined;
}
