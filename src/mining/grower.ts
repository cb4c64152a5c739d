/**
 * From shapes to templates: the slow path of mining. It sees each new shape once and says which template that is of;
 * what it learns by it may show that templates which grew apart are one.
 *
 * In three steps, after Drain (He et al., ICWS 2017), which looks the fixed words up first, and Brain (Yu et al., TSC
 * 2023): the same words in the same order (anchors.ts); the same fields (fields.ts); the same words but for places that
 * were found open (evidence.ts).
 */
import { type Anchor, anchorsOf, isSlot } from "./anchors.ts";
import { Evidence, type Templates } from "./evidence.ts";
import { Fields } from "./fields.ts";
import { Openings } from "./openings.ts";
import { tokenize } from "./tokenizer.ts";

/** Lists of words whose template is remembered. */
const WORD_LISTS_MAX = 1 << 17;

export class Grower {
  readonly #templates: Templates;
  readonly #byWords = new Map<string, number>();
  readonly #fields: Fields;
  readonly #evidence: Evidence;

  constructor(templates: Templates) {
    this.#templates = templates;
    this.#fields = new Fields(templates);
    this.#evidence = new Evidence(templates);
  }

  /** The template of a shape; `make` makes a new one. */
  place(shape: string, make: () => number): number {
    const tokens = tokenize(shape);
    const anchors = anchorsOf(tokens);
    const texts = anchors.map(({ text }) => text);
    const words = texts.filter((text) => !isSlot(text));
    const key = words.length > 0 ? words.join(" ") : `\x01${tokens.join(" ")}`;
    const openings = new Openings(anchors);
    const known = this.#byWords.get(key);
    if (known !== undefined) {
      this.#learn(openings, known);
      return this.#templates.find(known);
    }
    let template = this.#fields.match(texts);
    if (template < 0) template = this.#evidence.match(openings);
    if (template < 0) template = make();
    if (this.#byWords.size >= WORD_LISTS_MAX) this.#byWords.delete(this.#byWords.keys().next().value!);
    this.#byWords.set(key, template);
    this.#fields.add(texts, template);
    this.#learn(openings, template);
    return this.#templates.find(template);
  }

  /** Adds evidence; a pattern that opens by it is evidence itself. */
  #learn(openings: Openings, template: number): void {
    for (const { texts, template: opened } of this.#evidence.add(openings, template)) {
      this.#fields.add(texts, opened);
      const anchors = texts.map((text): Anchor => ({ text, kind: "word" }));
      this.#learn(new Openings(anchors), opened);
    }
  }
}
