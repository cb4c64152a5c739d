/** What is kept and told has a limit, whatever the log does (design, invariant 4). */
import { Random } from "../../src/generate/random.ts";
import { assert, assertEquals } from "@std/assert";
import type { AnomalyUpdate } from "../../src/core/anomaly.ts";
import { TempFolder } from "../sources/temp_folder.ts";
import { Flood } from "./flood.ts";
import { runLog } from "./run_log.ts";

const HEAD = "[2026-02-03 10:00:00] [ERROR] [database] Connection lost\n";

Deno.test("of a stack trace of 50 MB a small part is told, and all lines are counted", async () => {
  using folder = new TempFolder();
  const frame = `\tat com.example.${"x".repeat(100_000)}(A.java:1)\n`;
  const { events, summary } = await runLog(folder.write("app.log", HEAD + frame.repeat(490) + HEAD));
  const updates = events.trimEnd().split("\n").map((line) => JSON.parse(line)) as AnomalyUpdate[];
  const told = updates.flatMap(({ continuation }) => continuation ?? []);
  assert(told.length > 0 && told.length <= 100, `${told.length} lines are told`);
  assert(events.length < 1 << 20, `${events.length} characters are told`);
  assertEquals([summary.lines, summary.continuation_lines], [492, 490]);
});

Deno.test("an event has no more lines than it may, and the next one begins", async () => {
  using folder = new TempFolder();
  const log = HEAD + "\tat a.b(C.java:1)\n".repeat(25);
  const multiline = { auto: true, linesMax: 10 };
  const { summary } = await runLog(folder.write("app.log", log), { multiline });
  assertEquals(summary.lines, 26);
  assert(summary.continuation_lines >= 9 && summary.continuation_lines < 24, String(summary.continuation_lines));
});

Deno.test("twelve thousand odd lines of as many kinds are twelve thousand anomalies, each of them closed", async () => {
  using folder = new TempFolder();
  const random = new Random(5);
  const word = () => Array.from({ length: 7 }, () => String.fromCharCode(97 + random.integer(0, 25))).join("");
  const lines = Array.from({ length: 12_000 }, () => HEAD.replace("lost", [word(), word(), word(), word()].join(" ")));
  const { events, summary } = await runLog(folder.write("app.log", lines.join("")));
  assertEquals([summary.anomalies, summary.flagged_lines], [12_000, 12_000]);
  assertEquals(events.match(/"closed":true/g)?.length, 12_000);
});

for (const workers of [1, 2]) {
  Deno.test(`of more than can be taken no more is read than there is room for, and all is counted (workers: ${workers})`, async () => {
    const chunks = 150;
    const source = new Flood(chunks, HEAD.repeat(40));
    let [judged, ahead] = [0, 0];
    const { summary, events } = await runLog("", {
      workers,
      source,
      onLines({ lines }) {
        ahead = Math.max(ahead, source.given - judged / 40);
        judged += lines;
        // a reader that takes its time
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
      },
    });
    assertEquals([summary.lines, judged], [40 * chunks, 40 * chunks]);
    const told = events.trimEnd().split("\n").map((line) => JSON.parse(line)) as AnomalyUpdate[];
    assertEquals(told.at(-1)?.count, 40 * chunks);
    assert(ahead > workers && ahead <= 2 * workers + 1, `${ahead} chunks were read ahead`);
  });
}
