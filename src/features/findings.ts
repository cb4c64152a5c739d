/**
 * What the feature pass found to be unusual in a batch, as it stood at the line: the statistics themselves go on with the
 * lines after it. A finding is a fact with its numbers; whether it is odd is for the detector of its kind to say.
 *
 * In columns, kept from batch to batch, because most batches have few and some have thousands.
 */

/** The kinds of findings, and what their numbers are (see the file that adds them). */
export const FINDING = {
  /** A line of a kind that is rare in its source. */
  rareTemplate: 0,
  /** A field has a value that it never had. */
  newValue: 1,
  /** A template at a level at which it seldom or never was. */
  levelOfTemplate: 2,
  /** The source has more grave lines lately than it used to have. */
  levelMix: 3,
  /** More lines of a template or source within the window than usual. */
  spike: 4,
  /** A template or source was silent for far longer than usual. */
  silence: 5,
  /** A number far from all others of its place. */
  number: 6,
  /** Numbers of a place that rise and rise, or lie elsewhere than before. */
  climb: 8,
  /** A template that does not follow the one before it. */
  pair: 7,
  /** The first line of a template. */
  newTemplate: 9,
} as const;

/** The number of a kind of finding. */
export type FindingKind = typeof FINDING[keyof typeof FINDING];

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
  /** Numbers that the kind explains. */
  readonly a: number[] = [];
  readonly b: number[] = [];
  readonly c: number[] = [];

  clear(): void {
    this.count = 0;
  }

  add(kind: FindingKind, line: number, template: number, bits: number, a: number, b: number, c: number): void {
    const k = this.count++;
    this.line[k] = line;
    this.kind[k] = kind;
    this.bits[k] = bits;
    this.template[k] = template;
    this.a[k] = a;
    this.b[k] = b;
    this.c[k] = c;
  }

  /** Takes over finding `k` of others. */
  take({ kind, line, template, bits, a, b, c }: Findings, k: number): void {
    this.add(kind[k], line[k], template[k], bits[k], a[k], b[k], c[k]);
  }
}
