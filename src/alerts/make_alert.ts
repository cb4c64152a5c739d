/** Makes what is sent of a group. */
import { hashText } from "../core/hash.ts";
import { type Alert, type AlertAnomaly, type AlertStatus, severityRank, titleOf, worstOf } from "./alert.ts";
import type { Group } from "./routes/group.ts";

/** Anomalies that one alert shows. */
const SHOWN_MAX = 10;

/** What an alert says beside its group and its anomalies. */
interface AlertFacts {
  readonly status: AlertStatus;
  readonly route: string;
  readonly host: string;
  readonly wallMs: number;
}

/** An alert about anomalies of a group. */
export function makeAlert(
  group: Group,
  anomalies: readonly AlertAnomaly[],
  { status, route, host, wallMs }: AlertFacts,
): Alert {
  const time = new Date(wallMs).toISOString();
  const total = anomalies.length + group.more;
  const severity = anomalies.reduce<AlertAnomaly["severity"]>(
    (most, each) => severityRank(each.severity) > severityRank(most) ? each.severity : most,
    "info",
  );
  return {
    id: hashText(`${route} ${group.key} ${status} ${anomalies.map(({ id }) => id).join(" ")} ${time}`),
    status,
    route,
    group: group.labels,
    group_key: group.alertKey,
    title: titleOf(anomalies, total, status),
    severity,
    score: worstOf(anomalies)?.score ?? 0,
    count: anomalies.reduce((sum, { count }) => sum + count, 0),
    anomalies_total: total,
    time,
    started: new Date(group.startedMs ?? wallMs).toISOString(),
    host,
    anomalies: anomalies.slice(0, SHOWN_MAX),
  };
}
