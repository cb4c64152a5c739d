/** Where ONNX Runtime cannot be loaded, all else judges as ever, and the run says what it does without. */
import { assert, assertEquals } from "@std/assert";
import { TempFolder } from "../sources/temp_folder.ts";
import { parseLines, runOddline } from "./oddline_process.ts";

const LINES = 12_000;
const LOG = Array.from(
  { length: LINES },
  (_, k) => `[2026-02-03 ${clock(k)}] [INFO] [api] Request ${k} served in ${k * 7919 % 30} ms\n`,
).join("") + "[2026-02-03 12:00:00] [FATAL] [database] Everything lost\n";

/** From source the permission to load it is missing; the executable finds no folder to unpack it into. */
const WITHOUT = (folder: TempFolder) => ({
  home: folder.path,
  permissions: ["--deny-ffi"],
  env: { HOME: folder.at("none"), XDG_CACHE_HOME: folder.at("app.log"), TMPDIR: folder.at("none") },
});

for (const args of [["scan"], ["watch", "--headless", "--from-start", "--exit-at-end"]]) {
  Deno.test(`without ONNX Runtime ${args[0]} says so once, and judges by rules and statistics`, async () => {
    using folder = new TempFolder();
    const words = [...args, folder.write("app.log", LOG)];
    const { code, stdout, stderr } = await runOddline(words, WITHOUT(folder));
    assertEquals(code, 0, stderr);
    assertEquals(
      stderr.split("oddline: the Isolation Forest is off, and the run goes on without it").length,
      2,
      stderr,
    );
    const [anomaly] = parseLines(stdout);
    assertEquals([anomaly.line, anomaly.detector], [LINES + 1, "severity"]);
    // what counts is that statistics took part, whichever of them
    const { detectors } = anomaly.evidence as { detectors: string[] };
    assert(detectors.includes("new_template") && !detectors.includes("isolation_forest"), detectors.join());
    assertEquals(parseLines(stdout).at(-1)?.lines, LINES + 1);
  });
}

Deno.test("with --mode rules nobody asks for ONNX Runtime, and nothing is said of it", async () => {
  using folder = new TempFolder();
  const words = ["scan", "--mode", "rules", folder.write("app.log", LOG)];
  const { code, stderr } = await runOddline(words, WITHOUT(folder));
  assertEquals([code, stderr], [0, ""]);
});

function clock(tenths: number): string {
  const seconds = Math.floor(tenths / 10);
  return [10 + Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
    .map((part) => String(part).padStart(2, "0")).join(":");
}
