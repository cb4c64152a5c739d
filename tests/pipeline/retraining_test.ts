/** New forests take over at fixed lines: nothing of it depends on workers, on batches, or on a restart in between. */
import { assert, assertEquals } from "@std/assert";
import type { OddlineEvent } from "../../src/core/anomaly.ts";
import { hashText } from "../../src/core/hash.ts";
import { LogGenerator } from "../../src/generate/mod.ts";
import { Pipeline } from "../../src/pipeline/pipeline.ts";
import type { PipelineOptions } from "../../src/pipeline/options.ts";
import { pipelineStateSchema, restorePipeline, savePipeline } from "../../src/pipeline/state.ts";
import { FileSource } from "../../src/sources/file_source.ts";
import { expand } from "../../src/sources/finding/finder.ts";
import { defaultForest } from "../forest/default_forest.ts";
import { TempFolder } from "../sources/temp_folder.ts";
import { PLAIN_OPTIONS } from "./run_log.ts";

const LINES = 24_000;
const LINE_BYTES_MAX = 8192;
const model = await defaultForest();

function lines(): string[] {
  const generator = new LogGenerator({ seed: 3, rate: 20, lines: LINES, format: "seed" });
  const text = [];
  for (let line = generator.next(); line !== undefined; line = generator.next()) text.push(...line.text.split("\n"));
  return text.slice(0, LINES);
}

interface Ran {
  readonly verdicts: readonly string[];
  readonly warnings: readonly string[];
  readonly pipeline: Pipeline;
}

async function run(paths: readonly string[], options: Partial<PipelineOptions>, saved?: unknown): Promise<Ran> {
  const verdicts: string[] = [];
  const warnings: string[] = [];
  const found = expand(paths, { include: [], exclude: [], gz: true });
  const pipeline = new Pipeline({
    ...PLAIN_OPTIONS,
    lineBytesMax: LINE_BYTES_MAX,
    detectors: new Set(["isolation_forest"]),
    alertThreshold: .5,
    model,
    retrain: { lines: 7000 },
    retrainDelayLines: 3000,
    source: new FileSource(found, { lineBytesMax: LINE_BYTES_MAX, startedMs: 0 }),
    sink: (event: OddlineEvent) => {
      if (event.type === "anomaly") verdicts.push(`${event.line} ${event.score} ${event.reason}`);
    },
    onWarning: (message) => warnings.push(message),
    ...options,
  });
  if (saved !== undefined) {
    restorePipeline(pipeline, pipelineStateSchema.parse(JSON.parse(JSON.stringify(saved))), PLAIN_OPTIONS.multiline);
  }
  await pipeline.run(new AbortController().signal);
  return { verdicts, warnings, pipeline };
}

/** Five minutes of event time are 6,000 lines. */
const NO_MODEL = { retrain: { ms: 300_000 }, model: undefined as never };

/** By its hash: it is long, and would be printed. */
function forestState({ pipeline }: Ran): string {
  return hashText(JSON.stringify(pipeline.forest?.save()));
}

Deno.test("with retraining on the way the same comes out for any number of workers and any cut of batches", async () => {
  using folder = new TempFolder();
  const path = folder.write("app.log", `${lines().join("\n")}\n`);
  const first = await run([path], { workers: 1 });
  assert(first.verdicts.length > 10, `${first.verdicts.length} verdicts`);
  const still = await run([path], { workers: 1, retrain: { lines: 1e9 } });
  assert(still.verdicts.join() !== first.verdicts.join(), "no model took over");
  for (const [workers, batchBytes] of [[3, 1 << 20], [1, 40_000], [2, 100_000]]) {
    const again = await run([path], { workers, batchBytes });
    assertEquals(again.verdicts, first.verdicts, `${workers} workers, batches of ${batchBytes} bytes`);
    assertEquals(again.warnings, first.warnings);
    assertEquals(forestState(again), forestState(first));
  }
});

Deno.test("a run that goes on from saved state says the same, also while a model was being trained", async () => {
  using folder = new TempFolder();
  const text = lines();
  // 8,000: a training was begun at line 7,000 and takes over at 10,000; 13,000: one has taken over
  for (const cut of [500, 8000, 13_000]) {
    const parts = [text.slice(0, cut), text.slice(cut)].map((part, index) =>
      folder.write(`${cut}-${index}.log`, `${part.join("\n")}\n`)
    );
    const whole = await run(parts, {});
    const before = await run(parts.slice(0, 1), {});
    const after = await run(parts.slice(1), {}, savePipeline(before.pipeline));
    assertEquals([...before.verdicts, ...after.verdicts], whole.verdicts, `cut at ${cut}`);
    assertEquals(forestState(after), forestState(whole), `state, cut at ${cut}`);
  }
});

Deno.test("retraining may be due by event time, and begins a forest where none was given", async () => {
  using folder = new TempFolder();
  const path = folder.write("app.log", `${lines().join("\n")}\n`);
  const first = await run([path], NO_MODEL);
  assert(first.verdicts.length > 0);
  assertEquals(first.warnings, []);
  assertEquals((await run([path], { ...NO_MODEL, batchBytes: 30_000 })).verdicts, first.verdicts);
});
