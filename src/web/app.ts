/**
 * The live page, its JSON (api.ts), the metrics: a function from a request to an answer, without a server, so that
 * tests need none. It only looks, but for marks on anomalies (marking.ts).
 */
import { Hono } from "hono";
import { createApi } from "./api.ts";
import { knownHosts, securityHeaders, tokenNeeded } from "./guard.ts";
import type { LiveRun } from "./live_run.ts";
import { metricsText } from "./metrics.ts";
import { EventHub } from "./stream.ts";
import { overviewView } from "./views.ts";

/** Browsers that are told of changes at once. */
const CLIENTS_MAX = 256;

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
  const redact = (text: string) => run.redact(text);
  const overview = () => JSON.stringify(overviewView(run.snapshot(), run.alerts(), redact));
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
  app.route("/api/v1", createApi(run, hub, overview));
  app.notFound((context) => context.json({ error: "there is nothing here" }, 404));
  app.onError((error, context) => context.json({ error: error.name }, 500));
  return {
    fetch: (request) => app.fetch(request),
    tick: () => hub.size > 0 && hub.publish(overview()),
    close: () => hub.close(),
  };
}
