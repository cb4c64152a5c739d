import { assert, assertEquals } from "@std/assert";
import { Stopwatch } from "../../../src/pipeline/totals/stopwatch.ts";
import { run } from "../../cli/fake_io.ts";
import { TempFolder } from "../../sources/temp_folder.ts";

Deno.test("a stopwatch gives each stage its time, a batch its latency, and the rest to waiting", () => {
  let ms = 0;
  const stopwatch = new Stopwatch(() => ms);
  const pass = (by: number) => ms += by;
  stopwatch.begin();
  pass(5);
  stopwatch.lap("read");
  stopwatch.read(0);
  pass(100);
  stopwatch.parsed(0);
  stopwatch.begin();
  pass(20);
  stopwatch.lap("mine");
  pass(30);
  stopwatch.lap("judge");
  stopwatch.landed(0);
  const { stages, waiting_seconds, parse_seconds, batches, latency_ms } = stopwatch.report();
  assertEquals(
    stages.filter(({ seconds }) => seconds > 0),
    [{ stage: "read", seconds: .005 }, { stage: "mine", seconds: .02 }, { stage: "judge", seconds: .03 }],
  );
  assertEquals([waiting_seconds, parse_seconds, batches, latency_ms?.max], [.1, .1, 1, 150]);
  assert(Math.abs((latency_ms?.p50 ?? 0) - 150) <= 1.5, "within a hundredth");
});

Deno.test("a stopwatch that has seen no batch tells no latency", () => {
  assertEquals(new Stopwatch(() => 0).report().latency_ms, undefined);
});

Deno.test("scan --benchmark says the same as scan, and what it has cost", async () => {
  using folder = new TempFolder();
  await run(["generate", "--lines", "3000", "--rate", "50", "--output", folder.at("app.log")]);
  const [plain, measured] = [
    await run(["scan", folder.at("app.log"), "--mode", "rules"]),
    await run(["scan", folder.at("app.log"), "--mode", "rules", "--benchmark"]),
  ].map(({ stdout }) => stdout.trimEnd().split("\n"));
  assertEquals(measured.slice(0, -1), plain.slice(0, -1));
  assertEquals(JSON.parse(plain.at(-1) ?? "").benchmark, undefined);
  const { benchmark } = JSON.parse(measured.at(-1) ?? "");
  assert(benchmark.batches > 0 && benchmark.latency_ms.p50 <= benchmark.latency_ms.max);
  const { stdout } = await run(["scan", folder.at("app.log"), "--mode", "rules", "--benchmark", "--format", "text"]);
  assert(/\nstages +read .* wait .* s\nlatency +p50 .* ms over/.test(stdout), stdout.slice(-900));
});
