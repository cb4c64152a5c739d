/** The same input gives the same output, to the byte, with any number of workers and however it is cut into batches. */
import { assert, assertEquals } from "@std/assert";
import { BATCH_HITS, BATCH_LINES, BATCH_PARAMETERS } from "../../src/core/lines/batch.ts";
import type { RuleSpec } from "../../src/detectors/rule_spec.ts";
import { EVENT_BYTES_MAX, type LineFormatName, LogGenerator } from "../../src/generate/mod.ts";
import { Random } from "../../src/generate/random.ts";
import type { PipelineOptions } from "../../src/pipeline/options.ts";
import { FileSource } from "../../src/sources/file_source.ts";
import { expand } from "../../src/sources/finding/finder.ts";
import { TempFolder } from "../sources/temp_folder.ts";
import { type LogRun, runLog } from "./run_log.ts";
import { wildLog } from "./wild_log.ts";

const LINE_BYTES_MAX = 8 * 1024;
const WORKERS = [1, 2, 4];
const BATCHES = [16 * 1024, 64 * 1024, 100_000, 1 << 20];

const RULE = { where: [], score: .95, count: 1, withinMs: 0 };
const RULES: readonly RuleSpec[] = [
  { ...RULE, name: "many", match: "[Ff]ailed", score: .97, count: 5, withinMs: 10_000 },
  { ...RULE, name: "words", match: "session|refused", score: .91 },
  {
    ...RULE,
    name: "fields",
    where: [{ field: "service", comparator: "==", value: "gateway" }],
    severityMin: 13,
    score: .96,
  },
];

/** Runs a log in every way and holds the results against the first. Returns that one. */
async function assertSame(log: Uint8Array, options: Partial<PipelineOptions> = {}): Promise<LogRun> {
  using folder = new TempFolder();
  const path = folder.write("app.log", log);
  let first: LogRun | undefined;
  for (const batchBytes of BATCHES) {
    for (const workers of WORKERS) {
      const given = { lineBytesMax: LINE_BYTES_MAX, ...options, batchBytes, workers };
      const found = await runLog(path, given);
      first ??= found;
      const how = `${workers} workers, batches of ${batchBytes} bytes`;
      assertEquals(found.warnings, [], how);
      assertEquals({ ...found.summary, workers: 0 }, { ...first.summary, workers: 0 }, how);
      assertSameLines(found.events.split("\n"), first.events.split("\n"), `events, ${how}`);
      assertSameLines(found.parameters.split("{"), first.parameters.split("{"), `parameters, ${how}`);
      assertSameLines(found.assignments, first.assignments, `assignments, ${how}`);
      assertSameLines(found.verdicts, first.verdicts, `verdicts, ${how}`);
    }
  }
  assertEquals(first?.verdicts.length, first!.summary.lines + 1, "a row a line and a header");
  return first as LogRun;
}

/** Says where two long lists part, instead of all of them. */
function assertSameLines(found: readonly string[], expected: readonly string[], what: string): void {
  const at = found.findIndex((line, index) => line !== expected[index]);
  if (at >= 0) assertEquals(found.slice(at, at + 2), expected.slice(at, at + 2), `${what}, entry ${at}`);
  assertEquals(found.length, expected.length, what);
}

function generated(format: LineFormatName, lines: number): Uint8Array {
  const generator = new LogGenerator({ seed: 7, rate: 50, lines, format, testMode: true });
  const log = new Uint8Array(lines * 1000);
  let length = 0;
  for (let got = -1; got !== 0; length += got) {
    got = generator.fill(log.subarray(length, Math.max(length + EVENT_BYTES_MAX, log.length)));
  }
  return log.subarray(0, length);
}

/** The log with one more line, of a kind that came nowhere before. */
function withNewKind(log: Uint8Array, format: LineFormatName): Uint8Array {
  const message = "Replica took over as leader while its peers were silent";
  const line = format === "json"
    ? `{"ts":"2025-09-30T09:00:00Z","level":"info","service":"cache","msg":"${message}"}\n`
    : `[2025-09-30 09:00:00] [INFO] [cache] ${message}\n`;
  return new Uint8Array([...log, ...new TextEncoder().encode(line)]);
}

for (const format of ["seed", "json"] as const) {
  Deno.test(`a generated log in ${format} format with incidents, traces and rules comes out the same`, async () => {
    const { summary, events, verdicts } = await assertSame(withNewKind(generated(format, 30_000), format), {
      rules: RULES,
    });
    assertEquals(summary.lines, 30_001);
    assert(summary.anomalies > 20, `${summary.anomalies} anomalies`);
    for (const detector of ["rule", "severity", "keyword"]) {
      assert(events.includes(`"detector":"${detector}"`), `nothing by ${detector}`);
    }
    assert(verdicts.some((row) => row.includes("\tnew_template\t")), "no score by new_template");
    const rules = format === "json" ? ["many", "words", "fields"] : ["many", "words"];
    for (const rule of rules) assert(events.includes(`"rule":"${rule}"`), `nothing by ${rule}`);
    assertEquals(events.includes('"continuation":["'), format === "seed");
  });
}

Deno.test("a log that changes its format twice comes out the same", async () => {
  const parts = [generated("seed", 1500), generated("json", 3000), generated("seed", 3000)];
  const log = new Uint8Array(parts.flatMap((part) => [...part]));
  const { summary, pipeline } = await assertSame(log, { rules: RULES });
  assertEquals(summary.lines, 7500);
  const [source] = pipeline.sources.values();
  assertEquals(source.spec?.name, "seed");
  assert(source.matched > 4000, `only ${source.matched} lines were of their format`);
});

Deno.test("a wild log of all formats, damaged lines, traces and noise comes out the same", async () => {
  const { summary } = await assertSame(wildLog(12_000, new Random(11)), { rules: RULES, lineBytesMax: 2048 });
  assertEquals(summary.lines, 12_000);
  assert(summary.truncated_lines > 0 && summary.invalid_utf8 > 0 && summary.continuation_lines > 0);
});

Deno.test("a wild log with multi-line patterns and masks of the user's own comes out the same", async () => {
  const multiline = { auto: true, linesMax: 7, haltBefore: "^[0-9\\[{<]", continueThrough: "^ " };
  await assertSame(wildLog(6_000, new Random(12)), { multiline, masks: [{ name: "id", pattern: "[a-z]+-?[0-9]+" }] });
});

Deno.test("more short lines than a batch has room for come out the same", async () => {
  const random = new Random(13);
  const words = ["up", "down", "", "a 1", "b 22", "panic", "\tx", "ERROR: no", "INFO: ok"];
  const lines = Array.from({ length: 100_000 }, () => random.pick(words));
  const log = new TextEncoder().encode(lines.join("\n"));
  assert(
    (1 << 20) / (log.length / lines.length) > BATCH_LINES,
    "the lines are too long to fill a batch by their number",
  );
  const { summary, assignments } = await assertSame(log, { rules: [{ ...RULE, name: "down", match: "down" }] });
  assertEquals(summary.lines, lines.length);
  assertEquals(assignments.length, lines.length);
});

Deno.test("more matches of rules than a batch has room for come out the same, and each is counted", async () => {
  const lines = 40_000;
  const text = Array.from({ length: lines }, (_, index) => {
    const time = new Date(Date.UTC(2026, 1, 3) + index * 100).toISOString();
    return `${time} INFO request ${index} done\n`;
  }).join("");
  const rules = [
    { ...RULE, name: "all", match: "request" },
    { ...RULE, name: "even", match: "[02468] done" },
    { ...RULE, name: "frequent", match: "done", count: 100, withinMs: 60_000, score: .99 },
  ];
  const { summary, events } = await assertSame(new TextEncoder().encode(text), { rules });
  assert(lines * 2.5 > 3 * BATCH_HITS);
  assertEquals(summary.flagged_lines, lines);
  assertEquals(JSON.parse(events.split("\n").at(-2)!), {
    type: "anomaly_update",
    id: JSON.parse(events.split("\n")[0]).id,
    count: lines,
    score: .99,
    last_time: "2026-02-03T01:06:39.900Z",
    closed: true,
  });
});

Deno.test("more parameters than a batch has room for come out the same", async () => {
  const lines = 30_000;
  const text = Array.from({ length: lines }, (_, index) => `at ${index} ${"7 ".repeat(index % 25)}end\n`).join("");
  assert(lines * 12 > 2 * BATCH_PARAMETERS && text.length < 2 << 20, "they fit");
  const { summary } = await assertSame(new TextEncoder().encode(text));
  assertEquals(summary.lines, lines);
});

/** Standard input that gives as many bytes at a time as it likes. */
function trickle(log: Uint8Array, random: Random): FileSource {
  let at = 0;
  const stdin = (into: Uint8Array) => {
    if (at === log.length) return Promise.resolve(null);
    const length = Math.min(into.length, log.length - at, random.integer(1, random.chance(.9) ? 300 : 60_000));
    into.set(log.subarray(at, at + length));
    at += length;
    return Promise.resolve(length);
  };
  const files = expand(["-"], { include: [], exclude: [], gz: true });
  return new FileSource(files, { lineBytesMax: LINE_BYTES_MAX, startedMs: 0, stdin });
}

const BEGINNINGS: Readonly<Record<string, readonly string[]>> = {
  "in its own format": [],
  "in another format for long": new TextDecoder().decode(generated("json", 1500)).split(/(?<=\n)/),
  "with a banner": Array.from({ length: 40 }, (_, index) => `* Welcome to build ${index} of a fine program *\n`),
  "with lines of another format": Array.from(
    { length: 500 },
    (_, index) => `ts=2026-02-28T10:11:12Z level=error msg="try ${index}"\n`,
  ),
};

for (const [what, beginning] of Object.entries(BEGINNINGS)) {
  Deno.test(`a log that begins ${what} comes out of standard input the same, in whatever pieces it comes`, async () => {
    const body = new TextDecoder().decode(generated("seed", 3000));
    const log = new TextEncoder().encode(beginning.join("") + body);
    const first = await runLog("-", { source: trickle(log, new Random(1)), lineBytesMax: LINE_BYTES_MAX });
    for (let seed = 2; seed <= 12; seed++) {
      const source = trickle(log, new Random(seed));
      const found = await runLog("-", { source, workers: 2, lineBytesMax: LINE_BYTES_MAX });
      assertSameLines(found.assignments, first.assignments, `assignments, seed ${seed}`);
      assertSameLines(found.events.split("\n"), first.events.split("\n"), `events, seed ${seed}`);
    }
  });
}
