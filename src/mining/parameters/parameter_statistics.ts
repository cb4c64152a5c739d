/**
 * What values stand at each place: of numbers how many, their mean, spread, range and quantiles; of words the most
 * frequent and how many different ones there are.
 *
 * Where nobody asks for it at once, it is made from a sample, the same in every run: all of a template's first 256
 * lines, then every second, from 512 on every fourth, and so on down to one in 256, each counted for those it stands
 * for. So it costs a run 2 % at most (with thousands of templates), and counts, shares, ranges and quantiles are
 * estimates, which the summary says; by how much a share may be off is known. Places are many, so the first 8,192 that
 * are met have statistics.
 */
import { type SavedStatistics, SlotStatistics, type SlotSummary } from "./slot_statistics.ts";

/** Lines of a template that are all looked at. */
const WHOLE_LINES = 256;
const WHOLE_BITS = 8;
/** One line in two to the power of this stands for the others, at least. */
const PERIOD_BITS_MAX = 8;
/** Slots with statistics, at most. */
const SLOTS_MAX = 1 << 13;

/** A value's bytes. */
export interface ByteRange {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
}

/**
 * For how many lines the line stands at which its template's count has become `count`; 0 for one that is not looked at.
 */
export function sampleWeight(count: number): number {
  // of what comes once nothing is kept: such are the most in logs of many kinds
  if (count <= WHOLE_LINES) return count > 2 ? 1 : 2 * count - 2;
  const bits = 32 - WHOLE_BITS - Math.clz32(count - 1 < 0x7fffffff ? count - 1 : 0x7fffffff);
  const period = 1 << (bits < PERIOD_BITS_MAX ? bits : PERIOD_BITS_MAX);
  return (count & (period - 1)) === 0 ? period : 0;
}

/**
 * By how much a share of a template's lines may be off in the sample that is looked at of so many lines: twice the
 * standard error of a half, which is the worst. It is 5 % at most: what stands for many lines weighs most.
 */
export function sampleError(lines: number): number {
  let squares = Math.min(lines, WHOLE_LINES);
  let period = 1;
  for (let from = WHOLE_LINES; from < lines;) {
    if (period < 1 << PERIOD_BITS_MAX) period *= 2;
    const to = period < 1 << PERIOD_BITS_MAX ? Math.min(lines, 2 * from) : lines;
    squares += (to - from) * period;
    from = to;
  }
  return lines <= WHOLE_LINES ? 0 : Math.sqrt(squares) / lines;
}

export class ParameterStatistics {
  readonly #slots = new Map<number, SlotStatistics>();

  /** Takes a number, as often as it stands for. */
  addNumber(slot: number, value: number, times: number): void {
    this.#at(slot, times)?.addNumber(value, times);
  }

  /** Takes a word that stands in a line. */
  addBytes(slot: number, { bytes, start, end }: ByteRange, times: number): void {
    this.#at(slot, times)?.addBytes(bytes, start, end, times);
  }

  /** Takes a word that is part of the shape. */
  addWord(slot: number, word: string, times: number): void {
    this.#at(slot, times)?.addWord(word, times);
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

  /** What takes a value that stands for so many. */
  #at(slot: number, times: number): SlotStatistics | undefined {
    let statistics = this.#slots.get(slot);
    if (statistics === undefined && slot >= 0 && this.#slots.size < SLOTS_MAX) {
      this.#slots.set(slot, statistics = new SlotStatistics());
    }
    if (statistics !== undefined && times > 1) statistics.isSample = true;
    return statistics;
  }
}
