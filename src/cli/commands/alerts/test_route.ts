/**
 * `oddline alerts test ROUTE`: sends a made-up alert to everybody whom a route tells, at once,
 * and says what became of it.
 */
import type { Alert } from "../../../alerts/alert.ts";
import { alertAnomaly, titleOf } from "../../../alerts/alert.ts";
import type { RouteSpec } from "../../../alerts/routes/alert_route.ts";
import { hashText } from "../../../core/hash.ts";
import { systemOutside } from "../../alerting/outside.ts";
import { prepareNotifiers } from "../../alerting/prepare_notifiers.ts";
import { EXIT, UsageError } from "../../errors.ts";
import type { Io } from "../../io.ts";
import { print } from "../../print.ts";
import { didYouMean } from "../../../core/text/suggest.ts";
import type { CommandOptions } from "../../command.ts";

/** Returns 0 when all of them took it, else 1. */
export async function run({ files: [name], settings }: CommandOptions, io: Io): Promise<number> {
  const { alerts } = settings;
  if (alerts === undefined) throw new UsageError("there is no alerts: in oddline.yaml, so there is no route to test");
  const route = alerts.routes.find((known) => known.name === name);
  if (route === undefined) {
    const names = alerts.routes.map((known) => known.name);
    throw new UsageError(`no route is called '${name}'${didYouMean(name, names) || `; there are ${names.join(", ")}`}`);
  }
  const outside = systemOutside((text) => {
    if (io.stderr.isTerminal) io.stderr.write(text);
    return io.stderr.isTerminal;
  });
  const { notifiers, blocked } = prepareNotifiers(alerts, { outside, env: io.env, names: route.notify });
  const alert = madeUpAlert(route, outside.host, io.now());
  let areAllSent = true;
  for (const [notifierName, notifier] of notifiers) {
    const reason = blocked.get(notifierName);
    const outcome = reason === undefined ? await notifier.notify(alert) : { sent: false, reason } as const;
    areAllSent &&= outcome.sent;
    const text = outcome.sent ? "sent" : `FAILED: ${outcome.reason}`;
    await print(io, `${notifierName}: ${text}\n`);
  }
  return areAllSent ? EXIT.fine : EXIT.failed;
}

function madeUpAlert(route: RouteSpec, host: string, nowMs: number): Alert {
  const time = new Date(nowMs).toISOString();
  const anomaly = alertAnomaly({
    type: "anomaly",
    id: hashText(`test ${time}`),
    time,
    source: "oddline alerts test",
    line: 1,
    offset: 0,
    detector: "rule",
    score: 0.97,
    severity: "critical",
    template_id: hashText("test").slice(0, 8),
    template: "this is a test of the route <*>",
    message: `this is a test of the route ${route.name}`,
    reason: `a test of the route ${route.name}; nothing is wrong`,
    evidence: {},
    count: 1,
  });
  return {
    id: anomaly.id,
    status: "firing",
    route: route.name,
    group: { test: "true" },
    group_key: hashText(`${route.name} test`),
    title: titleOf([anomaly], 1, "firing"),
    severity: anomaly.severity,
    score: anomaly.score,
    count: 1,
    anomalies_total: 1,
    time,
    started: time,
    host,
    anomalies: [anomaly],
  };
}
