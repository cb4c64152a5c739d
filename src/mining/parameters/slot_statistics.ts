/** What has been seen at one place: of numbers and of words as much as sketches of a few hundred bytes can say. */
import { decodeText } from "../../core/lines/text.ts";
import { MeanVariance } from "../../stats/mean_variance.ts";
import { Quantiles, type QuantilesState } from "../../stats/quantiles.ts";
import { TopHashes, type TopHashesState } from "../../stats/top_hashes.ts";
import type { TopValue } from "../../stats/top_k.ts";

const TOP_VALUES = 8;
const VALUE_BYTES_MAX = 64;
const SKETCH = { relativeError: .03, bucketsMax: 96 };

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
  /** The first of them. */
  readonly first: string;
}

/** What has been seen at one place: numbers, words, or both. */
export interface SlotSummary {
  /** Some of it stood for other lines that were not looked at. */
  readonly isSample: boolean;
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
    readonly quantiles: QuantilesState | null;
  };
  readonly words?: { readonly count: number; readonly first: string; readonly top: TopHashesState };
  readonly isSample?: boolean;
}

/** Of one slot; what it needs is made when the first number, the second different one, the first word comes. */
export class SlotStatistics {
  isSample = false;
  #numbers: NumberStatistics | undefined;
  #words: WordStatistics | undefined;

  addNumber(value: number, times: number): void {
    const numbers = this.#numbers ??= noNumbers();
    if (value < numbers.min) numbers.min = value;
    if (value > numbers.max) numbers.max = value;
    if (numbers.min !== numbers.max) quantilesOf(numbers, value).add(value, times);
    numbers.mean.add(value, times);
  }

  addBytes(bytes: Uint8Array, start: number, end: number, times: number): void {
    let hash = 0x811c9dc5 | 0;
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ bytes[i], 0x01000193);
    if (!this.#count(hash, times)) return;
    const stop = end - start > VALUE_BYTES_MAX ? start + VALUE_BYTES_MAX : end;
    this.#setValue(hash, decodeText(bytes, start, stop));
  }

  addWord(word: string, times: number): void {
    let hash = 0x811c9dc5 | 0;
    for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193);
    if (this.#count(hash, times)) this.#setValue(hash, word.slice(0, VALUE_BYTES_MAX));
  }

  merge(other: SlotStatistics): void {
    if (other.isSample) this.isSample = true;
    if (other.#numbers !== undefined) this.#numbers = joined(this.#numbers ?? noNumbers(), other.#numbers);
    if (other.#words !== undefined) {
      const words = this.#words ??= noWords();
      words.top.merge(other.#words.top);
      words.count += other.#words.count;
      if (words.first === "") words.first = other.#words.first;
    }
  }

  summary(): SlotSummary {
    const numbers = this.#numbers;
    const words = this.#words;
    return {
      isSample: this.isSample,
      numbers: numbers && {
        count: numbers.mean.count,
        mean: numbers.mean.mean,
        deviation: numbers.mean.deviation,
        min: numbers.min,
        max: numbers.max,
        // a sketch is coarse, and no quantile lies outside of the range
        quantile: (q) => Math.min(numbers.max, Math.max(numbers.min, numbers.quantiles?.quantile(q) ?? numbers.min)),
      },
      words: words && {
        count: words.count,
        top: words.top.top(),
        cardinality: words.top.cardinality,
        first: words.first,
      },
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
          quantiles: numbers.quantiles?.save() ?? null,
        },
      }),
      ...(words && { words: { count: words.count, first: words.first, top: words.top.save() } }),
      ...(this.isSample && { isSample: true }),
    };
  }

  restore({ numbers, words, isSample = false }: SavedStatistics): void {
    this.isSample = isSample;
    if (numbers !== undefined) {
      this.#numbers = { ...noNumbers(), min: numbers.min, max: numbers.max };
      this.#numbers.mean.restore(numbers);
      if (numbers.quantiles !== null) {
        this.#numbers.quantiles = new Quantiles(SKETCH);
        this.#numbers.quantiles.restore(numbers.quantiles);
      }
    }
    if (words !== undefined) {
      this.#words = { ...noWords(), count: words.count, first: words.first };
      this.#words.top.restore(words.top);
    }
  }

  /** Counts a word; true when its text is wanted. */
  #count(hash: number, times: number): boolean {
    const words = this.#words ??= noWords();
    words.count += times;
    return words.top.add(hash, times);
  }

  #setValue(hash: number, value: string): void {
    const words = this.#words as WordStatistics;
    words.top.setValue(hash, value);
    if (words.first === "") words.first = value;
  }
}

interface NumberStatistics {
  readonly mean: MeanVariance;
  min: number;
  max: number;
  /** Undefined while all numbers are the same. */
  quantiles: Quantiles | undefined;
}

interface WordStatistics {
  readonly top: TopHashes;
  count: number;
  first: string;
}

function noNumbers(): NumberStatistics {
  return { mean: new MeanVariance(), min: Infinity, max: -Infinity, quantiles: undefined };
}

function noWords(): WordStatistics {
  return { top: new TopHashes(TOP_VALUES), count: 0, first: "" };
}

/** Made when a second number comes: they begin with those before, which were all the same. */
function quantilesOf(numbers: NumberStatistics, value: number): Quantiles {
  if (numbers.quantiles !== undefined) return numbers.quantiles;
  numbers.quantiles = new Quantiles(SKETCH);
  const same = value === numbers.min ? numbers.max : numbers.min;
  if (numbers.mean.count > 0) numbers.quantiles.add(same, numbers.mean.count);
  return numbers.quantiles;
}

function joined(into: NumberStatistics, from: NumberStatistics): NumberStatistics {
  const min = Math.min(into.min, from.min);
  const max = Math.max(into.max, from.max);
  if (min !== max) {
    const quantiles = into.quantiles ?? new Quantiles(SKETCH);
    if (into.quantiles === undefined && into.mean.count > 0) quantiles.add(into.min, into.mean.count);
    if (from.quantiles !== undefined) quantiles.merge(from.quantiles);
    else if (from.mean.count > 0) quantiles.add(from.min, from.mean.count);
    into.quantiles = quantiles;
  }
  into.mean.merge(from.mean);
  into.min = min;
  into.max = max;
  return into;
}
