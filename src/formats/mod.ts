/** The formats of lines: how a stream is read, from detection to the fields of a line. */
export { classifyLine, LINE_KIND } from "./detection/classify.ts";
export { detectFormat, type DetectOptions, formatShare } from "./detection/detect.ts";
export {
  type FormatSpec,
  levelFieldOf,
  type LineAttribute,
  LineFields,
  type LineParser,
  type ParseContext,
  PLAIN,
} from "./format.ts";
export { createParser } from "./parser.ts";
export { isValidUtf8 } from "./utf8.ts";
export { createZoneOffset } from "./times/zone.ts";
