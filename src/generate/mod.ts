/** The generator, as the commands see it. */
export { type AddedLine, addedLine } from "./add.ts";
export { type Component, COMPONENTS, type Level, LEVELS } from "./event.ts";
export { LINE_FORMATS, type LineFormatName } from "./formats/mod.ts";
export {
  createGenerator,
  DEFAULT_RATE,
  DEFAULT_SEED,
  DEFAULT_START_MS,
  EVENT_BYTES_MAX,
  type GeneratedLine,
  type GeneratorOptions,
  LogGenerator,
} from "./generator.ts";
export { DEFAULT_MIX, type LevelMix, parseMix } from "./mix.ts";
export { defaultPlan, type IncidentPlan } from "./schedule.ts";
export { SCENARIOS } from "./scenarios/mod.ts";
export type { TruthSink } from "./truth_recorder.ts";
