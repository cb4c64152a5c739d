/** What a miner saves: its templates, and the shapes it learnt them from in the order of their coming. Plain JSON. */

/** Raised when the shape below changes. */
export const SAVED_MINER_VERSION = 1;

/** A template as it is saved. Times in ms since the epoch. */
export interface SavedTemplate {
  readonly id: string;
  readonly text: string;
  readonly example: string;
  readonly count: number;
  readonly firstTime: number | null;
  readonly lastTime: number | null;
  readonly lastLine: number;
  readonly levels: readonly number[];
}

/** A miner as it is saved. */
export interface SavedMiner {
  readonly version: typeof SAVED_MINER_VERSION;
  readonly templates: readonly SavedTemplate[];
  /** Shapes, and the position in `templates` of the template of each. */
  readonly shapes: readonly (readonly [string, number])[];
  /** Ids that were merged away, each with the one that it was merged into. */
  readonly merged?: readonly (readonly [from: string, into: string])[] | undefined;
}
