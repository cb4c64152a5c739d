/**
 * The ladder in lines a second: each stage with those before it on one thread, then the whole program in this process
 * with one worker. Medians, since the machine may be noisy. Run by `deno task bench` after the benches.
 */
import { KEYWORDS } from "../src/detectors/mod.ts";
import { Pipeline } from "../src/pipeline/pipeline.ts";
import { FileSource } from "../src/sources/file_source.ts";
import { expand } from "../src/sources/finding/finder.ts";
import { BENCH_LINES, generatedLines } from "./generated_lines.ts";
import { stagesOf } from "../src/benchmark/stages.ts";
import { grouped, median } from "./trials/machine.ts";

const ROUNDS = 30;
const WHOLE_LINES = 1_000_000;
const WHOLE_ROUNDS = 3;

console.log("ladder, lines a second (median)\n");
for (const format of ["seed", "json"] as const) {
  for (const [name, stage] of Object.entries(stagesOf(generatedLines(format)))) {
    for (let warm = 0; warm < ROUNDS; warm++) stage();
    print(format, name, median(Array.from({ length: ROUNDS }, () => BENCH_LINES / secondsOf(stage))));
  }
  const path = Deno.makeTempFileSync({ prefix: "oddline-ladder-" });
  try {
    Deno.writeFileSync(path, generatedLines(format, WHOLE_LINES));
    const rates: number[] = [];
    for (let round = 0; round < WHOLE_ROUNDS; round++) rates.push(await wholeRate(path));
    print(format, "end to end, 1 worker", median(rates));
  } finally {
    Deno.removeSync(path);
  }
}

async function wholeRate(path: string): Promise<number> {
  const start = performance.now();
  const pipeline = new Pipeline({
    source: new FileSource(expand([path]), { startedMs: Date.now() }),
    sink: () => {},
    workers: 1,
    timeZone: "UTC",
    alertThreshold: .9,
    groupWindowMs: 60_000,
    lineBytesMax: 256 * 1024,
    multiline: { auto: true, linesMax: 1000 },
    rules: [],
    detectors: new Set(["rule", "severity", "keyword", "new_template"]),
    formats: [],
    keywords: KEYWORDS,
  });
  await pipeline.run(new AbortController().signal);
  pipeline.finish();
  return WHOLE_LINES / ((performance.now() - start) / 1000);
}

function secondsOf(stage: () => number): number {
  const start = performance.now();
  stage();
  return (performance.now() - start) / 1000;
}

function print(format: string, name: string, rate: number): void {
  console.log(`${format.padEnd(5)} ${name.padEnd(24)} ${grouped(rate).padStart(12)}`);
}
