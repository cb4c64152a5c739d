/** The page of a made-up run, without a server. */
import type { AlertsView } from "../../src/core/views/alerts_view.ts";
import type { AnomalyView } from "../../src/core/views/anomaly_view.ts";
import type { Snapshot } from "../../src/core/views/snapshot.ts";
import { createWebApp, type WebApp } from "../../src/web/app.ts";
import type { LiveRun } from "../../src/web/live_run.ts";
import { sampleSnapshot } from "../tui/sample.ts";

export const HOSTILE = `<script>alert(1)</script>"'\`<img src=x onerror=alert(1)>\u001b[31m\u202e{{x}}\r\n\r\ndata: x`;

/** A run in which every text is hostile. */
export function hostileSnapshot(): Snapshot {
  const sample = sampleSnapshot();
  const hostile = (anomaly: AnomalyView): AnomalyView => ({
    ...anomaly,
    event: { ...anomaly.event, message: HOSTILE, source: HOSTILE, reason: HOSTILE, template: HOSTILE },
    recommendation: HOSTILE,
    context: anomaly.context.map((line) => ({ ...line, text: HOSTILE, source: HOSTILE })),
    parts: [{ label: HOSTILE, share: 1 }],
  });
  return {
    ...sample,
    sources: sample.sources.map((source) => ({ ...source, name: HOSTILE, error: HOSTILE })),
    anomalies: { ...sample.anomalies, at: (index) => hostile(sample.anomalies.at(index)) },
    templates: {
      ...sample.templates,
      at: (index) => ({ ...sample.templates.at(index), text: HOSTILE, example: HOSTILE }),
    },
  };
}

export const ALERTS: AlertsView = {
  notifiers: [{ name: "team", waiting: 2, lastSentMs: NaN, problem: "answered with 503" }],
  routes: [{ name: "on-call", waiting: 0, deduplicated: 1, muted: 0, below: 0, limited: 0 }],
  silenced: 0,
  sent: 3,
  waiting: 2,
  dead: 1,
  told: [{
    timeMs: sampleSnapshot().nowMs - 1000,
    route: "on-call",
    status: "firing",
    severity: "critical",
    title: HOSTILE,
  }],
};

export interface PageOptions {
  readonly token?: string;
  readonly snapshot?: () => Snapshot;
  readonly alerts?: AlertsView;
  readonly redact?: (text: string) => string;
  readonly mark?: LiveRun["mark"];
  readonly undoMark?: LiveRun["undoMark"];
}

export function page({ token, snapshot, alerts, redact, mark, undoMark }: PageOptions = {}): WebApp {
  const html = new TextEncoder().encode("<!DOCTYPE html>");
  return createWebApp({
    snapshot: snapshot ?? sampleSnapshot,
    historyTrouble: () => (snapshot ?? sampleSnapshot)().health.historyTrouble,
    alerts: () => alerts,
    redact: redact ?? ((text) => text),
    mark,
    undoMark,
  }, { token, assets: new Map([["/", { type: "text/html; charset=utf-8", bytes: html }]]) });
}

/** Asks under a name. */
export async function ask(app: WebApp, path: string, headers: Record<string, string> = {}): Promise<Response> {
  return await app.fetch(
    new Request(`http://127.0.0.1:8080${path}`, { headers: { host: "127.0.0.1:8080", ...headers } }),
  );
}
