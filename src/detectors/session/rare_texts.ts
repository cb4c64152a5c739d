/**
 * Texts of lines that were rare when they came: what a verdict that is given later shows of them. The newest are kept: when
 * there are enough of them, those before go all at once, which costs less than one after the other.
 */
import type { RedactText } from "../../core/redact.ts";

const TEXTS_MAX = 2000;

export class RareTexts {
  #texts = new Map<number, string>();
  #older = new Map<number, string>();

  /** Keeps the text of the line before which so many lines came. */
  add(linesBefore: number, text: string): void {
    if (this.#texts.size >= TEXTS_MAX / 2) {
      this.#older = this.#texts;
      this.#texts = new Map();
    }
    this.#texts.set(linesBefore, text);
  }

  of(linesBefore: number): string | undefined {
    return this.#texts.get(linesBefore) ?? this.#older.get(linesBefore);
  }

  save(redact: RedactText): SavedTexts {
    const saved = (texts: ReadonlyMap<number, string>) =>
      [...texts].map(([line, text]) => [line, redact(text)] as const);
    return { texts: saved(this.#texts), older: saved(this.#older) };
  }

  restore({ texts, older }: SavedTexts): void {
    this.#texts = new Map(texts);
    this.#older = new Map(older);
  }
}

type Texts = readonly (readonly [linesBefore: number, text: string])[];

export interface SavedTexts {
  readonly texts: Texts;
  readonly older: Texts;
}
