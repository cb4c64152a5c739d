/** The incidents that can be generated, in the order in which "all" has them. */
import { badDeploy } from "./bad_deploy.ts";
import { clockSkew } from "./clock_skew.ts";
import { crashLoop } from "./crash_loop.ts";
import { databasePoolExhausted } from "./database_pool_exhausted.ts";
import { diskFilling } from "./disk_filling.ts";
import { failedLoginStorm } from "./failed_login_storm.ts";
import { latencyCreep } from "./latency_creep.ts";
import { memoryLeak } from "./memory_leak.ts";
import { missingEnd } from "./missing_end.ts";
import { networkPartition } from "./network_partition.ts";
import { nightAdmin } from "./night_admin.ts";
import { poisonedValue } from "./poisoned_value.ts";
import type { Scenario } from "./scenario.ts";
import { silentSource } from "./silent_source.ts";
import { unseenLine } from "./unseen_line.ts";

export const SCENARIOS: readonly Scenario[] = [
  failedLoginStorm,
  memoryLeak,
  databasePoolExhausted,
  latencyCreep,
  badDeploy,
  diskFilling,
  networkPartition,
  crashLoop,
  silentSource,
  poisonedValue,
  nightAdmin,
  missingEnd,
  clockSkew,
  unseenLine,
];

/** @throws RangeError for a name that no scenario has */
export function scenarioByName(name: string): Scenario {
  const scenario = SCENARIOS.find((candidate) => candidate.name === name);
  if (scenario) return scenario;
  const known = SCENARIOS.map((candidate) => candidate.name).join(", ");
  throw new RangeError(`Cannot generate incident "${name}": known are ${known}`);
}
