/**
 * What the feature pass found to be unusual in a batch, as it stood at the line: the statistics themselves go on with
 * the lines after it. A finding is a fact with its numbers; whether it is odd is for the detector of its kind to say.
 *
 * In columns, kept from batch to batch, because most batches have few and some have thousands.
 */

/** The kinds of findings. A kind is the names of its numbers, in the order of their columns. */
export const FINDING = {
  /** A line of a kind that is rare in its source: which one of its kind it is, and of all lines. */
  rareTemplate: ["linesOfKind", "lines"],
  /**
   * A field has a value that it never had: lines with one of the values before, all values, the parameter of the batch.
   */
  newValue: ["linesBefore", "values", "parameter"],
  /** A template at a level at which it seldom or never was: classes of levels, and lines of the template before. */
  levelOfTemplate: ["level", "usualLevel", "linesBefore"],
  /** The source has more errors for a while than it used to have, as shares of all lines. */
  errorShare: ["recentShare", "usualShare"],
  /** More lines of a template or source within the window than usual; windows are numbered by time. */
  spike: ["lines", "usualLines", "window"],
  /** A template or source was silent for far longer than usual: milliseconds, and the lines of a window. */
  silence: ["silentMs", "usualLines"],
  /** A source that goes on with far fewer lines than ever: within the latest windows, and at least before. */
  lull: ["lines", "fewestLines"],
  /** A number far from all others of its place: both, and the parameter of the batch. */
  number: ["value", "usual", "parameter"],
  /** Numbers of a place that rise and rise, or lie elsewhere than before, by a power of two. */
  climb: ["value", "doublings", "parameter"],
  /** A template that does not follow the one before it, which came before others so many times. */
  pair: ["timesBefore", "templateBefore"],
  /** The first line of a template. */
  newTemplate: [],
} as const;

/** One of the kinds; told from others by identity. */
export type FindingKind = typeof FINDING[keyof typeof FINDING];

/** The numbers of a kind by their names. */
export type FindingNumbers<K extends FindingKind> = Readonly<Record<K[number], number>>;

/** The numbers of a kind in their order. */
type InOrder<K extends FindingKind> = { readonly [I in keyof K]: number };

/** Findings of one batch, ordered by line. */
export class Findings {
  count = 0;
  /** Line of the batch. */
  readonly line: number[] = [];
  readonly kind: FindingKind[] = [];
  /** How improbable it is by chance, −log2 of the share of lines that would show it. */
  readonly bits: number[] = [];
  /** Index of the template that it is about; −1 for the source as a whole. */
  readonly template: number[] = [];
  /** The columns of the numbers that its kind names. */
  readonly #numbers: readonly [number[], number[], number[]] = [[], [], []];

  clear(): void {
    this.count = 0;
  }

  /** Adds one, with the numbers of its kind in their order. */
  add<K extends FindingKind>(kind: K, line: number, template: number, bits: number, ...numbers: InOrder<K>): void;
  add(kind: FindingKind, line: number, template: number, bits: number, first = 0, second = 0, third = 0): void {
    this.#put(kind, line, template, bits, first, second, third);
  }

  /** Takes over finding `k` of others. */
  take(others: Findings, k: number): void {
    const [first, second, third] = others.#numbers;
    this.#put(others.kind[k], others.line[k], others.template[k], others.bits[k], first[k], second[k], third[k]);
  }

  /** One of the numbers of finding `k`, which is of this kind. */
  number<K extends FindingKind>(k: number, kind: K, name: K[number]): number {
    return this.#numbers[(kind as readonly string[]).indexOf(name)][k];
  }

  /** All numbers of finding `k`, which is of this kind, by their names. */
  numbers<K extends FindingKind>(k: number, kind: K): FindingNumbers<K> {
    const entries = kind.map((name, column) => [name, this.#numbers[column][k]]);
    return Object.fromEntries(entries) as FindingNumbers<K>;
  }

  #put(
    kind: FindingKind,
    line: number,
    template: number,
    bits: number,
    first: number,
    second: number,
    third: number,
  ): void {
    const k = this.count++;
    this.line[k] = line;
    this.kind[k] = kind;
    this.bits[k] = bits;
    this.template[k] = template;
    this.#numbers[0][k] = first;
    this.#numbers[1][k] = second;
    this.#numbers[2][k] = third;
  }
}
