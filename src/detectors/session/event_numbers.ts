/**
 * Numbers for what happens in sessions: one for each template, for good. Template indices are given out anew when a
 * template is evicted, and two of them may turn out to be one; a number never is: a template that is born at an index
 * that had one before gets another, and numbers that were found to be one are told by `canonical`.
 */
import { enlarged } from "../../core/collections/enlarged.ts";
import { UNREDACTED } from "../../core/text/redact.ts";
import { type EventBatch, textAt } from "../detector.ts";

/** Numbers, at most; when there are no more, all begins anew. */
export const EVENT_NUMBERS_MAX = 1 << 16;
/** Numbers for which there is room from the beginning. */
const NUMBERS_FIRST = 1024;

export class EventNumbers {
  /** By template index; -1 where it has none yet. */
  of = new Int32Array(NUMBERS_FIRST).fill(-1);
  /** The number that stands for each. */
  canonical = new Int32Array(NUMBERS_FIRST);
  /** Template index by number; -1 where it is no longer known. */
  template = new Int32Array(NUMBERS_FIRST);
  count = 0;
  /** Texts of numbers that were restored and not met since. */
  readonly #restored = new Map<string, number>();
  /** The line of the batch that is looked at: texts are as they were there. */
  line = 0;
  #batch: Pick<EventBatch, "templateText" | "textChanges"> = { templateText: [], textChanges: [] };

  /** To be called with a batch before its lines: numbers that were restored find their templates by their texts. */
  begin(batch: EventBatch): void {
    const { templateText, textChanges, born, bornLine, template } = batch;
    this.#batch = { templateText, textChanges };
    this.line = 0;
    if (this.#restored.size === 0) return;
    const isBorn = new Set<number>();
    for (let k = 0; k < born; k++) isBorn.add(template[bornLine[k]]);
    for (let index = 0; index < templateText.length; index++) {
      if (isBorn.has(index)) continue;
      const text = textChanges.find((change) => change.index === index)?.before ?? templateText[index];
      const number = this.#restored.get(text);
      if (number !== undefined) this.#bind(index, number);
    }
    this.#restored.clear();
  }

  /** Nobody remembers any number: the first is the next. */
  clear(): void {
    this.of.fill(-1);
    this.template.fill(-1);
    this.count = 0;
    this.#restored.clear();
  }

  get isFull(): boolean {
    return this.count >= EVENT_NUMBERS_MAX;
  }

  /** The number of the template with this index. There must be room (`isFull`). */
  numberOf(index: number): number {
    if (index < this.of.length && this.of[index] >= 0) return this.of[index];
    const number = this.count++;
    if (number >= this.canonical.length) {
      this.canonical = enlarged(this.canonical, Math.max(number + 1, this.canonical.length * 2));
      this.template = enlarged(this.template, this.canonical.length, -1);
    }
    this.canonical[number] = number;
    this.#bind(index, number);
    return number;
  }

  /** A template is born at this index: whatever had it before is gone. */
  bornAt(index: number): void {
    if (index >= this.of.length || this.of[index] < 0) return;
    this.template[this.of[index]] = -1;
    this.of[index] = -1;
  }

  /** Two templates are one from now on; returns the numbers of both when both are known. */
  merge(from: number, into: number): readonly [from: number, into: number] | undefined {
    const old = from < this.of.length ? this.of[from] : -1;
    if (old < 0) return undefined;
    const stays = into < this.of.length ? this.of[into] : -1;
    this.of[from] = -1;
    if (stays < 0) {
      this.#bind(into, old);
      return undefined;
    }
    for (let number = 0; number < this.count; number++) {
      if (this.canonical[number] === old) this.canonical[number] = stays;
    }
    return [old, stays];
  }

  /** Template index of a number; -1 where it is no longer known. */
  templateOf(number: number): number {
    return this.template[this.canonical[number]];
  }

  /** The batch is done: texts are as they are after it. */
  end(): void {
    this.#batch = { templateText: this.#batch.templateText, textChanges: [] };
  }

  /** The text of a number's template as it is at the line that is looked at. */
  textOf(number: number): string {
    const index = this.templateOf(number);
    return index < 0 ? "" : textAt(this.#batch, index, this.line) ?? "";
  }

  #bind(index: number, number: number): void {
    if (index >= this.of.length) this.of = enlarged(this.of, Math.max(index + 1, this.of.length * 2), -1);
    this.of[index] = number;
    this.template[number] = index;
  }

  save(redact = UNREDACTED): SavedEventNumbers {
    const texts = Array.from(
      { length: this.count },
      (_, number) => this.canonical[number] === number ? this.textOf(number) : "",
    );
    // where no line has come since it was restored itself
    for (const [text, number] of this.#restored) texts[number] = text;
    return { texts: texts.map(redact), canonical: [...this.canonical.subarray(0, this.count)] };
  }

  restore({ texts, canonical }: SavedEventNumbers): void {
    this.count = texts.length;
    this.canonical = enlarged(Int32Array.from(canonical), Math.max(NUMBERS_FIRST, texts.length));
    this.template = new Int32Array(this.canonical.length).fill(-1);
    this.#restored.clear();
    for (const [number, text] of texts.entries()) if (text !== "") this.#restored.set(text, number);
  }
}

export interface SavedEventNumbers {
  /** Text of each number's template; "" where none is known. */
  readonly texts: readonly string[];
  readonly canonical: readonly number[];
}
