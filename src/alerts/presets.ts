/** The bodies that well-known receivers take. */
import type { Alert, AlertAnomaly } from "./alert.ts";
import { worstOf } from "./alert.ts";
import type { Preset } from "./notifier_spec.ts";

/** PagerDuty's address, where none is given (Events API v2). */
export const PAGERDUTY_URL = "https://events.pagerduty.com/v2/enqueue";

const SLACK_COLORS = { info: "#439fe0", warning: "#e0a030", critical: "#d03030" } as const;

/** Makes the body; `key` is PagerDuty's routing key. */
export function presetBody(preset: Preset, alert: Alert, key = ""): unknown {
  switch (preset) {
    case "json":
      return alert;
    case "slack":
      return slack(alert);
    case "alertmanager":
      return alertmanager(alert);
    case "pagerduty":
      return pagerduty(alert, key);
  }
}

/**
 * Slack, "Incoming webhooks"; its three special characters are escaped, so that a log can
 * neither link nor call anybody.
 */
function slack(alert: Alert): unknown {
  const lines = alert.anomalies.map((anomaly) =>
    `*${slackText(anomaly.reason)}* (${anomaly.detector}, ${anomaly.score.toFixed(2)}, ${anomaly.count}×)\n` +
    `${slackText(anomaly.source)}:${anomaly.line}\n\`\`\`${slackText(anomaly.message).replaceAll("```", "'''")}\`\`\`` +
    (anomaly.recommendation === "" ? "" : `\n${slackText(anomaly.recommendation)}`)
  );
  const title = `[${alert.status === "resolved" ? "over" : alert.severity}] ${slackText(alert.title)}`;
  return { text: title, attachments: [{ color: SLACK_COLORS[alert.severity], text: lines.join("\n\n") }] };
}

function slackText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** Prometheus Alertmanager, `POST /api/v2/alerts`: one alert for each anomaly, and an end when they are over. */
function alertmanager(alert: Alert): unknown {
  return alert.anomalies.map((anomaly) => ({
    labels: {
      alertname: `Oddline_${anomaly.detector}`,
      severity: anomaly.severity,
      instance: alert.host,
      route: alert.route,
      source: anomaly.source,
      detector: anomaly.detector,
      template_id: anomaly.template_id,
    },
    annotations: {
      summary: anomaly.reason,
      description: anomaly.message,
      template: anomaly.template,
      recommendation: anomaly.recommendation,
      count: String(anomaly.count),
      score: String(anomaly.score),
    },
    startsAt: alert.started,
    ...(alert.status === "resolved" && { endsAt: alert.time }),
  }));
}

/** PagerDuty, Events API v2. */
function pagerduty(alert: Alert, key: string): unknown {
  const worst: AlertAnomaly | undefined = worstOf(alert.anomalies);
  return {
    routing_key: key,
    event_action: alert.status === "resolved" ? "resolve" : "trigger",
    dedup_key: `oddline-${alert.group_key}`,
    payload: {
      summary: alert.title,
      source: alert.host || "oddline",
      severity: alert.severity,
      timestamp: alert.time,
      component: worst?.source ?? "",
      group: alert.route,
      class: worst?.detector ?? "",
      custom_details: { group: alert.group, count: alert.count, anomalies: alert.anomalies },
    },
  };
}
