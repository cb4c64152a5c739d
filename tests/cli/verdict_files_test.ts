/** The files of `--verdicts` and `--session-verdicts`: what stands in them, and when they have their name. */
import { assert, assertEquals } from "@std/assert";
import { openSessionVerdicts, openVerdicts } from "../../src/cli/files/verdict_files.ts";
import type { FixedRows } from "../../src/pipeline/verdicts/fixed_rows.ts";
import { TempFolder } from "../sources/temp_folder.ts";

function rowsOf(
  rows: readonly { line: number; id: string; score: number; detector: number; anomaly: string }[],
): FixedRows {
  const zeros = new Float64Array(rows.length);
  return {
    rows: rows.length,
    line: Float64Array.from(rows, ({ line }) => line),
    past: new Uint8Array(rows.length),
    time: zeros,
    templateId: rows.map(({ id }) => id),
    score: Float64Array.from(rows, ({ score }) => score),
    rulesScore: zeros,
    mlScore: zeros,
    detector: Uint8Array.from(rows, ({ detector }) => detector),
    detectors: ["severity", "keyword"],
    byDetector: [],
    anomaly: rows.map(({ anomaly }) => anomaly),
  };
}

Deno.test("rows are tab-separated, however long the line's number is, and of one template they may differ", () => {
  using folder = new TempFolder();
  using file = openVerdicts(folder.at("v.tsv"), .9);
  const row = { id: "aa", score: 0, detector: 0, anomaly: "" };
  file.options.onVerdicts?.(rowsOf([
    ...[1, 9, 10, 99, 100, 1_000_000, 9_999_999_999, 10_000_000_000].map((line) => ({ ...row, line })),
    { ...row, line: 11, score: .9, detector: 2, anomaly: "x" },
    { ...row, line: 12, score: .9, detector: 2, anomaly: "y" },
    { ...row, line: 13, score: .89, detector: 1 },
    { ...row, line: 14 },
  ]));
  assert([...Deno.readDirSync(folder.path)].every(({ name }) => name !== "v.tsv"), "it is not whole yet");
  file.finish();
  assertEquals(Deno.readTextFileSync(folder.at("v.tsv")).split("\n").map((line) => line.split("\t")), [
    ["line", "template_id", "score", "flagged", "detector", "anomaly_id"],
    ["1", "aa", "0", "0", "", ""],
    ["9", "aa", "0", "0", "", ""],
    ["10", "aa", "0", "0", "", ""],
    ["99", "aa", "0", "0", "", ""],
    ["100", "aa", "0", "0", "", ""],
    ["1000000", "aa", "0", "0", "", ""],
    ["9999999999", "aa", "0", "0", "", ""],
    ["10000000000", "aa", "0", "0", "", ""],
    ["11", "aa", "0.9", "1", "keyword", "x"],
    ["12", "aa", "0.9", "1", "keyword", "y"],
    ["13", "aa", "0.89", "0", "severity", ""],
    ["14", "aa", "0", "0", "", ""],
    [""],
  ]);
});

Deno.test("rows of a hundred thousand lines are all there", () => {
  using folder = new TempFolder();
  using file = openVerdicts(folder.at("v.tsv"), .9);
  for (let from = 0; from < 100_000; from += 1000) {
    const lines = Array.from({ length: 1000 }, (_, k) => from + k + 1);
    file.options.onVerdicts?.(
      rowsOf(lines.map((line) => ({ line, id: `id${line % 7}`, score: line % 3 / 4, detector: 1, anomaly: "" }))),
    );
  }
  file.finish();
  const rows = Deno.readTextFileSync(folder.at("v.tsv")).split("\n").slice(1, -1);
  assertEquals(rows.length, 100_000);
  assert(rows.every((row, k) => row === `${k + 1}\tid${(k + 1) % 7}\t${(k + 1) % 3 / 4}\t0\tseverity\t`));
});

Deno.test("a session's name is written so that it stays in its column", () => {
  using folder = new TempFolder();
  using file = openSessionVerdicts(folder.at("s.tsv"));
  const row = { score: .95, flagged: true, detector: "session", anomaly: "x" } as const;
  file.options.onSession?.({ ...row, session: "a\tb\nc\x1b[31m" });
  file.finish();
  assertEquals(Deno.readTextFileSync(folder.at("s.tsv")).split("\n")[1], "a\\tb\\nc\\x1b[31m\t0.95\t1\tsession\tx");
});

Deno.test("what is no plain file is written as it is, and stays what it is", () => {
  using folder = new TempFolder();
  Deno.symlinkSync("/dev/null", folder.at("sink"));
  using file = openVerdicts(folder.at("sink"), .9);
  file.finish();
  assert(Deno.lstatSync(folder.at("sink")).isSymlink);
  assertEquals([...Deno.readDirSync(folder.path)].length, 1);
});
