/** The names of the scenarios, for those who only need to know what there is. */

export const SCENARIO_NAMES = [
  "failed_login_storm",
  "memory_leak",
  "database_pool_exhausted",
  "latency_creep",
  "bad_deploy",
  "disk_filling",
  "network_partition",
  "crash_loop",
  "silent_source",
  "poisoned_value",
  "night_admin",
  "missing_end",
  "clock_skew",
  "unseen_line",
] as const;

export type ScenarioName = typeof SCENARIO_NAMES[number];
