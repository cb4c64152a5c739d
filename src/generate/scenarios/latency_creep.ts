/**
 * Queries take longer and longer, and with them the requests that wait for them. No line is new and none is louder than
 * before: only the milliseconds in known lines grow.
 */
import type { LogEvent } from "../event.ts";
import { QUERY } from "../services/database.ts";
import { ACCESS, REQUEST_COMPLETED } from "../services/gateway.ts";
import { growth } from "./moments.ts";
import type { Scenario } from "./scenario.ts";

const SLOWED = new Map([[QUERY, "query_ms"], [REQUEST_COMPLETED, "elapsed_ms"], [ACCESS, "elapsed_ms"]]);
/** How much slower at its start, which is just to be seen, and at its end. */
const FACTORS = [4, 60] as const;

export const latencyCreep: Scenario = {
  name: "latency_creep",
  severity: "warning",
  summary: "queries and requests take longer and longer (numbers in known lines)",
  alter: ({ startMs, durationMs }) => (event) => {
    const name = SLOWED.get(event.template);
    if (name === undefined) return event;
    const progress = durationMs === 0 ? 0 : (event.timeMs - startMs) / durationMs;
    return withValue(event, name, (ms) => Math.round(ms * growth(...FACTORS, progress)));
  },
};

/** The event with another number in one of its places. */
export function withValue(event: LogEvent, name: string, change: (value: number) => number): LogEvent {
  const at = event.template.names.indexOf(name);
  return { ...event, values: event.values.map((value, index) => index === at ? change(Number(value)) : value) };
}
