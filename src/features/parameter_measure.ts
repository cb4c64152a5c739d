/** The features of a line's parameters: its most unusual number, and its most surprising new value. */
import type { EventRate } from "./event_rate.ts";
import type { FeatureLines } from "./lines.ts";
import { FINDING, type Findings } from "./findings.ts";
import { log2Of } from "./log2.ts";
import { GRACE_NUMBERS, Places } from "./places.ts";
import type { SourceStatistics } from "./source_statistics.ts";

/** A number is an outlier if it is beyond all numbers of its place by so many doublings, … */
const OUTLIER_BEYOND = 1;
/** … that is by chance as seldom as once in 2^bits numbers of the place, … */
const OUTLIER_BITS = 14;
/** … for which it gets so many bits more at most than how seldom outliers come at all, … */
const FAR_BITS_MAX = 2;
/** … and the place does not bring such numbers more often than this. */
const OUTLIER_SHARE_MAX = 1 / 500;
/** Numbers before it is told that they climb. */
const GRACE_CLIMB = 60;
/** Doublings by which a place climbs before it is told. */
const CLIMB_MIN = .5;
/** Lines with known values before a new one is told. */
const KNOWN_MIN = 200;

export class ParameterMeasure {
  readonly places = new Places();
  /** Of the line last measured: bits and spreads, 0 where nothing is unusual. */
  valueSurprise = 0;
  numberDeviation = 0;

  /** These places may be others from now on. */
  forget(places: readonly number[]): void {
    for (const place of places) this.places.forget(place);
  }

  /** Learns from the parameters of a line. `at` is the line's number in the source. */
  measure(lines: FeatureLines, line: number, at: number, source: SourceStatistics, findings: Findings): void {
    this.valueSurprise = this.numberDeviation = 0;
    const { places } = this;
    const { columns, parameterSlot } = lines;
    const { parameterFirst, parameterNumber } = columns;
    const last = parameterFirst[line + 1];
    for (let p = parameterFirst[line]; p < last; p++) {
      const place = parameterSlot[p];
      if (place < 0 || !places.has(place)) continue;
      // most places have too many values for a new one to mean anything, or hold no number
      if (places.isOpen(place)) this.#measureValue(lines, line, p, place, at, source, findings);
      if (parameterNumber[p] === parameterNumber[p]) this.#measureNumber(lines, line, p, place, at, source, findings);
    }
  }

  #measureValue(
    { columns, template }: FeatureLines,
    line: number,
    p: number,
    place: number,
    at: number,
    source: SourceStatistics,
    findings: Findings,
  ): void {
    const known = this.places.addValue(place, columns.bytes, columns.parameterStart[p], columns.parameterEnd[p]);
    if (known === 0) return;
    const bits = log2Of(known);
    if (bits > this.valueSurprise) this.valueSurprise = bits;
    if (known < KNOWN_MIN) return;
    const rate = source.value.bitsAt(at);
    source.value.add(at);
    findings.add(FINDING.newValue, line, template[line], Math.min(rate, bits), known, this.places.valuesOf(place), p);
  }

  #measureNumber(
    { columns, template }: FeatureLines,
    line: number,
    p: number,
    place: number,
    at: number,
    source: SourceStatistics,
    findings: Findings,
  ): void {
    const { places } = this;
    const { parameterNumber } = columns;
    places.addNumber(place, parameterNumber, p);
    const { deviation, over } = places;
    if (deviation > this.numberDeviation) this.numberDeviation = deviation;
    const count = places.countOf(place);
    if (count < GRACE_CLIMB) return;
    if (over >= OUTLIER_BEYOND && count >= GRACE_NUMBERS) {
      const bits = log2Of(count) + places.tailBits(place);
      if (bits >= OUTLIER_BITS) {
        if (!places.hasFewOutliers(place, OUTLIER_SHARE_MAX)) return;
        // the further out the rarer; that counts little, since tails may be longer than they are taken for
        const rate = rateOf(source.number, at) + Math.min(FAR_BITS_MAX, (bits - OUTLIER_BITS) / 2);
        const [value, centre] = [parameterNumber[p], places.centreOf(place)];
        findings.add(FINDING.number, line, template[line], Math.min(rate, bits), value, centre, p);
        return;
      }
    }
    const climbed = over > 0 ? places.climb(place, CLIMB_MIN) : 0;
    const moved = climbed !== 0 || count < GRACE_NUMBERS ? climbed : places.shift(place);
    if (moved === 0) return;
    findings.add(FINDING.climb, line, template[line], rateOf(source.move, at), parameterNumber[p], moved, p);
  }
}

/** −log2 of how often it happened; now it has once more. */
function rateOf(events: EventRate, at: number): number {
  const bits = events.bitsAt(at);
  events.add(at);
  return bits;
}
