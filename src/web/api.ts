/** The JSON of the page and of programs, under /api/v1 (open_api.ts describes it), and the stream of overviews. */
import { Hono } from "hono";
import type { AnomalyView } from "../core/views/anomaly_view.ts";
import type { Snapshot } from "../core/views/snapshot.ts";
import type { LiveRun } from "./live_run.ts";
import { answerMark, answerUndo } from "./marking.ts";
import { openApi } from "./open_api.ts";
import { LIMIT_ERROR, LIMIT_MAX, readAnomalyQuery, readLimit } from "./query.ts";
import type { EventHub } from "./stream.ts";
import { topTemplates } from "./top_templates.ts";
import { alertsView, anomalyDetail, anomalyViews, sourceView } from "./views.ts";

/** Of what is JSON text already. */
const JSON_TYPE = { "content-type": "application/json" } as const;

/** Answers what is asked of a run; `overview` makes the JSON that the stream sends too. */
export function createApi(run: LiveRun, hub: EventHub, overview: () => string): Hono {
  const redact = (text: string) => run.redact(text);
  const templates = topTemplates(redact);
  const api = new Hono();
  api.get("/openapi.json", (context) => context.json(openApi()));
  api.get("/overview", (context) => context.body(overview(), 200, JSON_TYPE));
  api.get("/anomalies", (context) => {
    const query = readAnomalyQuery(context);
    return typeof query === "string"
      ? context.json({ error: query }, 400)
      : context.json({ anomalies: anomalyViews(run.snapshot(), { ...query, redact }) });
  });
  api.get("/anomalies/:id", (context) => {
    const anomaly = newestOf(run.snapshot(), context.req.param("id"));
    return anomaly === undefined
      ? context.json({ error: "there is no such anomaly, or it is too old to be known" }, 404)
      : context.json(anomalyDetail(anomaly, redact));
  });
  api.post("/anomalies/:id/mark", (context) => answerMark(context, run));
  api.post("/marks/undo", (context) => answerUndo(context, run));
  api.get("/templates", (context) => {
    const limit = readLimit(context);
    if (limit === undefined) return context.json({ error: LIMIT_ERROR }, 400);
    return context.body(templates(run.snapshot(), limit), 200, JSON_TYPE);
  });
  api.get(
    "/sources",
    (context) =>
      context.json({ sources: run.snapshot().sources.slice(0, LIMIT_MAX).map((view) => sourceView(view, redact)) }),
  );
  api.get("/alerts", (context) => {
    const alerts = run.alerts();
    return context.json({ alerts: alerts === undefined ? null : alertsView(alerts, run.snapshot().nowMs) });
  });
  api.get("/stream", (context) => {
    const stream = hub.open(overview);
    if (stream === undefined) return context.text("Too many browsers look already.\n", 503, { "retry-after": "10" });
    return context.body(stream, 200, { "content-type": "text/event-stream", "x-accel-buffering": "no" });
  });
  return api;
}

function newestOf({ anomalies }: Snapshot, id: string): AnomalyView | undefined {
  for (let k = anomalies.length - 1; k >= 0; k--) if (anomalies.at(k).event.id === id) return anomalies.at(k);
  return undefined;
}
