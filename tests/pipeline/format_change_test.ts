/**
 * A stream whose lines change their format: from a line on that depends on the lines alone, they
 * are read by the new one.
 */
import { assert, assertEquals } from "@std/assert";
import { Batch, LINE_MATCHED } from "../../src/core/lines/batch.ts";
import { EVENT_BYTES_MAX, type LineFormatName, LogGenerator } from "../../src/generate/mod.ts";
import { FormatWatch, WINDOW_LINES } from "../../src/pipeline/streams/format_watch.ts";
import { TempFolder } from "../sources/temp_folder.ts";
import { runLog } from "./run_log.ts";

/** Lines of a format; the first block of a stream is longer than what its format is found from. */
function block(format: LineFormatName, lines: number, seed = 3): string {
  const generator = new LogGenerator({ seed, rate: 50, lines, format });
  const bytes = new Uint8Array(lines * EVENT_BYTES_MAX);
  let length = 0;
  for (let got = -1; got !== 0; length += got) {
    got = generator.fill(bytes.subarray(length, length + EVENT_BYTES_MAX * 4));
  }
  return new TextDecoder().decode(bytes.subarray(0, length));
}

/** Reads a log; the name of the format at its end, and the lines that were not of their stream's format. */
async function run(text: string): Promise<{ format: string; unmatched: number }> {
  using folder = new TempFolder();
  const { pipeline, summary } = await runLog(folder.write("app.log", text), { batchBytes: 100_000 });
  const [source] = pipeline.sources.values();
  return { format: source.spec?.name ?? "", unmatched: summary.lines - source.matched };
}

interface Case {
  readonly name: string;
  readonly blocks: readonly string[];
  /** Name of the format at the end, and lines that were not of the stream's format, at least and at most. */
  readonly format: string;
  readonly unmatched: readonly [number, number];
}

const SEED = block("seed", 3000);
const JSON_LINES = block("json", 3000);
const mixed = SEED.split("\n").slice(0, 3000).flatMap((line, k) => [line, JSON_LINES.split("\n")[k]]).join("\n");

const CASES: readonly Case[] = [
  { name: "one format is kept", blocks: [SEED], format: "seed", unmatched: [0, 200] },
  {
    name: "from text to JSON",
    blocks: [SEED, JSON_LINES],
    format: "json",
    unmatched: [WINDOW_LINES, 3 * WINDOW_LINES],
  },
  {
    name: "from JSON to text",
    blocks: [JSON_LINES, SEED],
    format: "seed",
    unmatched: [WINDOW_LINES, 3 * WINDOW_LINES + 200],
  },
  {
    name: "a short stretch of another format changes nothing",
    blocks: [SEED, block("json", WINDOW_LINES), SEED],
    format: "seed",
    unmatched: [WINDOW_LINES, WINDOW_LINES + 400],
  },
  {
    name: "two formats line by line keep the one of the beginning",
    blocks: [SEED, mixed],
    format: "seed",
    unmatched: [2500, 3500],
  },
];

for (const { name, blocks, format, unmatched: [least, most] } of CASES) {
  Deno.test(`the format of a stream: ${name}`, async () => {
    const found = await run(blocks.join(""));
    assertEquals(found.format, format);
    assert(found.unmatched >= least && found.unmatched <= most, `${found.unmatched} lines were not of the format`);
  });
}

Deno.test("a format's watch that was saved and restored between any lines finds what it would have found", () => {
  const lines = WINDOW_LINES * 5;
  const batch = Batch.allocate(1 << 16);
  for (let line = 0; line < lines; line++) {
    batch.bytes.set([97 + line % 26, 10], 2 * line);
    batch.start[line] = 2 * line;
    batch.end[line] = 2 * line + 1;
    batch.flags[line] = line < WINDOW_LINES + 7 ? LINE_MATCHED : 0;
  }
  const look = (cuts: readonly number[]) => {
    let watch = new FormatWatch();
    for (const [k, from] of [0, ...cuts].entries()) {
      const found = watch.look(batch, { from, to: cuts[k] ?? lines, firstLine: 1, isPlain: false });
      if (found !== undefined) return { line: found.line, sample: new TextDecoder().decode(found.sample) };
      watch = FormatWatch.restore(JSON.parse(JSON.stringify(watch.save())));
    }
  };
  const found = look([]);
  assertEquals(found?.line, 3 * WINDOW_LINES);
  for (let cut = 1; cut < lines; cut += 97) assertEquals(look([cut]), found);
  assertEquals(look(Array.from({ length: 26 }, (_, k) => 97 * (k + 1))), found);
});
