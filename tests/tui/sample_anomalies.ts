/** The anomalies of the sample run. */
import type { AnomalyEvent, DetectorId } from "../../src/core/anomaly.ts";
import type { AnomalyView, SessionView } from "../../src/core/views/anomaly_view.ts";
import { wave } from "./wave.ts";

interface Told {
  readonly at: string;
  readonly score: number;
  readonly source: string;
  readonly detector: DetectorId;
  readonly template: string;
  readonly count: number;
  readonly reason: string;
  readonly message?: string;
  readonly session?: string;
}

const TOLD: readonly Told[] = [
  {
    at: "14:20:11",
    score: .93,
    source: "/var/log/auth.log",
    detector: "new_template",
    template: "sudo: <*> : command not allowed ; TTY=<*>",
    count: 1,
    reason: "the first line of its kind after 184,220 lines",
    message: "Nov 22 14:20:11 web1 sudo: deploy : command not allowed ; TTY=pts/2",
  },
  {
    at: "14:29:58",
    score: .94,
    source: "/var/log/auth.log",
    detector: "flatline",
    template: "",
    count: 1,
    reason: "nothing for 2 m 10 s, where 80 lines a minute are usual",
  },
  {
    at: "14:31:48",
    score: .97,
    source: "/var/log/gateway.log",
    detector: "isolation_forest",
    template: "GET <*> <*> <*>",
    count: 96,
    reason: "it took 12 times as long as usual, at a level that it never had",
    message: "GET /v1/orders/8841 500 2304 ms trace=5f1c9d",
    session: "5f1c9d",
  },
  {
    at: "14:31:52",
    score: .99,
    source: "/var/log/db.log",
    detector: "spike",
    template: "connection pool exhausted (<*> waiting)",
    count: 412,
    reason: "412 lines in a minute, where 10 are usual",
    message: "Nov 22 14:31:52 db1 postgres[71]: connection pool exhausted (17 waiting)",
  },
];

function eventOf(told: Told, index: number): AnomalyEvent {
  return {
    type: "anomaly",
    id: `a${index}`,
    time: `2026-11-22T${told.at}.000Z`,
    source: told.source,
    line: 1000 + index,
    offset: 0,
    detector: told.detector,
    score: told.score,
    severity: told.score >= .97 ? "critical" : "warning",
    template_id: `5f1c0a9${index}`,
    template: told.template || `(nothing from ${told.source})`,
    message: told.message ?? "",
    reason: told.reason,
    ...(told.session !== undefined && { session: told.session }),
    evidence: {},
    count: 1,
  };
}

/** The session of the one that has one. */
function sessionOf({ session, source, time }: AnomalyEvent): SessionView | undefined {
  if (session === undefined) return undefined;
  const lines = ["POST /v1/orders trace=5f1c9d", "order 8841 accepted", "GET /v1/orders/8841 500 2304 ms trace=5f1c9d"];
  const timeMs = Date.parse(time ?? "");
  return {
    name: session,
    count: 14,
    first: lines.map((text, k) => ({
      source,
      line: 990 + 6 * k,
      timeMs: timeMs - (2 - k) * 1150,
      severity: [9, 9, 17][k],
      text,
      messageStart: 0,
      isOdd: false,
    })).slice(0, 2),
    last: [],
  };
}

function anomalyOf(told: Told, index: number): AnomalyView {
  const event = eventOf(told, index);
  const timeMs = Date.parse(event.time ?? "");
  const context = ["order 8841 accepted", told.message ?? "", "connection pool exhausted (17 waiting)"];
  return {
    event,
    timeMs,
    count: told.count,
    score: told.score,
    lastTimeMs: timeMs + 4000,
    closed: index < 2,
    severity: 17,
    mark: "new",
    context: context.map((text, k) => ({
      source: told.source,
      line: 999 + index + k,
      timeMs: timeMs + (k - 1) * 7,
      severity: [9, 17, 13][k],
      text,
      messageStart: 0,
      isOdd: k === 1,
    })),
    parts: [
      { label: "latency 12× its median (190 ms)", share: .52 },
      { label: "level ERROR where INFO is usual", share: .3 },
      { label: 'follows "pool exhausted", never before', share: .18 },
    ],
    recommendation: "look at db.log from 14:31:40: its pool spike began 6 s earlier",
    trend: wave(40, 10, 37),
    before: index,
    sinceMs: timeMs - index * 60_000,
    session: sessionOf(event),
    isPast: false,
  };
}

/** All of them, oldest first. */
export function sampleAnomalies(): AnomalyView[] {
  return TOLD.map(anomalyOf);
}
