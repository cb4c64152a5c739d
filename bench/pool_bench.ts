/** How long is a round trip to a worker and back, of a batch of lines to be parsed and of rows to be scored? */
import { Batch, BATCH_BYTES } from "../src/core/lines/batch.ts";
import { detectFormat } from "../src/formats/mod.ts";
import { Pool } from "../src/workers/pool.ts";
import { FEATURES } from "../src/features/schema.ts";
import { defaultForest } from "../tests/forest/default_forest.ts";
import { generatedLines } from "./generated_lines.ts";

const ROWS = 64;
const lines = generatedLines("seed");
const batch = Batch.allocate(Math.max(BATCH_BYTES, lines.length));
batch.bytes.set(lines);
const init = {
  type: "init",
  batches: [batch.buffer],
  bytesMax: batch.bytes.length,
  timeZone: "UTC",
  rules: [],
  masks: [],
} as const;

/** Opened by the first run, closed by nobody: the bench ends the process. */
let opened: { readonly pool: Pool; parsed: () => void } | undefined;

function open() {
  if (opened !== undefined) return opened;
  const fail = (message: string): never => {
    throw new Error(message);
  };
  const own = { parsed: () => {} };
  const pool = new Pool(1, init, { onParsed: () => own.parsed(), onFailed: (_, why) => fail(why), onRestart: fail });
  pool.addFormat(detectFormat(lines.slice(0, lines.lastIndexOf(10, 60_000) + 1), { timeZone: "UTC", referenceMs: 0 }));
  opened = Object.assign(own, { pool });
  return opened;
}

async function parse(end: number): Promise<void> {
  const own = open();
  const done = new Promise<void>((resolve) => own.parsed = resolve);
  own.pool.submit({ batch: 0, begin: 0, end, format: 0, referenceMs: 0, truncated: false });
  await done;
}

const oneLine = lines.indexOf(10) + 1;
Deno.bench("parse, 1 line", { group: "pool", baseline: true }, async () => await parse(oneLine));
Deno.bench("parse, 10,000 lines", { group: "pool" }, async () => await parse(lines.length));

const { onnx, info } = await defaultForest();
const rows = new Float32Array(ROWS * FEATURES.length);
Deno.bench(`score, ${ROWS} rows`, { group: "pool" }, async () => {
  const { pool } = open();
  pool.loadModel(onnx, info.sha256);
  await pool.score(rows, FEATURES.length);
});
