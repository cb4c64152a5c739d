/** What is short is read before there is a worker, and goes to one where that fails. */
import { assertEquals } from "@std/assert";
import { ParseTask } from "../../src/workers/parse_task.ts";
import { TempFolder } from "../sources/temp_folder.ts";
import { runLog } from "./run_log.ts";

/** Lines of 40 bytes, the last of them odd. */
function logOf(lines: number): string {
  const usual = Array.from({ length: lines - 1 }, (_, k) => `2026-01-01 00:00:00 INFO job ${10_000 + k} is done\n`);
  return [...usual, "2026-01-01 00:00:01 FATAL out of memory\n"].join("");
}

Deno.test("a short log is read and reported although no worker can begin", async () => {
  using folder = new TempFolder();
  const workerUrl = new URL("./there_is_no_such_worker.ts", import.meta.url);
  const { events, summary, warnings } = await runLog(folder.write("app.log", logOf(100)), { workerUrl });
  assertEquals(warnings, []);
  assertEquals([summary.lines, summary.anomalies, summary.worker_restarts], [100, 1, 0]);
  assertEquals(JSON.parse(events.split("\n")[0]).message, "2026-01-01 00:00:01 FATAL out of memory");
});

Deno.test("a short log that cannot be parsed there is parsed by a worker, with the same events", async () => {
  using folder = new TempFolder();
  const path = folder.write("app.log", logOf(100));
  const expected = await runLog(path);
  const { run } = ParseTask.prototype;
  let failures = 0;
  ParseTask.prototype.run = () => {
    failures++;
    throw new Error("cannot parse");
  };
  try {
    const { events, warnings } = await runLog(path);
    assertEquals(failures, 1);
    assertEquals(warnings, []);
    assertEquals(events, expected.events);
  } finally {
    ParseTask.prototype.run = run;
  }
});
