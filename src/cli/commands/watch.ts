/**
 * `oddline watch`: follows files or standard input, and shows or prints events as they come. The dashboard is drawn
 * before what reads and judges is loaded, which takes longer than all that comes before it.
 */
import type { Io } from "../io.ts";
import { viewerOf } from "../run/viewer_of.ts";
import { watchFeedbackPath } from "../settings/kept_files.ts";
import type { Settings } from "../settings/settings.ts";
import { hasControllingTerminal, listenForEnd } from "../run/signals.ts";
import type { CommandOptions } from "../command.ts";

/** Returns the exit code. */
export async function run(options: CommandOptions, io: Io): Promise<number> {
  const hangup = { ask: () => {} };
  // before the terminal is taken, which a signal would else leave as it is
  using ending = listenForEnd(hasControllingTerminal() ? {} : { onHangup: () => hangup.ask() });
  const openViewer = (settings: Settings) =>
    viewerOf(settings, io, {
      feedbackPath: watchFeedbackPath(settings),
      historyPath: settings.history ? settings.dbPath : undefined,
    });
  const viewer = await openViewer(options.settings);
  try {
    const { watch } = await import("../reload/watching.ts");
    return await watch(options, io, { ending, hangup, viewer, openViewer });
  } finally {
    viewer?.close();
  }
}
