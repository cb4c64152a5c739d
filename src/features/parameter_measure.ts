/** The features of a line's parameters: its most unusual number, and its most surprising new value. */
import type { FeatureLines } from "./lines.ts";
import { FINDING, type Findings } from "./findings.ts";
import { log2Of } from "./log2.ts";
import { GRACE_NUMBERS, Places, unscaled } from "./places.ts";
import type { SourceStatistics } from "./source_statistics.ts";

/** A number is an outlier from so many spreads on … */
const OUTLIER_SPREADS = 8;
/** … if it is also beyond all numbers of its place by so many doublings, … */
const OUTLIER_BEYOND = 1;
/** … and the place does not bring such numbers more often than this. */
const OUTLIER_SHARE_MAX = 1 / 500;
/** Doublings by which a place climbs before it is told. */
const CLIMB_MIN = .5;
/** Lines with known values before a new one is told. */
const KNOWN_MIN = 200;

export class ParameterMeasure {
  readonly places = new Places();
  /** Of the line last measured: bits and spreads, 0 where nothing is unusual. */
  valueSurprise = 0;
  numberDeviation = 0;

  /** Learns from the parameters of a line. `at` is the line's number in the source. */
  measure(lines: FeatureLines, line: number, at: number, source: SourceStatistics, findings: Findings): void {
    this.valueSurprise = this.numberDeviation = 0;
    const { columns, parameterSlot } = lines;
    const first = columns.parameterFirst[line];
    const last = columns.parameterFirst[line + 1];
    for (let p = first; p < last; p++) {
      const place = parameterSlot[p];
      if (place < 0 || !this.places.has(place)) continue;
      this.#measureValue(lines, line, p, place, at, source, findings);
      const value = columns.parameterNumber[p];
      if (value === value) this.#measureNumber(lines, line, p, place, value, at, source, findings);
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
    findings.add(FINDING.newValue, line, template[line], Math.min(rate, bits), known, this.places.values[place], p);
  }

  #measureNumber(
    { template }: FeatureLines,
    line: number,
    p: number,
    place: number,
    value: number,
    at: number,
    source: SourceStatistics,
    findings: Findings,
  ): void {
    const { places } = this;
    const mean = places.mean[place];
    const deviation = places.addNumber(place, value);
    const { over } = places;
    if (deviation > this.numberDeviation) this.numberDeviation = deviation;
    const count = places.count[place];
    if (deviation >= OUTLIER_SPREADS && over >= OUTLIER_BEYOND) {
      if (++places.outliers[place] > OUTLIER_SHARE_MAX * count + 1) return;
      const rate = source.number.bitsAt(at);
      source.number.add(at);
      const bits = Math.min(rate, log2Of(count) + over);
      findings.add(FINDING.number, line, template[line], bits, value, unscaled(mean), p);
    } else if (over > 0 && count >= GRACE_NUMBERS) {
      const climbed = places.climb(place, CLIMB_MIN);
      if (climbed === 0) return;
      const rate = source.number.bitsAt(at);
      source.number.add(at);
      findings.add(FINDING.climb, line, template[line], rate, value, climbed, p);
    }
  }
}
