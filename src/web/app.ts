/**
 * The live page, its JSON, its stream, the metrics: a function from a request to an answer, without a server, so that
 * tests need none. It only looks, but for marks on anomalies (`marking.ts`).
 */
import { type Context, Hono } from "hono";
import { DETECTORS } from "../core/anomaly.ts";
import type { AnomalyView } from "../core/views/anomaly_view.ts";
import { knownHosts, securityHeaders, tokenNeeded } from "./guard.ts";
import type { LiveRun } from "./live_run.ts";
import { answerMark, answerUndo } from "./marking.ts";
import { metricsText } from "./metrics.ts";
import { openApi } from "./open_api.ts";
import { EventHub } from "./stream.ts";
import { topTemplates } from "./top_templates.ts";
import { alertsView, anomalyDetail, anomalyViews, overviewView, sourceView } from "./views.ts";

/** Browsers that are told of changes at once. */
const CLIENTS_MAX = 256;
const LIMIT_MAX = 500;
const LIMIT = 50;
/** Of what is JSON text already. */
const JSON_TYPE = { "content-type": "application/json" } as const;

/** A file of the page. */
export interface Asset {
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Who may see the page, and what it is made of. */
export interface WebAppOptions {
  /** Who has it may ask from anywhere; without one only this machine may. */
  readonly token: string | undefined;
  /** The page's files by their paths, "/" among them. */
  readonly assets: ReadonlyMap<string, Asset>;
}

/** The page of one run. */
export interface WebApp {
  fetch(request: Request): Response | Promise<Response>;
  /** Gives browsers a new picture; to be called about once a second. Costs nothing while nobody looks. */
  tick(): void;
  /** Ends all streams. */
  close(): void;
}

/** Makes the page of a run. */
export function createWebApp(run: LiveRun, { token, assets }: WebAppOptions): WebApp {
  const hub = new EventHub(CLIENTS_MAX);
  const overview = () => JSON.stringify(overviewView(run.snapshot(), run.alerts(), redact));
  const redact = (text: string) => run.redact(text);
  const templates = topTemplates(redact);
  const app = new Hono();
  app.use(securityHeaders);
  app.get("/healthz", (context) => context.text("ok\n"));
  // it reads and judges all the same; why the history fails is for those with a token
  app.get(
    "/readyz",
    (context) => context.text(run.historyTrouble() === "" ? "ok\n" : "ok, but the history cannot be written\n"),
  );
  app.use(token === undefined ? knownHosts() : tokenNeeded(token));
  for (const [path, { type, bytes }] of assets) {
    app.get(path, (context) => context.body(bytes, 200, { "content-type": type }));
  }
  app.get("/metrics", async (context) => {
    const { text, type } = await metricsText(run.snapshot(), run.alerts(), redact);
    return context.body(text, 200, { "content-type": type });
  });
  app.get("/api/v1/openapi.json", (context) => context.json(openApi()));
  app.get("/api/v1/overview", (context) => context.body(overview(), 200, JSON_TYPE));
  app.get("/api/v1/anomalies", (context) => {
    const query = readQuery(context);
    return typeof query === "string"
      ? context.json({ error: query }, 400)
      : context.json({ anomalies: anomalyViews(run.snapshot(), { ...query, redact }) });
  });
  app.get("/api/v1/anomalies/:id", (context) => {
    const { anomalies } = run.snapshot();
    for (let k = anomalies.length - 1; k >= 0; k--) {
      if (anomalies.at(k).event.id === context.req.param("id")) {
        return context.json(anomalyDetail(anomalies.at(k), redact));
      }
    }
    return context.json({ error: "there is no such anomaly, or it is too old to be known" }, 404);
  });
  app.post("/api/v1/anomalies/:id/mark", (context) => answerMark(context, run));
  app.post("/api/v1/marks/undo", (context) => answerUndo(context, run));
  app.get("/api/v1/templates", (context) => {
    const limit = readLimit(context);
    if (limit === undefined) return context.json({ error: LIMIT_ERROR }, 400);
    return context.body(templates(run.snapshot(), limit), 200, JSON_TYPE);
  });
  app.get(
    "/api/v1/sources",
    (context) =>
      context.json({ sources: run.snapshot().sources.slice(0, LIMIT_MAX).map((view) => sourceView(view, redact)) }),
  );
  app.get("/api/v1/alerts", (context) => {
    const alerts = run.alerts();
    return context.json({ alerts: alerts === undefined ? null : alertsView(alerts, run.snapshot().nowMs) });
  });
  app.get("/api/v1/stream", (context) => {
    const stream = hub.open(overview);
    if (stream === undefined) return context.text("Too many browsers look already.\n", 503, { "retry-after": "10" });
    return context.body(stream, 200, { "content-type": "text/event-stream", "x-accel-buffering": "no" });
  });
  app.notFound((context) => context.json({ error: "there is nothing here" }, 404));
  app.onError((error, context) => context.json({ error: error.name }, 500));
  return {
    fetch: (request) => app.fetch(request),
    tick: () => hub.size > 0 && hub.publish(overview()),
    close: () => hub.close(),
  };
}

const LIMIT_ERROR = `limit is a whole number from 1 to ${LIMIT_MAX}`;

function readLimit(context: Context): number | undefined {
  const text = context.req.query("limit");
  if (text === undefined) return LIMIT;
  const limit = Number(text);
  return /^\d{1,3}$/.test(text) && limit >= 1 && limit <= LIMIT_MAX ? limit : undefined;
}

/** What is asked of the anomalies, or what is wrong with it. */
function readQuery(context: Context): { limit: number; accepts: (anomaly: AnomalyView) => boolean } | string {
  const limit = readLimit(context);
  if (limit === undefined) return LIMIT_ERROR;
  const detector = context.req.query("detector");
  if (detector !== undefined && !(DETECTORS as readonly string[]).includes(detector)) {
    return `detector is one of ${DETECTORS.join(" ")}`;
  }
  const text = context.req.query("text")?.toLowerCase();
  const scoreMin = Number(context.req.query("score_min") ?? 0);
  if (!(scoreMin >= 0 && scoreMin <= 1)) return "score_min is a number from 0 to 1";
  return {
    limit,
    accepts: ({ event, score }) =>
      score >= scoreMin && (detector === undefined || event.detector === detector) &&
      (text === undefined || `${event.source}\n${event.message}\n${event.reason}`.toLowerCase().includes(text)),
  };
}
