/** The features of lines' parameters: the most unusual number of each, and the most surprising new value. */
import { BATCH_LINES } from "../../core/lines/batch.ts";
import { identifierSlot } from "../../mining/parameters/place_table.ts";
import type { EventRate } from "../rates/event_rate.ts";
import type { FeatureLines } from "../lines.ts";
import { FINDING, Findings } from "../findings.ts";
import { log2Of } from "../log2.ts";
import { GRACE_NUMBERS, Places } from "./places.ts";
import type { SourceStatistics } from "../statistics/source_statistics.ts";
import { toCoarseStep } from "../steps.ts";

/** A number is an outlier if it is beyond all numbers of its place by so many doublings, … */
const OUTLIER_BEYOND = 1;
/** … that is by chance as seldom as once in 2^bits numbers of the place, … */
const OUTLIER_BITS = 14;
/** … for which it gets so many bits more at most than how seldom outliers come at all, … */
const FAR_BITS_MAX = 2;
/**
 * … and as many again and one where it lies beyond all numbers of the place by so much of their whole range that this
 * is, by extreme values alone, seldomer still, …
 */
const BEYOND_BITS = 20;
const BEYOND_BITS_MAX = 3;
const BEYOND_BITS_PER_BIT = 5;
/** … and the place does not bring such numbers more often than this. */
const OUTLIER_SHARE_MAX = 1 / 500;
/** Zeros where there never was one are told of from so many bits on: three in a row, or more that are further apart. */
const ZERO_BITS = 24;
/** Numbers before it is told that they climb. */
const GRACE_CLIMB = 60;
/** Doublings by which a place climbs before it is told. */
const CLIMB_MIN = .5;
/** A climb takes many lines, and is worth so many bits more than how seldom one line shows one. */
const CLIMB_BONUS = 2.5;
/** Lines with known values before a new one is told. */
const KNOWN_MIN = 200;
/**
 * Bits more for the second value of a place that had one in all its lines: it is none of those that change now and
 * then, for which the rate of the source stands, and which the events that this assumes at first allow for.
 */
const CONSTANT_BITS = 2;

export class ParameterMeasure {
  readonly places = new Places();
  /** By line of the batch: the steps of value_surprise and of number_deviation, four bits each. */
  readonly steps = new Uint8Array(BATCH_LINES);
  readonly findings = new Findings();
  /** Of the line at hand: bits and spreads, 0 where nothing is unusual; NaN before the first (source_statistics.ts). */
  #valueSurprise = NaN;
  #numberDeviation = NaN;

  /**
   * Learns from the parameters of a batch, ahead of all else that is learnt of its lines: nothing else depends on them,
   * and a loop that does no more is several times as fast.
   */
  measure(lines: FeatureLines, source: SourceStatistics): void {
    const { places, steps } = this;
    const { values } = places;
    const { columns, parameterSlot, continuation, dropped, lines: count } = lines;
    const { bytes, parameterFirst, parameterNumber, parameterStart, parameterEnd } = columns;
    this.findings.clear();
    let at = source.lines;
    let drop = 0;
    for (let line = 0; line < count; line++) {
      for (; drop < dropped.length && dropped[drop].line <= line; drop++) this.#forget(dropped[drop].slots);
      steps[line] = 0;
      if (continuation[line] !== 0) continue;
      this.#valueSurprise = this.#numberDeviation = 0;
      const last = parameterFirst[line + 1];
      for (let p = parameterFirst[line]; p < last; p++) {
        const slot = parameterSlot[p];
        const place = slot < 0 ? identifierSlot(slot) : slot;
        if (place < 0 || !places.has(place)) continue;
        // most places have too many values for a new one to mean anything, or hold no number
        if (values.isOpen(place)) {
          const known = values.add(place, bytes, parameterStart[p], parameterEnd[p]);
          if (known > 0) this.#findValue(lines, line, p, known, at, source);
        }
        const isNumber = slot >= 0 && parameterNumber[p] === parameterNumber[p];
        if (isNumber && !places.passes(place, parameterNumber, p)) this.#measureNumber(lines, line, p, at, source);
      }
      steps[line] = toCoarseStep(this.#valueSurprise) | toCoarseStep(this.#numberDeviation) << 4;
      at++;
    }
    for (; drop < dropped.length; drop++) this.#forget(dropped[drop].slots);
  }

  /** These places may be others from now on. */
  #forget(places: readonly number[]): void {
    for (const place of places) this.places.forget(place);
  }

  /** A value that its place never had, after so many lines with values that it had. */
  #findValue(
    { template, parameterSlot }: FeatureLines,
    line: number,
    p: number,
    known: number,
    at: number,
    source: SourceStatistics,
  ): void {
    const bits = log2Of(known);
    if (bits > this.#valueSurprise) this.#valueSurprise = bits;
    if (known < KNOWN_MIN) return;
    const rate = source.value.bitsAt(at);
    source.value.add(at);
    const slot = parameterSlot[p];
    const values = this.places.values.valuesOf(slot < 0 ? identifierSlot(slot) : slot);
    const more = values === 2 ? CONSTANT_BITS : 0;
    this.findings.add(FINDING.newValue, line, template[line], Math.min(rate, bits) + more, known, values, p);
  }

  #measureNumber(
    { columns, template, parameterSlot }: FeatureLines,
    line: number,
    p: number,
    at: number,
    source: SourceStatistics,
  ): void {
    const { places, findings } = this;
    const { parameterNumber } = columns;
    const place = parameterSlot[p];
    places.addNumber(place, parameterNumber, p);
    const { deviation, over } = places;
    if (deviation > this.#numberDeviation) this.#numberDeviation = deviation;
    const count = places.countOf(place);
    if (parameterNumber[p] === 0) {
      const bits = places.zeros.add(place, count, over);
      if (bits >= ZERO_BITS) {
        places.zeros.accept(place);
        const rate = rateOf(source.number, at) + FAR_BITS_MAX;
        findings.add(FINDING.number, line, template[line], Math.min(rate, bits), 0, places.centreOf(place), p);
        return;
      }
    }
    if (count < GRACE_CLIMB) return;
    if (over >= OUTLIER_BEYOND && count >= GRACE_NUMBERS) {
      const bits = log2Of(count) + places.tailBits(place);
      if (bits >= OUTLIER_BITS) {
        if (!places.hasFewOutliers(place, OUTLIER_SHARE_MAX)) return;
        // the further out the rarer; that counts little, since tails may be longer than they are taken for
        const rate = rateOf(source.number, at) + Math.min(FAR_BITS_MAX, (bits - OUTLIER_BITS) / 2) +
          this.#beyondBits(place, count);
        const [value, centre] = [parameterNumber[p], places.centreOf(place)];
        findings.add(FINDING.number, line, template[line], Math.min(rate, bits), value, centre, p);
        return;
      }
    }
    const climbed = over > 0 ? places.climb(place, CLIMB_MIN) : 0;
    const moved = climbed !== 0 || count < GRACE_NUMBERS ? climbed : places.shift(place);
    if (moved === 0) return;
    findings.add(
      FINDING.climb,
      line,
      template[line],
      rateOf(source.move, at) + CLIMB_BONUS,
      parameterNumber[p],
      moved,
      p,
    );
  }

  /** Bits for how far the number last taken lies beyond the range of all `count` before it. */
  #beyondBits(place: number, count: number): number {
    const bits = (1 + this.places.overInRanges(place)) * log2Of(count);
    return Math.max(0, Math.min(BEYOND_BITS_MAX, (bits - BEYOND_BITS) / BEYOND_BITS_PER_BIT));
  }
}

/** −log2 of how often it happened; now it has once more. */
function rateOf(events: EventRate, at: number): number {
  const bits = events.bitsAt(at);
  events.add(at);
  return bits;
}
