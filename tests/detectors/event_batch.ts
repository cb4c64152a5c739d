/** Batches of lines as detectors see them, made by hand. */
import { Batch } from "../../src/core/lines/batch.ts";
import { FeatureRows } from "../../src/features/rows.ts";
import { FINDING, Findings } from "../../src/features/findings.ts";
import type { EventBatch } from "../../src/detectors/mod.ts";

const columns = Batch.allocate(1 << 12);

/** A batch of lines that say only what is given. */
export function eventBatch(lines: number, given: Partial<EventBatch> = {}): EventBatch {
  const findings = new Findings();
  for (const line of given.bornLine ?? []) findings.add(FINDING.newTemplate, line, 0, 30);
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
    shapes: {
      hash1: new Int32Array(lines),
      hash2: new Int32Array(lines),
      note: new Int16Array(lines).fill(-1),
    },
    bornLine: new Int32Array(lines),
    born: 0,
    parameterSlot: new Int32Array(0),
    dropped: [],
    fieldName: () => "",
    levelField: "",
    hitLine: new Uint32Array(lines),
    hitRule: new Uint32Array(lines),
    hits: 0,
    linesBefore: 0,
    templateText: ["nothing"],
    textChanges: [],
    features: { row: new Int32Array(lines), rows: new FeatureRows(), findings },
    ...given,
  };
}

const encoder = new TextEncoder();

/** Columns of lines that are messages and nothing else, each of a shape of its own. */
export function messageColumns(messages: readonly string[]): Batch {
  const bytes = messages.map((message) => encoder.encode(`${message}\n`));
  const made = Batch.allocate(bytes.reduce((sum, { length }) => sum + length, 1));
  let at = 0;
  for (const [line, text] of bytes.entries()) {
    made.bytes.set(text, at);
    made.start[line] = made.messageStart[line] = at;
    made.end[line] = made.messageEnd[line] = at + text.length - 1;
    made.shape[line] = line;
    at += text.length;
  }
  return made;
}
