/**
 * What is isolated is not silent: each fault of a part is in the log file, with the level that it
 * weighs, and the run ends well.
 */
import { assertEquals, assertMatch } from "@std/assert";
import { FIRST_BYTES_MAX } from "../../src/pipeline/parse_here.ts";
import { Pipeline } from "../../src/pipeline/pipeline.ts";
import { FileSource } from "../../src/sources/file_source.ts";
import { expand } from "../../src/sources/finding/finder.ts";
import { StallWatch } from "../../src/cli/run/stuck.ts";
import { tellOf } from "../../src/cli/run/warn.ts";
import { PLAIN_OPTIONS } from "../pipeline/run_log.ts";
import { TempFolder } from "../sources/temp_folder.ts";
import { fakeIo, run } from "./fake_io.ts";

const LINE = "[2026-02-03 10:00:00] [FATAL] [db] Pool exhausted\n";
const WATCH = ["watch", "--headless", "--from-start", "--exit-at-end", "--workers", "1"];

interface Fault {
  readonly name: string;
  readonly said: RegExp;
  /** Brings it about, in a run that writes its log to the file; returns the exit code. */
  readonly happen: (folder: TempFolder, logFile: string) => Promise<number>;
}

async function command(folder: TempFolder, args: readonly string[], logFile: string): Promise<number> {
  const env = { ODDLINE_DB: folder.at("o.db"), ODDLINE_NO_HISTORY: "true", ODDLINE_LOG_FILE: logFile };
  return (await run(args, { env })).code;
}

const FAULTS: readonly Fault[] = [
  {
    name: "a worker that died",
    said: /warning a worker died and was replaced: .*met a line that kills once/,
    async happen(folder, logFile) {
      const { io } = fakeIo();
      io.diagnostics.configure({ level: "info", path: logFile });
      // more than is parsed before there are workers
      const count = Math.ceil(FIRST_BYTES_MAX / LINE.length);
      const path = folder.write("app.log", `${LINE.repeat(count)}#kills-once#\n`);
      const pipeline = new Pipeline({
        ...PLAIN_OPTIONS,
        lineBytesMax: 4096,
        workerUrl: new URL("../workers/mortal_worker.ts", import.meta.url),
        source: new FileSource(expand([path], { include: [], exclude: [], gz: true }), {
          lineBytesMax: 4096,
          startedMs: 0,
        }),
        sink: () => {},
        onWarning: tellOf(io, undefined),
      });
      await pipeline.run(new AbortController().signal);
      pipeline.finish();
      return pipeline.totals.lines === count + 1 ? 0 : 1;
    },
  },
  {
    name: "a notifier that fails",
    said: /warning alerts: .*'nowhere'.*No such file/,
    async happen(folder, logFile) {
      const config = folder.write(
        "oddline.yaml",
        `alerts:
  notifiers: [{ name: nowhere, type: file, path: ${folder.at("none/alerts.jsonl")} }]
  routes: [{ name: all, notify: [nowhere], group_wait: off, dedup: off }]
`,
      );
      return await command(folder, [...WATCH, "--config", config, folder.write("app.log", LINE)], logFile);
    },
  },
  {
    name: "a source that vanished",
    said: /warning .*gone\.log: the file that was read up to byte \d+ is gone/,
    async happen(folder, logFile) {
      const watch = [...WATCH, "--state", folder.at("state.json"), folder.at("*.log")];
      folder.write("here.log", LINE);
      folder.write("gone.log", LINE.repeat(30));
      await command(folder, watch, logFile);
      Deno.removeSync(folder.at("gone.log"));
      return await command(folder, watch, logFile);
    },
  },
  {
    name: "a source that ends in the middle",
    said: /warning .*app\.log\.gz: ends in the middle/,
    happen: (folder, logFile) =>
      command(folder, [
        "scan",
        folder.write("app.log.gz", new Uint8Array([0x1f, 0x8b, 8, 0, 1, 2, 3])),
        folder.write("fine.log", LINE),
      ], logFile),
  },
  {
    name: "a broken model",
    said: /warning .*model\.onnx: this Isolation Forest cannot be used/,
    happen: (folder, logFile) =>
      command(folder, [
        "scan",
        "--model",
        folder.write("model.onnx", "no model"),
        folder.write("app.log", LINE),
      ], logFile),
  },
  {
    name: "a history that is damaged",
    said: /warning .*o\.db/,
    async happen(folder, logFile) {
      const env = {
        ODDLINE_DB: folder.write("o.db", "SQLite format 3\0, and no more ".repeat(1000)),
        ODDLINE_LOG_FILE: logFile,
      };
      return (await run(["scan", folder.write("app.log", LINE)], { env })).code;
    },
  },
  {
    name: "an output that nobody reads",
    said: /warning nobody has read the output for 10 s; reading waits for that/,
    happen(_folder, logFile) {
      const { io } = fakeIo();
      io.diagnostics.configure({ level: "info", path: logFile });
      const clock = { nowMs: 0 };
      const outlet = { full: true, drained: () => Promise.resolve() };
      const watch = new StallWatch([outlet], { now: () => clock.nowMs, diagnostics: io.diagnostics });
      for (; clock.nowMs <= 10_000; clock.nowMs += 500) watch.look();
      return Promise.resolve(0);
    },
  },
];

for (const { name, said, happen } of FAULTS) {
  Deno.test(`${name} is in the log file, and the run goes on`, async () => {
    using folder = new TempFolder();
    const logFile = folder.at("oddline.out");
    assertEquals(await happen(folder, logFile), 0);
    assertMatch(Deno.readTextFileSync(logFile), said);
  });
}

Deno.test("an output that nobody reads is said after 10 s, once, and again when it was read in between", () => {
  using folder = new TempFolder();
  const path = folder.at("oddline.out");
  const { io } = fakeIo();
  io.diagnostics.configure({ level: "info", path });
  const clock = { nowMs: 0 };
  const outlets = [{ full: false, drained: () => Promise.resolve() }, {
    full: false,
    drained: () => Promise.resolve(),
  }];
  const watch = new StallWatch(outlets, { now: () => clock.nowMs, diagnostics: io.diagnostics });
  /** What is said while the second output is full, or not, for so long. */
  const look = (full: boolean, seconds: number) => {
    const before = readIfThere(path).length;
    outlets[1].full = full;
    for (let step = 0; step < seconds * 2; step++, clock.nowMs += 500) watch.look();
    return readIfThere(path).slice(before).split("\n").filter((line) => line !== "").map((line) => line.slice(25));
  };
  const stalled = "warning nobody has read the output for 10 s; reading waits for that";
  assertEquals(look(false, 60), []);
  assertEquals(look(true, 10), [], "not yet");
  assertEquals(look(false, 1), [], "what was never said is not taken back");
  assertEquals(look(true, 60), [stalled]);
  assertEquals(look(false, 5), ["info the output is read again"]);
  assertEquals(look(true, 11), [stalled]);
});

function readIfThere(path: string): string {
  try {
    return Deno.readTextFileSync(path);
  } catch {
    return "";
  }
}
