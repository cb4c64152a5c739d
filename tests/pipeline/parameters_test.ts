/** Parameters over a whole run: places keep their slots, and what is learnt of them goes on after a restart. */
import { assert, assertEquals } from "@std/assert";
import { Random } from "../../src/generate/random.ts";
import { sampleError, sampleWeight } from "../../src/mining/parameters/parameter_statistics.ts";
import { Pipeline } from "../../src/pipeline/pipeline.ts";
import { saveParameters } from "../../src/pipeline/parameters/saved_parameters.ts";
import { pipelineStateSchema, restorePipeline, savePipeline } from "../../src/pipeline/state.ts";
import { parametersOf, type TemplateParameter } from "../../src/pipeline/parameters/template_parameters.ts";
import { parameterViews } from "../../src/snapshot/parameter_views.ts";
import { FileSource } from "../../src/sources/file_source.ts";
import { expand } from "../../src/sources/finding/finder.ts";
import { LINE_BYTES_MAX } from "../../src/sources/source.ts";
import { TempFolder } from "../sources/temp_folder.ts";
import { PLAIN_OPTIONS, runLog } from "./run_log.ts";
import { wildLog } from "./wild_log.ts";

/** What is known of each template's parameters: `name: numbers or words`. */
async function learnt(lines: readonly string[], options = {}): Promise<Record<string, string[]>> {
  using folder = new TempFolder();
  const log = folder.write("app.log", lines.map((line) => `${line}\n`).join(""));
  const { pipeline } = await runLog(log, { parameterLines: "all", ...options });
  const { miner, learner } = pipeline;
  return Object.fromEntries(
    [...miner.indices()].map((
      index,
    ) => [miner.texts[index], parametersOf(learner.parameters, miner, index).map(shown)]),
  );
}

function shown({ name, wildcard, numbers, words, isSample }: TemplateParameter): string {
  const parts = [
    ...(numbers === undefined ? [] : [`${numbers.count} numbers ${numbers.min}–${numbers.max}`]),
    ...(words === undefined ? [] : [words.top.map(({ value, count }) => `${value} ${count}`).join(", ")]),
  ];
  return `${wildcard === null ? "" : `${wildcard} `}${name}: ${parts.join("; ")}${isSample ? ", a sample" : ""}`;
}

Deno.test("each place of a template has its own numbers or words", async () => {
  const lines = [
    "read 5 blocks of disk sda in 12ms",
    "read 7 blocks of disk sdb in 3ms",
    "read 9 blocks of disk sda in 4ms",
  ];
  // that the disk differs is known from the fourth line on
  const others = lines.map((line) => line.replace("sd", "nvme"));
  assertEquals(await learnt([...lines, ...others, ...lines]), {
    "read <*> blocks of disk <*> in <*>": [
      "1 read: 9 numbers 5–9",
      "2 disk: nvmea 2, sda 2, nvmeb 1, sdb 1",
      "3 in: 9 numbers 3–12",
    ],
  });
});

Deno.test("of two places after one word each has its own wildcard", async () => {
  assertEquals(await learnt(["read 5 70", "read 6 80", "read 7 90"]), {
    "read <*> <*>": ["1 read: 3 numbers 5–7", "2 read: 3 numbers 70–90"],
  });
});

Deno.test("a place is the same whether an optional part is there or not", async () => {
  const lines = Array.from(
    { length: 20 },
    (_, k) =>
      k % 2 === 0 ? `connection from 10.0.0.${k} (host-${k}) took 5 ms` : `connection from 10.0.0.${k} () took 7 ms`,
  );
  const found = Object.values(await learnt(lines)).flat();
  assertEquals(found.filter((text) => text.includes("took")), ["3 took: 20 numbers 5–7"]);
});

Deno.test("fields are known by their names", async () => {
  const lines = Array.from(
    { length: 6 },
    (_, k) =>
      `{"ts":"2026-01-01T00:00:0${k}Z","level":"info","msg":"step ${k}","http":{"status":${200 + k}},"user":"u${
        k % 2
      }"}`,
  );
  assertEquals(await learnt(lines), {
    "step <*>": ["http.status: 6 numbers 200–205", "user: u0 3, u1 3", "1 step: 6 numbers 0–5"],
  });
});

Deno.test("a field is the same in whatever lines and order it comes", async () => {
  const names = Array.from({ length: 40 }, (_, k) => `f${k}`);
  // each line has another run of names, forwards or backwards, so that none has those that the first line had
  const lines = Array.from({ length: 400 }, (_, k) => {
    const some = Array.from({ length: 1 + k % 9 }, (_, at) => names[(k * 7 + at) % names.length]);
    if (k % 2 === 1) some.reverse();
    return `{"level":"info","msg":"step ${k} of disk sda",${some.map((name) => `"${name}":${name.slice(1)}`).join()}}`;
  });
  const [found] = Object.values(await learnt(lines));
  for (const name of names) {
    const count = lines.filter((line) => line.includes(`"${name}"`)).length;
    const value = name.slice(1);
    assert(found.includes(`${name}: ${count} numbers ${value}–${value}`), `${name} in ${count} lines: ${found}`);
  }
  assert(found.includes("1 step: 400 numbers 0–399"), String(found));
});

Deno.test("what a mask of the user's matches is a parameter of its name, and one template", async () => {
  const masks = [{ name: "order", pattern: "ORD-[A-Z]+" }];
  const lines = ["order ORD-ABC ünd 5 paid", "order ORD-XYZ ünd 7 paid", "order ORD-ABC ünd 6 paid"];
  assertEquals(await learnt(lines, { masks }), {
    "order <*> ünd <*> paid": ["order: ORD-ABC 2, ORD-XYZ 1", "2 ünd: 3 numbers 5–7"],
  });
});

Deno.test("what was made from a sample of the lines says so", async () => {
  const lines = Array.from({ length: 400 }, (_, k) => `took ${k} ms`);
  assertEquals(await learnt(lines), { "took <*> ms": ["1 took: 400 numbers 0–399"] });
  const [[sampled]] = Object.values(await learnt(lines, { parameterLines: "sample" }));
  assert(sampled.endsWith(", a sample"), sampled);
});

Deno.test("of many lines some are looked at, and stand for the others", () => {
  for (const lines of [10, 100, 1000, 100_000]) {
    let looked = 0;
    let total = 0;
    for (let count = 1; count <= lines; count++) {
      const weight = sampleWeight(count);
      if (weight > 0) looked++;
      total += weight;
    }
    assert(
      Math.abs(total - lines) <= 256 && looked <= 256 + lines / 20 + 800,
      `${looked} of ${lines} stand for ${total}`,
    );
  }
});

Deno.test("by how much a share may be off follows from what the lines stand for", () => {
  assertEquals(sampleError(200), 0);
  for (const lines of [300, 8000, 1_000_000]) {
    let squares = 0;
    for (let count = 1; count <= lines; count++) squares += sampleWeight(count) ** 2;
    assert(Math.abs(sampleError(lines) - Math.sqrt(squares) / lines) < .001, `${sampleError(lines)} for ${lines}`);
  }
});

Deno.test("shares in a sample are those of all lines within what is said, and quantiles are numbers that came", async () => {
  const random = new Random(7);
  const lines = Array.from({ length: 8000 }, (_, k) => {
    const path = random.chance(.2) ? "/app.js" : random.chance(.25) ? "/login" : `/items/${"abcdef"[k % 6]}${k}x`;
    return `{"level":"info","msg":"served","path":"${path}","status":${random.chance(.05) ? 404 : 200}}`;
  });
  using folder = new TempFolder();
  const { pipeline } = await runLog(folder.write("app.log", `${lines.join("\n")}\n`), { parameterLines: "sample" });
  const { miner, learner } = pipeline;
  const [path, status] = parameterViews(learner.parameters, miner, [...miner.indices()][0]);
  assert(path.isSample && path.shareError < .06, String(path.shareError));
  for (const value of ["/app.js", "/login"]) {
    const share = lines.filter((line) => line.includes(`"${value}"`)).length / lines.length;
    const found = (path.top.find((each) => each.value === value)?.count ?? 0) / path.count;
    assert(Math.abs(found - share) <= path.shareError, `${value}: ${found} for ${share}`);
  }
  assertEquals(status.quantiles, [200, 200, status.quantiles[2], 404, 404]);
  assert([200, 404].includes(status.quantiles[2]));
});

async function run(paths: readonly string[], saved?: string): Promise<Pipeline> {
  const files = expand(paths, { include: [], exclude: [], gz: true });
  const source = new FileSource(files, { lineBytesMax: LINE_BYTES_MAX, startedMs: 0 });
  const pipeline = new Pipeline({ ...PLAIN_OPTIONS, source, sink: () => {} });
  if (saved !== undefined) {
    restorePipeline(pipeline, pipelineStateSchema.parse(JSON.parse(saved)), PLAIN_OPTIONS.multiline);
  }
  await pipeline.run(new AbortController().signal);
  return pipeline;
}

Deno.test("a saved and restored run goes on with the same slots and statistics", async () => {
  using folder = new TempFolder();
  const log = wildLog(1500, new Random(21));
  const cut = log.indexOf(10, log.length / 2) + 1;
  const halves = [log.subarray(0, cut), log.subarray(cut)].map((half, k) => folder.write(`${k}.log`, half));
  const whole = await run(halves);
  const first = await run([halves[0]]);
  const second = await run([halves[1]], JSON.stringify(savePipeline(first)));
  const [expected, found] = [whole, second].map(({ learner, miner }) => saveParameters(learner.parameters, miner));
  assert(expected.slots.length > 100 && expected.statistics.length > 100);
  assertEquals(found, expected);
});
