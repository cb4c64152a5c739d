/** The incidents that can be generated. */
import { crashLoop } from "./crash_loop.ts";
import { databasePoolExhausted } from "./database_pool_exhausted.ts";
import { failedLoginStorm } from "./failed_login_storm.ts";
import type { Scenario } from "./scenario.ts";

export const SCENARIOS: readonly Scenario[] = [failedLoginStorm, databasePoolExhausted, crashLoop];

/** @throws RangeError for a name that no scenario has */
export function scenarioByName(name: string): Scenario {
  const scenario = SCENARIOS.find((candidate) => candidate.name === name);
  if (scenario) return scenario;
  const known = SCENARIOS.map((candidate) => candidate.name).join(", ");
  throw new RangeError(`Cannot generate incident "${name}": known are ${known}`);
}
