/** A run that gives back its batches in silences says what one says that never does. */
import { assert, assertEquals } from "@std/assert";
import { EVENT_BYTES_MAX, LogGenerator } from "../../src/generate/mod.ts";
import type { Pipeline } from "../../src/pipeline/pipeline.ts";
import { FileSource } from "../../src/sources/file_source.ts";
import { expand } from "../../src/sources/finding/finder.ts";
import type { Source } from "../../src/sources/source.ts";
import { TempFolder } from "../sources/temp_folder.ts";
import { runLog } from "./run_log.ts";

const LINES = 8000;
const SIZES = { batchBytes: 64 * 1024, lineBytesMax: 8 * 1024 };

/** A source that has nothing for a moment before each of its chunks. */
function pausing(source: Source, onPause: () => void): Source {
  let isPaused = false;
  return {
    read(into) {
      isPaused = !isPaused;
      if (!isPaused) return source.read(into);
      onPause();
      return undefined;
    },
    ready: () => Promise.resolve(),
    lineAt: (place) => source.lineAt?.(place),
    close: () => source.close(),
  };
}

function generatedLog(): Uint8Array {
  const generator = new LogGenerator({ seed: 7, rate: 50, lines: LINES, format: "json", testMode: true });
  const log = new Uint8Array(LINES * 1000 + EVENT_BYTES_MAX);
  let length = 0;
  for (let got = -1; got !== 0; length += got) got = generator.fill(log.subarray(length));
  return log.subarray(0, length);
}

Deno.test("what is read into batches whose content was given back gets the same verdicts", async () => {
  using folder = new TempFolder();
  const path = folder.write("app.log", generatedLog());
  const expected = await runLog(path, SIZES);
  for (const workers of [1, 3]) {
    let pauses = 0;
    let pipeline: Pipeline | undefined;
    const files = expand([path], { include: [], exclude: [], gz: true });
    const source = pausing(new FileSource(files, { lineBytesMax: SIZES.lineBytesMax, startedMs: 0 }), () => {
      pauses++;
      pipeline?.releaseFree((bytes) => void bytes.fill(255));
    });
    const found = await runLog(path, { ...SIZES, source, workers }, (made) => void (pipeline = made));
    assert(pauses > 10, `it paused ${pauses} times`);
    assertEquals(found.warnings, []);
    assert(found.summary.anomalies > 0);
    assertEquals({ ...found.summary, workers: 1 }, expected.summary);
    assertEquals(found.events, expected.events);
    assertEquals(found.verdicts, expected.verdicts);
  }
});
