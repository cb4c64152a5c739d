/**
 * Says that a line is odd because of its words: "out of memory", "panic", "corrupt". Looks at templates, not at lines:
 * words are never masked, so a template's words are those of all its lines, and each is searched once.
 */
import { type Detector, type EventBatch, type Explanation, textAt, type VerdictSink } from "./detector.ts";

/** Words and phrases, in lower case, with their score. From .9 on a line is flagged for the word alone. */
export const KEYWORDS: ReadonlyMap<string, number> = new Map([
  ["out of memory", .97],
  ["oom-killer", .97],
  ["kernel panic", .98],
  ["segmentation fault", .97],
  ["segfault", .97],
  ["core dumped", .97],
  ["no space left on device", .97],
  ["stack overflow", .95],
  ["data loss", .96],
  ["deadlock", .95],
  ["panic", .95],
  ["corrupted", .93],
  ["corruption", .93],
  ["fatal", .93],
  ["crashed", .93],
  ["traceback", .92],
  ["unhandled exception", .93],
  ["uncaught exception", .93],
  ["too many open files", .93],
  ["read-only file system", .93],
  ["emergency", .92],
  ["exception", .8],
  ["critical", .8],
  ["aborted", .7],
  ["failed", .7],
  ["failure", .7],
  ["error", .7],
  ["denied", .7],
  ["refused", .7],
  ["unreachable", .7],
  ["timed out", .7],
  ["timeout", .6],
]);

export class KeywordDetector implements Detector {
  readonly id = "keyword";
  readonly #words: readonly string[];
  readonly #scores: readonly number[];
  readonly #pattern: RegExp | undefined;
  /** By template index: 1 + the word's index, 0 for no word, -1 where not yet looked. */
  #wordOf = new Int16Array(1024).fill(-1);

  constructor(keywords: ReadonlyMap<string, number>) {
    // the strongest word first, so that the first match is the strongest
    const sorted = [...keywords].sort((a, b) => b[1] - a[1] || b[0].length - a[0].length);
    this.#words = sorted.map(([word]) => word);
    this.#scores = sorted.map(([, score]) => score);
    this.#pattern = sorted.length === 0 ? undefined : new RegExp(
      sorted.map(([word]) => `(?<![a-z])${escapeRegExp(word)}(?![a-z])`).join("|"),
      "g",
    );
  }

  observe(events: EventBatch, verdicts: VerdictSink): void {
    const { lines, template, continuation, textChanges } = events;
    let words = this.#wordOf;
    let change = 0;
    for (let line = 0; line < lines; line++) {
      for (; change < textChanges.length && textChanges[change].line <= line; change++) {
        words[textChanges[change].index] = -1;
      }
      if (continuation[line] !== 0) continue;
      const index = template[line];
      if (index >= words.length) words = this.#grow(index);
      let word = words[index];
      if (word === 0) continue;
      if (word < 0) words[index] = word = this.#find(textAt(events, index, line));
      if (word > 0) verdicts.give(line, this.#scores[word - 1], word - 1, 0);
    }
  }

  explain(word: number): Explanation {
    return { reason: `the line says "${this.#words[word]}"`, evidence: { keyword: this.#words[word] } };
  }

  forgetTemplates(): void {
    this.#wordOf.fill(-1);
  }

  /** 1 + index of the strongest word in a template, 0 for none. */
  #find(template: string): number {
    if (this.#pattern === undefined) return 0;
    let best = 0;
    for (const [found] of template.toLowerCase().matchAll(this.#pattern)) {
      const index = this.#words.indexOf(found) + 1;
      if (best === 0 || index < best) best = index;
    }
    return best;
  }

  #grow(index: number): Int16Array<ArrayBuffer> {
    const words = new Int16Array(Math.max(index + 1, this.#wordOf.length * 2)).fill(-1);
    words.set(this.#wordOf);
    return this.#wordOf = words;
  }
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
