/** The generator, as the commands see it. */
export { addedLine } from "./add.ts";
export { type Level, LEVELS } from "./level.ts";
export { LINE_FORMATS, type LineFormatName } from "./formats/names.ts";
export { EVENT_BYTES_MAX, type GeneratedLine, LogGenerator } from "./generator.ts";
export { DEFAULT_START_MS, type GeneratorOptions } from "./options.ts";
export { QUIET_MIX } from "./mix.ts";
export { DEFAULT_SCENARIOS, type IncidentPlan, planIncidents } from "./plan.ts";
export { SCENARIOS } from "./scenarios/mod.ts";
export { SCENARIO_NAMES, type ScenarioName } from "./scenarios/names.ts";
