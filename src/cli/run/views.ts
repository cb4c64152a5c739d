/**
 * Who looks at a run while it goes on: a dashboard, the page, both, or nobody. What they need is loaded only for them.
 */
import type { Pipeline } from "../../pipeline/pipeline.ts";
import type { LivePage } from "../http/live_page.ts";
import type { Io } from "../io.ts";
import type { Observation } from "./observation.ts";
import type { Settings } from "../settings/settings.ts";
import type { RunPlan } from "./plan.ts";
import type { Surroundings } from "./surroundings.ts";

/** What shows a run. */
export interface RunViews {
  /** What they look at. */
  readonly observation: Observation;
  /** Where the page is; undefined for none. */
  readonly url: string | undefined;
  /** Shows the run on the dashboard, if there is one. */
  show(): void;
  closePage(): Promise<void>;
}

/**
 * Prepares what shows a run: undefined where nobody looks. The result opens it, once there is a pipeline. Throws
 * UsageError where the page may not be opened.
 */
export async function prepareViews(
  settings: Settings,
  io: Io,
  plan: RunPlan,
  { startedMs, redact, feedback, tell, ending }: Surroundings,
): Promise<((pipeline: Pipeline) => Promise<RunViews>) | undefined> {
  const { viewer, alerting, feedbackPath, recorder, truth } = plan;
  const openPage = await preparePage(settings, io);
  if (viewer === undefined && openPage === undefined) return undefined;
  const marksChanged = () => feedback?.poll();
  return async (pipeline) => {
    const { Observation } = await import("./observation.ts");
    const suppressed = () => feedback?.suppressor.suppressed ?? 0;
    const observation = new Observation(pipeline, {
      now: io.now,
      startedMs,
      resumedMs: plan.resumedMs ?? NaN,
      suppressed,
      alertThreshold: settings.alertThreshold,
      sourceErrors: plan.warnings?.bySource,
      historyTrouble: () => recorder?.history.trouble ?? "",
      truth,
    });
    const alerts = () => alerting?.view();
    const page: LivePage | undefined = await openPage?.(
      { observation, alerts, redact, feedbackPath, now: io.now, marksChanged },
      tell,
    );
    return {
      observation,
      url: page?.url,
      show: () =>
        viewer?.open({ observation, marksChanged, ignoreInterrupts: (ignored) => ending.ignoreInterrupts(ignored) }),
      closePage: async () => await page?.close(),
    };
  };
}

/** Checks whether there may be a page, and makes what opens it. */
async function preparePage(settings: Settings, io: Io) {
  const { httpAddress } = settings;
  if (httpAddress === undefined) return undefined;
  const { openLivePage, pageToken } = await import("../http/live_page.ts");
  const token = pageToken(httpAddress, settings, io.env);
  return (run: Parameters<typeof openLivePage>[1], warn: (message: string) => void) =>
    openLivePage(httpAddress, run, { token, warn });
}
