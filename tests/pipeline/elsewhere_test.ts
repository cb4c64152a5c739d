/** What is known of logs that a run does not read is kept, and not shown as this run's. */
import { assertEquals } from "@std/assert";
import type { Summary } from "../../src/core/anomaly.ts";
import { run } from "../cli/fake_io.ts";
import { TempFolder } from "../sources/temp_folder.ts";

const OF_A = "2026-02-03 10:00:00 INFO worker 3 polled its queue\n".repeat(30);
const OF_B = "2026-02-04 10:00:00 INFO GET /basket/17 took 20 ms\n".repeat(20);

/** Watches files to their ends with one state for all; what the summary says of sources and templates. */
async function watched(folder: TempFolder, ...names: readonly string[]) {
  const flags = ["--headless", "--exit-at-end", "--from-start", "--format", "ndjson", "--state", folder.at("state")];
  const { stdout } = await run(["watch", ...names.map((name) => folder.at(name)), ...flags]);
  const summary: Summary = JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? "");
  return {
    sources: summary.sources.map(({ source, lines }) => [source.slice(folder.path.length + 1), lines]),
    templates: summary.templates,
    earlier: summary.earlier_lines,
    frequent: summary.top_templates.map(({ template, lines }) => `${lines} ${template}`),
  };
}

Deno.test("a run is shown with the sources that it reads and their templates, not with those of runs before it", async () => {
  using folder = new TempFolder();
  folder.write("a.log", OF_A);
  folder.write("b.log", OF_B);
  const a = [["a.log", 30]];
  assertEquals((await watched(folder, "a.log")).sources, a);
  const b = { sources: [["b.log", 20]], templates: 1, frequent: ["20 GET <*> took <*> ms"], earlier: 0 };
  assertEquals(await watched(folder, "b.log"), b);
  // nothing new in it: it is shown all the same
  assertEquals(await watched(folder, "b.log"), { ...b, sources: [["b.log", 0]], frequent: [], earlier: 20 });
  folder.write("b.log", OF_B + OF_A);
  const both = await watched(folder, "b.log");
  assertEquals(both, {
    sources: [["b.log", 30]],
    templates: 2,
    frequent: ["30 worker <*> polled its queue"],
    earlier: 20,
  });
});
