/** The kinds of values that flags, variables and keys have: one parser each, by what they are of. */
export { LINE_SIZE } from "./line_size.ts";
export { number, SIZE, SIZE_OR_OFF, wholeNumber } from "./numbers.ts";
export { SEARCH } from "./search.ts";
export { DETECTOR_LIST, HTTP_ADDRESS, INCIDENTS, LEVEL, MIX, type Mix, RETRAIN_INTERVAL } from "./terms.ts";
export { sinceWhenMs, SPAN, SPAN_OR_OFF, TIME, TIME_ZONE, WHEN, type When, whenMs } from "./times.ts";
export type { ValueType } from "./value_type.ts";
export {
  INPUT_FILE,
  INPUT_FILES,
  LIST,
  oneOf,
  OUTPUT_FILE,
  PATH,
  PATTERN,
  SWITCH,
  TEMPLATE_ID,
  TEXT,
} from "./words.ts";
