/**
 * From shapes to templates: the slow path of mining. It sees each new shape once and says which template that is of;
 * what it learns by it may show that templates which grew apart are one.
 *
 * In three steps, after Drain (He et al., ICWS 2017), which looks the fixed words up first, and Brain (Yu et al., TSC
 * 2023): the same words in the same order (anchors.ts); the same fields (fields.ts); the same words but for places that
 * were found open (evidence.ts).
 */
import { type Anchor, anchorsOf, isSlot } from "./anchors.ts";
import { Cues } from "./cues.ts";
import { Evidence, nameOrNothing, type Templates, type Witness } from "./evidence.ts";
import { Fields } from "./fields.ts";
import { Journal } from "./journal.ts";
import { hashWords, Openings } from "./openings.ts";
import { RecentMap } from "./recent_map.ts";
import { tokenize } from "./tokenizer.ts";
import { WEIGHTS, type Weights } from "./weights.ts";

/** Lists of words whose template is remembered. */
const WORD_LISTS_MAX = 1 << 18;
/** With more templates than this, messages are compared in one place at a time only: there is no time for more. */
const PAIR_TEMPLATES_MAX = 20_000;

export class Grower {
  readonly #journal = new Journal();
  /** Shapes that were new. */
  shapeCount = 0;
  readonly #templates: Templates;
  /** By hash. */
  readonly #byWords = new RecentMap<number, number>(WORD_LISTS_MAX);
  readonly #cues: Cues;
  readonly #fields: Fields;
  readonly #evidence: Evidence;
  /** The earlier message that was looked at last: it is often asked for several times. */
  #earlier: Witness | undefined;

  constructor(templates: Templates, weights: Weights = WEIGHTS) {
    this.#templates = templates;
    this.#fields = new Fields(templates, weights);
    this.#cues = new Cues(weights);
    const witnessOf = (serial: number) => this.#witnessOf(serial);
    this.#evidence = new Evidence({ templates, cues: this.#cues, weights, witnessOf });
  }

  /** The template of a shape; `make` makes a new one. */
  place(shape: string, make: () => number): number {
    const known = this.#journal.templateOf(shape);
    if (known >= 0) return this.#templates.find(known);
    this.shapeCount++;
    const serial = this.#journal.enter(shape);
    return this.#placeNew(shape, serial, make);
  }

  /** All shapes that are remembered, with their templates, in the order of their first coming. */
  shapes(): Iterable<readonly [shape: string, template: number]> {
    return this.#journal.shapes();
  }

  /** Renames templates; what is known of those whose name becomes negative is forgotten. */
  rename(nameOf: (template: number) => number): void {
    this.#journal.rename(nameOf);
    this.#byWords.update((template) => nameOrNothing(nameOf(template)));
    this.#fields.rename(nameOf);
    this.#evidence.rename(nameOf);
    this.#earlier = undefined;
  }

  #placeNew(shape: string, serial: number, make: () => number): number {
    const tokens = tokenize(shape);
    const anchors = anchorsOf(tokens);
    const texts = anchors.map(({ text }) => text);
    const words = texts.filter((text) => !isSlot(text));
    const key = hashWords(words.length > 0 ? words : ["", ...tokens]);
    const openings = new Openings(anchors, this.#templates.size <= PAIR_TEMPLATES_MAX);
    let template = this.#byWords.get(key);
    if (template === undefined) {
      template = this.#fields.match(texts);
      if (template < 0) template = this.#evidence.match(openings);
      if (template < 0) template = make();
      this.#byWords.set(key, template);
      this.#fields.add(texts, template);
      this.#cues.add(openings);
    }
    this.#journal.assign(serial, template);
    this.#learn({ openings, template, serial });
    return this.#templates.find(template);
  }

  /** Adds evidence; a pattern that opens by it is evidence itself. */
  #learn(witness: Witness): void {
    for (const { texts, template } of this.#evidence.add(witness)) {
      this.#fields.add(texts, template);
      const openings = new Openings(texts.map((text): Anchor => ({ text, kind: "word" })));
      this.#cues.add(openings);
      this.#learn({ openings, template, serial: -1 });
    }
  }

  #witnessOf(serial: number): Witness | undefined {
    if (this.#earlier?.serial === serial) return this.#earlier;
    const shape = this.#journal.shapeOf(serial);
    if (shape === undefined) return undefined;
    const openings = new Openings(anchorsOf(tokenize(shape)));
    return this.#earlier = { openings, template: this.#journal.templateOf(shape), serial };
  }
}
