/** `oddline report`: what scan has recorded, as Markdown, JSON and a page. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { REPORT_FIELDS } from "../../src/report/run/report_fields.ts";
import { TempFolder } from "../sources/temp_folder.ts";
import { run } from "./fake_io.ts";

const HOSTILE = "<script>alert(1)</script> | `code` **bold** [a](http://b) &amp;";
const LOG = [
  ...Array.from({ length: 60 }, (_, k) => `[2026-11-22 17:0${k % 10}:00] [INFO] [auth] Session ${k} created`).sort(),
  `[2026-11-22 17:09:30] [FATAL] [database] Pool exhausted ${HOSTILE}`,
].map((line) => `${line}\n`).join("");

class World {
  readonly folder = new TempFolder();
  readonly env = { ODDLINE_DB: this.folder.at("oddline.db") };

  async scan(name: string, log: string): Promise<void> {
    const { code } = await run(["scan", this.folder.write(name, log), "--workers", "1"], { env: this.env });
    assertEquals(code, 0);
  }

  async report(...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await run(["report", ...args], { env: this.env });
    assertEquals([code, stderr], [0, ""]);
    return stdout;
  }

  [Symbol.dispose](): void {
    this.folder[Symbol.dispose]();
  }
}

Deno.test("lines that continue an event count as read, and not as lines of its template: as templates says it", async () => {
  using world = new World();
  const traces = [...Array(3).keys()].map((k) =>
    `[2026-11-22 17:10:0${k}] [ERROR] [web] Order ${k} failed\n${
      "\tat com.example.Shop.order(Shop.java:12)\n".repeat(6)
    }`
  );
  await world.scan("app.log", LOG + traces.join(""));
  const { totals, rate, templates, sources, heat } = JSON.parse(await world.report("--format", "json"));
  const isFailed = ({ template }: { template: string }) => /^Order .* failed/.test(template);
  const sum = (list: readonly number[]) => list.reduce((total, count) => total + count, 0);
  assertEquals([totals.lines, sources[0].lines, sum(rate.lines)], [82, 82, 82]);
  assertEquals([templates.find(isFailed).lines, sum(heat.templates.find(isFailed).lines)], [3, 3]);
});

Deno.test("a report of a run has what the run has counted, and adds up", async () => {
  using world = new World();
  await world.scan("app.log", LOG);
  const { scope, totals, rate, heat, scores, anomalies, templates } = JSON.parse(
    await world.report("--format", "json"),
  );
  assertEquals([totals.lines, totals.bytes, totals.anomalies], [61, LOG.length, 1]);
  assertEquals(totals.by_detector, { severity: 1 });
  assertEquals(totals.methods.rules, { lines: 1, anomalies: 1 });
  assertEquals([scope.run, scope.first_time], [1, "2026-11-22T17:00:00.000Z"]);
  const sum = (list: readonly number[]) => list.reduce((total, count) => total + count, 0);
  assertEquals([sum(rate.lines), sum(rate.critical), sum(scores)], [61, 1, 61]);
  assertEquals(rate.lines, [6, 6, 6, 6, 6, 6, 6, 6, 6, 7]);
  assertEquals(heat.templates.map(({ lines }: { lines: number[] }) => sum(lines)), [60, 1]);
  assertEquals(templates.map(({ lines }: { lines: number }) => lines), [60, 1]);
  assertEquals(anomalies[0].line, 61);
});

Deno.test("the fields of a report are those that are documented", async () => {
  using world = new World();
  await world.scan("app.log", LOG);
  const report = JSON.parse(await world.report("--format", "json"));
  assertEquals([...new Set(pathsOf(report, ""))].sort(), REPORT_FIELDS.map(([path]) => path).sort());
});

/** The paths of all values; what is documented elsewhere, or has names of its own, is one value. */
function pathsOf(value: unknown, path: string): string[] {
  if (
    ["runs[]", "anomalies[]", "totals.by_severity", "totals.by_detector", "totals.methods", "totals.accuracy"].includes(
      path,
    )
  ) {
    return [path];
  }
  if (Array.isArray(value)) return value.flatMap((item) => pathsOf(item, `${path}[]`));
  if (typeof value !== "object" || value === null) return [path];
  return Object.entries(value).flatMap(([name, item]) => pathsOf(item, path === "" ? name : `${path}.${name}`));
}

Deno.test("the page needs nothing else, runs nothing, and shows what the log says as text", async () => {
  using world = new World();
  await world.scan("app.log", LOG);
  const page = await world.report("--format", "html");
  assertEquals(page.match(/<script|<link|<img|<iframe|\s(src|href|on\w+)=|@import|url\(/i), null);
  assertStringIncludes(page, "default-src 'none'");
  assertStringIncludes(page, "&lt;script&gt;alert(1)&lt;/script&gt;");
  assertStringIncludes(page, "@media print");
  assertStringIncludes(page, "prefers-color-scheme: dark");
  const plots = [...page.matchAll(/<svg[^>]*aria-label="([^"]*)"/g)].map(([, label]) => label);
  assertEquals(plots.slice(0, 3), [
    "Lines a second over time, with anomalies",
    "Lines of each template over time",
    "Lines by score",
  ]);
  assert(plots.includes("Memory") && plots.includes("Worker load"), plots.join());
  assert(!page.includes("NaN") && !page.includes("undefined"), "a figure is missing");
});

Deno.test("in Markdown a line of a log stays in its cell, and is no markup", async () => {
  using world = new World();
  await world.scan("app.log", LOG);
  const text = await world.report();
  const row = text.split("\n").find((line) => line.includes("Pool exhausted")) ?? "";
  assertStringIncludes(
    row,
    "`` [2026-11-22 17:09:30] [FATAL] [database] Pool exhausted <script>alert(1)</script> \\| `code`",
  );
  assertStringIncludes(text, "| Anomalies | 1, with 1 line: 1.6 % of all |");
});

Deno.test("a range of time takes what happened in it, of all runs", async () => {
  using world = new World();
  await world.scan("app.log", LOG);
  await world.scan("older.log", LOG.replaceAll("2026-11-22", "2026-11-21"));
  const newest = JSON.parse(await world.report("--format", "json"));
  assertEquals([newest.scope.run, newest.runs.length], [2, 1]);
  const range = JSON.parse(await world.report("--since", "2026-11-22T17:05:00Z", "--format", "json"));
  assertEquals([range.scope.run, range.runs.length, range.totals.lines, range.totals.bytes], [null, 1, 31, null]);
  const all = JSON.parse(await world.report("--since", "30d", "--format", "json"));
  assertEquals([all.runs.length, all.totals.lines, all.totals.anomalies], [2, 122, 2]);
});

Deno.test("a report goes into a file, and what is not there is said", async () => {
  using world = new World();
  const none = await run(["report"], { env: world.env });
  assertEquals(none.code, 2);
  assertStringIncludes(none.stderr, "nothing is recorded in");
  await world.scan("app.log", LOG);
  const path = world.folder.at("report.html");
  assertEquals(await world.report("--format", "html", "--output", path), "");
  assertStringIncludes(Deno.readTextFileSync(path), "<!doctype html>");
  const other = await run(["report", "--run", "7"], { env: world.env });
  assertEquals([other.code, other.stderr.includes("nothing of run 7")], [2, true]);
});

Deno.test("a log whose lines have no time is told of without plots over time", async () => {
  using world = new World();
  await world.scan("plain.log", "one line\nanother line\nERROR: a third\n");
  assertStringIncludes(await world.report("--format", "html"), "Score distribution");
  const { rate, totals } = JSON.parse(await world.report("--format", "json"));
  assertEquals([rate.start, rate.lines, totals.lines], [null, [], 3]);
});
