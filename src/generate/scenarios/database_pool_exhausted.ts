/**
 * The database's connection pool runs out: first a warning, then errors of the pool and of requests that get no
 * connection, and between them requests that succeed far too slowly (known lines, level INFO, with odd latencies);
 * then it recovers.
 */
import { eventFrom } from "../event.ts";
import { messageTemplate } from "../message_template.ts";
import { REQUEST_COMPLETED } from "../services/gateway.ts";
import type { Scenario } from "./scenario.ts";

/** Share of the duration in which the pool only fills up. */
const STRAIN_SHARE = 0.1;
const ARRIVALS_PER_LINE = 3;

const STRAINED = messageTemplate(
  "WARN",
  "database",
  "Connection pool almost used up: {connections} of 50 connections in use",
);
const EXHAUSTED = messageTemplate(
  "ERROR",
  "database",
  "Connection pool exhausted: 50 of 50 connections in use, {waiting} waiting",
);
const NO_CONNECTION = messageTemplate(
  "ERROR",
  "gateway",
  "Request failed: no database connection for {method} {path} within {wait_ms}ms",
);
const RECOVERED = messageTemplate(
  "INFO",
  "database",
  "Connection pool recovered: {connections} of 50 connections in use after {outage_s}s",
);

export const databasePoolExhausted: Scenario = {
  name: "database_pool_exhausted",
  severity: "critical",
  summary: "the connection pool runs out: ERROR lines of database and gateway, and slow requests",
  *lines({ startMs, durationMs, rate, about }) {
    const { random } = about;
    const gapMs = 1000 / Math.max(rate / 8, Math.min(3, rate));
    const exhaustedMs = startMs + durationMs * STRAIN_SHARE;
    const endMs = startMs + durationMs;
    let timeMs = startMs;
    do {
      yield eventFrom(STRAINED, timeMs, { about, given: { connections: random.integer(45, 49) } });
      timeMs += random.exponential(gapMs);
    } while (timeMs < exhaustedMs);
    for (let waiting = 1; timeMs < endMs; timeMs += random.exponential(gapMs)) {
      waiting += random.poisson(ARRIVALS_PER_LINE);
      const given = {
        waiting,
        wait_ms: 5000,
        trace_id: random.hex(16),
        method: "GET",
        path: `/api/v1/orders/${random.integer(10_000, 99_999)}`,
        status: 200,
        elapsed_ms: Math.round(random.logNormal(4200, 0.15)),
      };
      yield eventFrom(random.pick([EXHAUSTED, NO_CONNECTION, REQUEST_COMPLETED]), timeMs, { about, given });
    }
    const given = { connections: random.integer(20, 30), outage_s: Math.round((timeMs - exhaustedMs) / 1000) };
    yield eventFrom(RECOVERED, timeMs, { about, given });
  },
};
