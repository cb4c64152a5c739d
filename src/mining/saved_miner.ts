/** What a miner saves: its templates, and the shapes it learnt them from in the order of their coming. Plain JSON. */
import type { RedactText } from "../core/text/redact.ts";
import { LEVEL_CLASSES, type TemplateTable } from "./template_table.ts";

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

/** A template as it is saved. */
export function saveTemplate(table: TemplateTable, index: number, redact: RedactText): SavedTemplate {
  return {
    id: table.ids[index],
    text: redact(table.texts[index]),
    example: redact(table.examples[index]),
    count: table.count[index],
    firstTime: Number.isNaN(table.firstTime[index]) ? null : table.firstTime[index],
    lastTime: Number.isNaN(table.lastTime[index]) ? null : table.lastTime[index],
    lastLine: table.lastLine[index],
    levels: [...table.levels.subarray(index * LEVEL_CLASSES, (index + 1) * LEVEL_CLASSES)],
  };
}

/** Gives a template what was saved of it. */
export function restoreTemplate(table: TemplateTable, index: number, saved: SavedTemplate): void {
  table.ids[index] = saved.id;
  table.texts[index] = saved.text;
  table.examples[index] = saved.example;
  table.count[index] = saved.count;
  table.firstTime[index] = saved.firstTime ?? NaN;
  table.lastTime[index] = saved.lastTime ?? NaN;
  table.lastLine[index] = saved.lastLine;
  table.levels.set(saved.levels, index * LEVEL_CLASSES);
}
