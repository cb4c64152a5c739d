/**
 * Parsing in the coordinator's own thread, which workers do otherwise: what is there first, if it is short, since a
 * thread takes some 60 ms to begin, in which a small file is read and reported; and what workers died of.
 */
import type { Batch } from "../core/lines/batch.ts";
import type { FormatSpec } from "../formats/format.ts";
import { ParseTask } from "../workers/parse_task.ts";
import type { ParseRequest, PoolInit } from "../workers/pool.ts";
import type { PipelineOptions } from "./options.ts";

/** Bytes that are parsed, by code that runs for the first time, while a thread would begin. */
export const FIRST_BYTES_MAX = 1 << 15;

/** What parsing needs to know, here and in the workers. */
export function parsingInit(options: PipelineOptions, batches: readonly Batch[], bytesMax: number): PoolInit {
  const { timeZone, rules, masks = [], multiline: { haltBefore, continueThrough } } = options;
  return {
    type: "init",
    batches: batches.map(({ buffer }) => buffer),
    bytesMax,
    timeZone,
    rules,
    masks,
    ...(haltBefore !== undefined && { haltBefore }),
    ...(continueThrough !== undefined && { continueThrough }),
  };
}

/** Fills the columns of a batch. Its shapes are in a table of its own. Throws what a worker would die of. */
export function parseHere(init: PoolInit, batches: readonly Batch[], request: ParseRequest, spec: FormatSpec): void {
  new ParseTask(init, batches, () => 0).run({ type: "parse", ...request, spec });
}
