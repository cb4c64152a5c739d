/**
 * From shapes to templates: the slow path of mining. It sees each new shape once and says which template that is of;
 * what it learns by it may show that templates which grew apart are one.
 *
 * In four steps, after Drain (He et al., ICWS 2017), which looks the fixed words up first, and Brain (Yu et al., TSC
 * 2023): the same words in the same order (anchors.ts); the same fields (fields.ts); the same words but for places that
 * were found open (evidence.ts); a beginning that names follow (grid.ts).
 */
import { type Anchor, isOptionalKey, isSlot, sentenceOf } from "./anchors.ts";
import { type EarlierMessage, Evidence, NAME_TEMPLATES_MAX, type Templates } from "./evidence.ts";
import { Fields } from "./fields.ts";
import { Grid } from "./grid.ts";
import { Journal } from "./journal.ts";
import { ANCHORS_MAX, Openings } from "./openings.ts";
import { hashWord, WordsHash } from "./word_hash.ts";
import { RecentHashes } from "./recent_hashes.ts";
import { tokenize } from "../masks/tokenizer.ts";
import { WEIGHTS, type Weights } from "./weights.ts";

/** Lists of words whose template is remembered. */
const WORD_LISTS_MAX = 1 << 18;
/** With more templates than this, messages are compared in one place at a time only: there is no time for more. */
const PAIR_TEMPLATES_MAX = 8_000;
/** So many words say which statement it is, without its fields. */
const SAID_WORDS_MIN = 3;

export class Grower {
  readonly #journal = new Journal();
  /** Shapes that were new. */
  shapeCount = 0;
  readonly #templates: Templates;
  readonly #byWords = new RecentHashes(WORD_LISTS_MAX);
  readonly #wordsHash = new WordsHash();
  readonly #openings = new Openings();
  readonly #fields: Fields;
  readonly #grid: Grid;
  readonly #evidence: Evidence;
  /** The earlier message that was looked at last: it is often asked for several times. */
  #earlier: EarlierMessage | undefined;

  constructor(templates: Templates, weights: Weights = WEIGHTS) {
    this.#templates = templates;
    this.#fields = new Fields(templates, weights);
    this.#grid = new Grid(templates);
    const earlierOf = (serial: number) => this.#earlierOf(serial);
    this.#evidence = new Evidence({ templates, weights, earlierOf });
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
    this.#byWords.update(nameOf);
    this.#fields.rename(nameOf);
    this.#grid.rename(nameOf);
    this.#evidence.rename(nameOf);
    this.#earlier = undefined;
  }

  #placeNew(shape: string, serial: number, make: () => number): number {
    const tokens = tokenize(shape);
    const sentence = sentenceOf(tokens);
    const { anchors } = sentence;
    const openings = this.#openings;
    const { size } = this.#templates;
    const names = size <= NAME_TEMPLATES_MAX;
    openings.read(sentence, { pairs: size <= PAIR_TEMPLATES_MAX, names });
    this.#hashWords(anchors, tokens);
    const { word1, word2 } = this.#wordsHash;
    let template = this.#byWords.get(word1, word2);
    if (template < 0) {
      if (openings.hasKeys) template = this.#fields.match(anchors);
      if (template < 0) template = this.#evidence.match(openings);
      if (template < 0 && names) template = this.#grid.match(anchors);
      if (template < 0) template = make();
      this.#byWords.set(word1, word2, template);
      if (openings.hasKeys) this.#fields.add(anchors, template);
    }
    this.#journal.assign(serial, template);
    this.#learn(template, serial);
    if (names) this.#grid.add(anchors, template);
    return this.#templates.find(template);
  }

  /**
   * The words in their order, whatever stands between them, without the fields that may be absent; of a message without
   * words, all there is.
   */
  #hashWords(anchors: readonly Anchor[], tokens: readonly string[]): void {
    const hash = this.#wordsHash;
    let words = 0;
    hash.begin();
    const mayLackFields = this.#openings.hasKeys && sayEnough(anchors);
    for (let p = 0; p < anchors.length; p++) {
      const { text } = anchors[p];
      if (isSlot(text) || mayLackFields && isOptionalField(anchors, p)) continue;
      hash.add(p < ANCHORS_MAX ? this.#openings.value[p] : hashWord(text));
      words++;
    }
    if (words === 0) { for (const token of ["", ...tokens]) hash.add(hashWord(token)); }
  }

  /** Adds the message at hand as evidence; a pattern that opens by it is evidence itself. */
  #learn(template: number, serial: number): void {
    const openings = this.#openings;
    for (const opened of this.#evidence.add({ openings, template, serial })) {
      if (this.#evidence.isCovered(opened)) continue;
      this.#fields.add(opened.sentence.anchors, opened.template);
      openings.read(opened.sentence);
      this.#learn(opened.template, -1);
    }
  }

  #earlierOf(serial: number): EarlierMessage | undefined {
    if (this.#earlier?.serial === serial) return this.#earlier;
    const shape = this.#journal.shapeOf(serial);
    if (shape === undefined) return undefined;
    return this.#earlier = {
      sentence: sentenceOf(tokenize(shape)),
      template: this.#journal.templateAt(serial),
      serial,
    };
  }
}

/** Whether a field between commas with a parameter as value stands here: it may be absent. */
function isOptionalField(anchors: readonly Anchor[], p: number): boolean {
  return isOptionalKey(anchors[p].text) && (p + 1 === anchors.length || isSlot(anchors[p + 1].text));
}

/** Whether words say which statement it is, whatever fields there are. */
function sayEnough(anchors: readonly Anchor[]): boolean {
  let words = 0;
  for (const { text, kind } of anchors) if (kind === "word" && !isSlot(text)) words++;
  return words >= SAID_WORDS_MIN;
}
