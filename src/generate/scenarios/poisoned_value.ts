/** A counter overflows: now and then a known line holds a number that cannot be. */
import { QUERY } from "../services/database.ts";
import { withValue } from "./latency_creep.ts";
import type { Scenario } from "./scenario.ts";

/** What -1 is in 32 bits without a sign. */
const POISON = 4_294_967_295;
/** Every so manyth line is hit, from the first on. */
const EVERY = 5;

export const poisonedValue: Scenario = {
  name: "poisoned_value",
  severity: "warning",
  summary: "a number that cannot be, now and then, in a known line of level INFO",
  alter() {
    let seen = 0;
    return (event) => {
      if (event.template !== QUERY || seen++ % EVERY !== 0) return event;
      return withValue(event, "rows", () => POISON);
    };
  },
};
