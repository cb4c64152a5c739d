/** Which of the three numbers of a date is the day, the month and the year, in the lines of a stream. */
import type { ParseContext } from "../format.ts";
import { PatternParser } from "../patterns/pattern_parser.ts";
import { type Fit, fitOf, type OwnSpec } from "./fit.ts";
import type { Sample } from "./sample.ts";

const DATE_ORDERS = ["mdy", "dmy", "ymd"];
/** The file's last change may be of another zone than its lines. */
const DAY_MS = 86_400_000;

/** What lines say in one order of day, month and year. */
interface DateReading {
  readonly patterns: string[];
  readonly fit: Fit;
}

/**
 * Whether 05/06/2024 is of May or June can only be seen from other lines, and is fixed for the stream where it can: of
 * the orders of day, month and year in which most lines make sense those that do not lead into the future; of these
 * that in which the lines lie closest together, or else the latest year.
 */
export function withDateOrder(spec: OwnSpec, sample: Sample, context: ParseContext): OwnSpec {
  if (spec.kind !== "pattern" || !spec.patterns.some((pattern) => pattern.includes("{time}"))) return spec;
  const read = (kind: string): DateReading => {
    const patterns = spec.patterns.map((pattern) => pattern.replace("{time}", `{time:${kind}}`));
    return { patterns, fit: fitOf(new PatternParser({ ...spec, patterns }, context), sample) };
  };
  const usual = read("numeric").fit;
  if (usual.timed === 0) return spec;
  const likely = [
    ({ fit }: DateReading) => fit.timed,
    ({ fit }: DateReading) => fit.lastMs <= context.referenceMs + DAY_MS ? 1 : 0,
    ({ fit }: DateReading) => fit.firstMs - fit.lastMs,
    ({ fit }: DateReading) => new Date(fit.lastMs).getUTCFullYear(),
  ].reduce(highest, DATE_ORDERS.map(read));
  const isUsual = likely.some(({ fit }) => fit.timed === usual.timed && fit.lastMs === usual.lastMs);
  return isUsual && likely.length > 1 ? spec : { ...spec, patterns: likely[0].patterns };
}

/** Those of which a figure is the highest. */
function highest(readings: readonly DateReading[], figure: (reading: DateReading) => number): readonly DateReading[] {
  const most = Math.max(...readings.map(figure));
  return readings.filter((reading) => figure(reading) === most);
}
