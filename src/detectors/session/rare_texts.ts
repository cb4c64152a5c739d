/** Texts of lines that were rare when they came: what a verdict that is given later shows of them. The newest are kept. */

const TEXTS_MAX = 2000;

export class RareTexts {
  readonly #texts = new Map<number, string>();

  /** Keeps the text of the line before which so many lines came. */
  add(linesBefore: number, text: string): void {
    if (this.#texts.size >= TEXTS_MAX) this.#texts.delete(this.#texts.keys().next().value ?? 0);
    this.#texts.set(linesBefore, text);
  }

  of(linesBefore: number): string | undefined {
    return this.#texts.get(linesBefore);
  }

  save(): [number, string][] {
    return [...this.#texts];
  }

  restore(saved: readonly (readonly [number, string])[]): void {
    for (const [linesBefore, text] of saved) this.#texts.set(linesBefore, text);
  }
}
