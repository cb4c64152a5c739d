/**
 * Says that a line is odd because of its words: "out of memory", "panic", "corrupt". Looks at shapes, not at lines:
 * words are not masked, so a shape's words are those of all its lines, and are searched once. Not at templates, which
 * keep no word that differs from line to line: "job <*>" may be "job crashed".
 */
import type { Batch } from "../core/lines/batch.ts";
import { shapeText } from "../mining/masks/masking.ts";
import type { Detector, EventBatch, Explanation, VerdictSink } from "./detector.ts";

export class KeywordDetector implements Detector {
  readonly id = "keyword";
  readonly #words: readonly string[];
  readonly #scores: readonly number[];
  readonly #pattern: RegExp | undefined;

  constructor(keywords: ReadonlyMap<string, number>) {
    // the strongest word first, so that the first match is the strongest
    const sorted = [...keywords].sort((a, b) => b[1] - a[1] || b[0].length - a[0].length);
    this.#words = sorted.map(([word]) => word);
    this.#scores = sorted.map(([, score]) => score);
    this.#pattern = sorted.length === 0 ? undefined : new RegExp(
      `(?<![a-z])(?:${sorted.map(([word]) => RegExp.escape(word)).join("|")})(?![a-z])`,
      "g",
    );
  }

  observe({ lines, continuation, columns, shapes }: EventBatch, verdicts: VerdictSink): void {
    const { shape } = columns;
    const { note } = shapes;
    for (let line = 0; line < lines; line++) {
      // 1 + the word's index, 0 for no word, -1 where not yet looked
      const word = note[shape[line]];
      if (word === 0 || continuation[line] !== 0) continue;
      if (word > 0) verdicts.give(line, this.#scores[word - 1], word - 1, 0);
      else this.#look(line, columns, note, verdicts);
    }
  }

  explain(word: number): Explanation {
    return { reason: `the line says "${this.#words[word]}"`, evidence: { keyword: this.#words[word] } };
  }

  #look(line: number, columns: Batch, note: Int16Array, verdicts: VerdictSink): void {
    const { bytes, messageStart, messageEnd, shape } = columns;
    const word = this.#find(shapeText(bytes, messageStart[line], messageEnd[line]));
    note[shape[line]] = word;
    if (word > 0) verdicts.give(line, this.#scores[word - 1], word - 1, 0);
  }

  /** 1 + index of the strongest word in a shape, 0 for none. */
  #find(text: string): number {
    const pattern = this.#pattern;
    if (pattern === undefined) return 0;
    const lower = text.toLowerCase();
    let best = 0;
    // `matchAll` would make a pattern anew for each text
    pattern.lastIndex = 0;
    for (let found = pattern.exec(lower); found !== null; found = pattern.exec(lower)) {
      const index = this.#words.indexOf(found[0]) + 1;
      if (best === 0 || index < best) best = index;
    }
    return best;
  }
}
