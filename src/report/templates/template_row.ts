/** A template as tables tell of it, for people and for programs. */

/** All that is told of one. */
export interface TemplateRow {
  readonly id: string;
  readonly template: string;
  readonly count: number;
  /** Share of all lines, 0..1. */
  readonly share: number;
  /** RFC 3339, or null. */
  readonly firstTime: string | null;
  readonly lastTime: string | null;
  /** Lines by severity name; "" for lines that do not say. */
  readonly levels: Readonly<Record<string, number>>;
  /** A line of it. */
  readonly example: string;
  /** Lines a second between its first and its last; null where it has no span. */
  readonly rate: number | null;
  /** Ids of templates that turned out to be this one. */
  readonly merged: readonly string[];
  readonly parameters: readonly ParameterRow[];
}

/** A field of a template's lines, or what stands for one of its wildcards. */
export interface ParameterRow {
  /** The field's name, or the word before the wildcard. */
  readonly name: string;
  /** Which wildcard, from 1; null for a field. */
  readonly wildcard: number | null;
  readonly numbers:
    | Readonly<Record<"count" | "min" | "max" | "mean" | "deviation" | "p50" | "p95" | "p99", number>>
    | undefined;
  readonly words: WordsRow | undefined;
  /** Made from a sample of the lines, as that of an earlier run is. */
  readonly isSample: boolean;
}

interface WordsRow {
  readonly count: number;
  readonly cardinality: number;
  readonly top: readonly { readonly value: string; readonly count: number }[];
  readonly first: string;
}
