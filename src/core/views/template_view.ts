/** Templates as they are shown: their lines over time, their parameters. */

/** One template. */
export interface TemplateView {
  readonly id: string;
  readonly text: string;
  readonly example: string;
  /** Lines of this run, and of those before it. */
  readonly count: number;
  readonly countBefore: number;
  readonly linesPerSecond: number;
  readonly firstTimeMs: number;
  readonly lastTimeMs: number;
  /** Lines by band of levels, of all runs. */
  readonly levels: ArrayLike<number>;
  /** −log2 of its share of this run's lines. */
  readonly rarityBits: number;
  readonly anomalies: number;
  /** Lines in each bucket of the axis; empty where too many templates have a trend. */
  readonly trend: ArrayLike<number>;
  readonly parameters: readonly ParameterView[];
}

/** What stands at one place of a template. */
export interface ParameterView {
  readonly label: string;
  readonly type: "number" | "word";
  readonly count: number;
  /** How many different words; NaN where they are numbers. In a sample there may be more. */
  readonly cardinality: number;
  /** Of numbers: the least, the median, 95 % and 99 %, the largest. */
  readonly quantiles: readonly number[];
  readonly top: readonly { readonly value: string; readonly count: number }[];
  /** All of this is of a sample of the template's lines. */
  readonly isSample: boolean;
  /** By how much a share of the lines may be off in it, 0..1. */
  readonly shareError: number;
}

/** The templates that live, in the order of their birth. */
export interface TemplateList {
  readonly length: number;
  at(index: number): TemplateView;
  byId(id: string): TemplateView | undefined;
}
