/**
 * What values stand at each place: of numbers how many, their mean, spread, range and quantiles; of words the most frequent
 * and how many different ones there are.
 *
 * Where nobody asks for it at once, it is made from a sample, the same in every run: all of a template's first 32 lines,
 * then every second, from 64 on every fourth, and so on down to one in 256, each counted for those it stands for. So it
 * costs a scan next to nothing, and counts, shares and quantiles are estimates once a template has come more often.
 * Places are many, so the first 16,384 that are met have statistics.
 */
import { decodeText } from "../core/text.ts";
import { Cardinality } from "../stats/cardinality.ts";
import { MeanVariance } from "../stats/mean_variance.ts";
import { QuantileSketch, type QuantileState } from "../stats/quantile.ts";
import { type SavedTopHash, TopHashes } from "../stats/top_hashes.ts";
import type { TopValue } from "../stats/top_k.ts";

/** Lines of a template that are all looked at. */
const WHOLE_LINES = 32;
const WHOLE_BITS = 5;
/** One line in two to the power of this stands for the others, at least. */
const PERIOD_BITS_MAX = 8;
/** Slots with statistics, at most. */
const SLOTS_MAX = 1 << 14;
const TOP_VALUES = 8;
const VALUE_BYTES_MAX = 64;
const SKETCH = { relativeError: .03, bucketsMax: 96 };

/** A value's bytes. */
export interface ByteRange {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
}

/** Numbers at a place. */
export interface NumberSummary {
  readonly count: number;
  readonly mean: number;
  readonly deviation: number;
  readonly min: number;
  readonly max: number;
  readonly quantile: (q: number) => number;
}

/** Words at a place: the most frequent, and how many different ones. */
export interface WordSummary {
  readonly count: number;
  readonly top: readonly TopValue[];
  readonly cardinality: number;
}

/** What has been seen at one place: numbers, words, or both. */
export interface SlotSummary {
  readonly numbers: NumberSummary | undefined;
  readonly words: WordSummary | undefined;
}

/** A slot's statistics as they are saved. */
export interface SavedStatistics {
  readonly slot: number;
  readonly numbers?: {
    readonly count: number;
    readonly mean: number;
    readonly squares: number;
    readonly min: number;
    readonly max: number;
    readonly quantiles: QuantileState;
  };
  readonly words?: { readonly count: number; readonly top: readonly SavedTopHash[]; readonly registers: string };
}

/** For how many lines the line stands at which its template's count has become `count`; 0 for one that is not looked at. */
export function sampleWeight(count: number): number {
  if (count <= WHOLE_LINES) return 1;
  const bits = 32 - WHOLE_BITS - Math.clz32(count - 1 < 0x7fffffff ? count - 1 : 0x7fffffff);
  const period = 1 << (bits < PERIOD_BITS_MAX ? bits : PERIOD_BITS_MAX);
  return (count & (period - 1)) === 0 ? period : 0;
}

export class ParameterStatistics {
  readonly #slots = new Map<number, SlotStatistics>();

  /** Takes a number, as often as it stands for. */
  addNumber(slot: number, value: number, times: number): void {
    this.#at(slot)?.addNumber(value, times);
  }

  /** Takes a word that stands in a line. */
  addBytes(slot: number, { bytes, start, end }: ByteRange, times: number): void {
    this.#at(slot)?.addBytes(bytes, start, end, times);
  }

  /** Takes a word that is part of the shape. */
  addWord(slot: number, word: string, times: number): void {
    this.#at(slot)?.addWord(word, times);
  }

  /** What has been seen at a slot; undefined where nothing is kept. */
  summary(slot: number): SlotSummary | undefined {
    return this.#slots.get(slot)?.summary();
  }

  /** Two slots are one from now on: `into`. */
  join(from: number, into: number): void {
    const joined = this.#slots.get(from);
    if (joined === undefined) return;
    this.#slots.delete(from);
    const known = this.#slots.get(into);
    if (known === undefined) this.#slots.set(into, joined);
    else known.merge(joined);
  }

  drop(slot: number): void {
    this.#slots.delete(slot);
  }

  save(): SavedStatistics[] {
    return [...this.#slots].map(([slot, statistics]) => ({ slot, ...statistics.save() }));
  }

  restore(saved: readonly SavedStatistics[]): void {
    for (const entry of saved.slice(0, SLOTS_MAX)) {
      const statistics = new SlotStatistics();
      statistics.restore(entry);
      this.#slots.set(entry.slot, statistics);
    }
  }

  #at(slot: number): SlotStatistics | undefined {
    let statistics = this.#slots.get(slot);
    if (statistics === undefined && slot >= 0 && this.#slots.size < SLOTS_MAX) {
      this.#slots.set(slot, statistics = new SlotStatistics());
    }
    return statistics;
  }
}

/** Of one slot; what it needs is made when the first number, the first word comes. */
class SlotStatistics {
  #numbers: { readonly mean: MeanVariance; readonly sketch: QuantileSketch; min: number; max: number } | undefined;
  #words: { readonly top: TopHashes; readonly different: Cardinality; count: number } | undefined;

  addNumber(value: number, times: number): void {
    const numbers = this.#numbers ??= noNumbers();
    numbers.mean.add(value, times);
    numbers.sketch.add(value, times);
    if (value < numbers.min) numbers.min = value;
    if (value > numbers.max) numbers.max = value;
  }

  addBytes(bytes: Uint8Array, start: number, end: number, times: number): void {
    let hash = 0x811c9dc5 | 0;
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ bytes[i], 0x01000193);
    const top = this.#count(hash, times);
    if (top === undefined) return;
    const stop = end - start > VALUE_BYTES_MAX ? start + VALUE_BYTES_MAX : end;
    top.setValue(hash, decodeText(bytes, start, stop));
  }

  addWord(word: string, times: number): void {
    let hash = 0x811c9dc5 | 0;
    for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193);
    this.#count(hash, times)?.setValue(hash, word.slice(0, VALUE_BYTES_MAX));
  }

  merge(other: SlotStatistics): void {
    if (other.#numbers !== undefined) {
      const numbers = this.#numbers ??= noNumbers();
      numbers.mean.merge(other.#numbers.mean);
      numbers.sketch.merge(other.#numbers.sketch);
      numbers.min = Math.min(numbers.min, other.#numbers.min);
      numbers.max = Math.max(numbers.max, other.#numbers.max);
    }
    if (other.#words !== undefined) {
      const words = this.#words ??= noWords();
      words.top.merge(other.#words.top);
      words.different.merge(other.#words.different);
      words.count += other.#words.count;
    }
  }

  summary(): SlotSummary {
    const numbers = this.#numbers;
    const words = this.#words;
    return {
      numbers: numbers && {
        count: numbers.mean.count,
        mean: numbers.mean.mean,
        deviation: numbers.mean.deviation,
        min: numbers.min,
        max: numbers.max,
        // a sketch is coarse, and no quantile lies outside of the range
        quantile: (q) => Math.min(numbers.max, Math.max(numbers.min, numbers.sketch.quantile(q))),
      },
      words: words && { count: words.count, top: words.top.top(), cardinality: words.different.count },
    };
  }

  save(): Omit<SavedStatistics, "slot"> {
    const numbers = this.#numbers;
    const words = this.#words;
    return {
      ...(numbers && {
        numbers: {
          ...numbers.mean.save(),
          min: numbers.min,
          max: numbers.max,
          quantiles: numbers.sketch.save(),
        },
      }),
      ...(words && {
        words: { count: words.count, top: words.top.save(), registers: packed(words.different.save()) },
      }),
    };
  }

  restore({ numbers, words }: SavedStatistics): void {
    if (numbers !== undefined) {
      this.#numbers = { ...noNumbers(), min: numbers.min, max: numbers.max };
      this.#numbers.mean.restore(numbers);
      this.#numbers.sketch.restore(numbers.quantiles);
    }
    if (words !== undefined) {
      this.#words = { ...noWords(), count: words.count };
      this.#words.top.restore(words.top);
      this.#words.different.restore(unpacked(words.registers));
    }
  }

  /** Counts a word; returns where its text is to be given, if it is wanted. */
  #count(hash: number, times: number): TopHashes | undefined {
    const words = this.#words ??= noWords();
    words.count += times;
    // FNV's low bits are not well mixed for short words
    let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    words.different.add(mixed ^ (mixed >>> 16));
    return words.top.add(hash, times) ? words.top : undefined;
  }
}

function noNumbers() {
  return { mean: new MeanVariance(), sketch: new QuantileSketch(SKETCH), min: Infinity, max: -Infinity };
}

function noWords() {
  return { top: new TopHashes(TOP_VALUES), different: new Cardinality(), count: 0 };
}

/** Registers as text: a digit or letter for each, which is much shorter than a list of numbers. */
function packed(registers: readonly number[]): string {
  return registers.map((rank) => rank.toString(36)).join("");
}

function unpacked(registers: string): number[] {
  return [...registers].map((digit) => parseInt(digit, 36));
}
