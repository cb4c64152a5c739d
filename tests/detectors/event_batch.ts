/** Batches of lines as detectors see them, made by hand. */
import { Batch } from "../../src/core/batch.ts";
import { FeatureRows } from "../../src/features/rows.ts";
import { Findings } from "../../src/features/findings.ts";
import type { EventBatch } from "../../src/detectors/mod.ts";

const columns = Batch.allocate(1 << 12);

/** A batch of lines that say only what is given. */
export function eventBatch(lines: number, given: Partial<EventBatch> = {}): EventBatch {
  return {
    source: "app.log",
    origin: { identity: "app.log", line: 1, offset: 0 },
    columns,
    lines,
    template: new Int32Array(lines),
    continuation: new Uint8Array(lines),
    time: new Float64Array(lines),
    clock: new Float64Array(lines),
    severity: new Uint8Array(lines),
    merges: [],
    bornLine: new Int32Array(lines),
    born: 0,
    parameterSlot: new Int32Array(0),
    hitLine: new Uint32Array(lines),
    hitRule: new Uint32Array(lines),
    hits: 0,
    linesBefore: 0,
    templateText: ["nothing"],
    textChanges: [],
    features: { row: new Int32Array(lines), rows: new FeatureRows(), findings: new Findings() },
    ...given,
  };
}
