/** The share of a source's lines that are warnings or worse, usually and lately. */

/** Lines over which the usual and the latest share forget. */
const MEMORY_LINES = 20_000;
const RECENT_LINES = 128;
const NEGLIGIBLE = 1e-9;

const USUAL = 0;
const RECENT = 1;
const LINES = 2;
const WIDTH = 3;

/** The numbers of a mix as they are saved. */
export type SavedLevelMix = readonly number[];

export class LevelMix {
  readonly #numbers = new Float64Array(WIDTH);

  get usual(): number {
    return this.#numbers[USUAL];
  }

  get recent(): number {
    return this.#numbers[RECENT];
  }

  /** Takes a line: 1 where it is grave, else 0. */
  add(isGrave: number): void {
    const numbers = this.#numbers;
    const lines = ++numbers[LINES];
    const before = numbers[RECENT];
    const recent = before + (isGrave - before) / (lines < RECENT_LINES ? lines : RECENT_LINES);
    // what decays for ever ends as a number so small that processors are slow with it
    numbers[RECENT] = recent < NEGLIGIBLE ? 0 : recent;
    const usual = numbers[USUAL] + (isGrave - numbers[USUAL]) / (lines < MEMORY_LINES ? lines : MEMORY_LINES);
    numbers[USUAL] = usual < NEGLIGIBLE ? 0 : usual;
  }

  save(): SavedLevelMix {
    return [...this.#numbers];
  }

  restore(saved: SavedLevelMix): void {
    this.#numbers.set(saved.slice(0, WIDTH));
  }
}
