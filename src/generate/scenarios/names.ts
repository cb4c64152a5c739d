/** The names of the scenarios, for those who only need to know what there is. */

export const SCENARIO_NAMES = [
  "failed_login_storm",
  "database_pool_exhausted",
  "crash_loop",
] as const;

export type ScenarioName = typeof SCENARIO_NAMES[number];
