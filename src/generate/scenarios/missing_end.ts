/**
 * Payments hang: orders that are about to be charged never get any further. Every line that is there is a normal one;
 * what is odd is that the request's other lines never come. The last line of each is the incident's.
 */
import { CHARGE_STARTED } from "../services/payments.ts";
import type { Scenario } from "./scenario.ts";

export const missingEnd: Scenario = {
  name: "missing_end",
  severity: "critical",
  summary: "orders begin and never end (lines that are missing from requests)",
  silences: "what follows on a charge",
  alter() {
    const hanging = new Set<string>();
    return (event) => {
      if (event.traceId === undefined) return event;
      if (hanging.has(event.traceId)) return null;
      if (event.template !== CHARGE_STARTED) return event;
      hanging.add(event.traceId);
      return { ...event };
    };
  },
};
