/** Where it is known what is really odd, the summary, the history and the report say how well a run has judged. */
import { assertEquals, assertStringIncludes } from "@std/assert";
import { TempFolder } from "../sources/temp_folder.ts";
import { type Outcome, run } from "./fake_io.ts";

const LEVELS = [...Array.from({ length: 96 }, () => "INFO"), "FATAL", "FATAL", "INFO", "FATAL"];
const LOG = LEVELS.map((level, k) =>
  `[2026-02-03 10:${String(k % 60).padStart(2, "0")}:00] [${level}] [shop] Cart was seen\n`
).join("");
/** Two lines are odd and flagged, one is odd and missed, one is flagged and normal. */
const LABELS = LEVELS.map((_, k) => `${k === 96 || k === 97 || k === 98 ? 1 : 0}\n`).join("");
const JUDGED = {
  true_positives: 2,
  false_positives: 1,
  false_negatives: 1,
  true_negatives: 96,
  false_positive_rate: 1 / 97,
  accuracy: .98,
  precision: 2 / 3,
  recall: 2 / 3,
};
const NOTHING = { ...JUDGED, true_positives: 0, false_positives: 0, false_negatives: 3, true_negatives: 97 };
const ACCURACY = {
  of: "line",
  rules: JUDGED,
  ml: { ...NOTHING, false_positive_rate: 0, accuracy: .97, precision: null, recall: 0 },
  hybrid: JUDGED,
};

async function scan(folder: TempFolder, ...more: string[]): Promise<Outcome> {
  const env = { ODDLINE_DB: folder.at("o.db"), ODDLINE_DETECTORS: "severity,rare_template" };
  return await run(["scan", folder.write("app.log", LOG), "--workers", "1", ...more], { env });
}

function summaryOf({ stdout }: Outcome) {
  return JSON.parse(stdout.trimEnd().split("\n").at(-1)!);
}

Deno.test("scan --labels counts verdicts against labels of lines, as text and as JSON, and in the report", async () => {
  using folder = new TempFolder();
  const labels = ["--labels", folder.write("labels", LABELS)];
  const outcome = await scan(folder, ...labels, "--verdicts", folder.at("verdicts"));
  assertEquals([outcome.code, outcome.stderr, summaryOf(outcome).accuracy], [0, "", ACCURACY]);
  assertEquals(
    Deno.readTextFileSync(folder.at("verdicts")).trimEnd().split("\n").length,
    101,
    "verdicts are written too",
  );
  const { stdout } = await scan(folder, ...labels, "--format", "text");
  assertStringIncludes(
    stdout,
    "truth      100 lines: false positives 0.0103, accuracy 0.9800, recall 0.6667\n" +
      "           rules: false positives 0.0103, accuracy 0.9800, recall 0.6667\n" +
      "           ML: false positives 0.0000, accuracy 0.9700, recall 0.0000\n",
  );
  await scan(folder); // a run that does not know changes nothing in what the others have come to
  const env = { ODDLINE_DB: folder.at("o.db") };
  const report = await run(["report", "--since", "2026-02-01T00:00:00Z", "--format", "json"], { env });
  const { accuracy } = JSON.parse(report.stdout).totals;
  assertEquals([accuracy.hybrid.true_positives, accuracy.hybrid.accuracy], [4, .98], "two runs added up");
  const markdown = await run(["report", "--run", "1", "--format", "md"], { env });
  assertStringIncludes(markdown.stdout, "| Against the truth | 100 lines: false positives 0.0103, accuracy 0.9800");
});

Deno.test("labels of another log are told of, and nothing is made of them; without labels there is no figure", async () => {
  using folder = new TempFolder();
  const outcome = await scan(folder, "--labels", folder.write("labels", "0\n1\n"));
  assertEquals(outcome.code, 0);
  assertStringIncludes(outcome.stderr, "has labels for 2 lines, but 100 were read; are they of this log?");
  assertEquals(summaryOf(outcome).accuracy, undefined);
  assertEquals(summaryOf(await scan(folder)).accuracy, undefined);
  const wrong = await scan(folder, "--labels", folder.at("none"));
  assertEquals(wrong.code, 2);
  assertStringIncludes(wrong.stderr, "--labels: cannot read");
});

Deno.test("the demo's summary says what its score says", async () => {
  const args = ["demo", "--seconds", "0", "--lines", "3000", "--format", "ndjson", "--workers", "1"];
  const outcome = await run(args);
  const { of, hybrid } = summaryOf(outcome).accuracy;
  assertEquals([
    of,
    Math.round(hybrid.true_negatives + hybrid.false_positives + hybrid.true_positives + hybrid.false_negatives),
  ], [
    "line",
    summaryOf(outcome).lines,
  ]);
  const [, figures] = /^all +(.*)$/m.exec(outcome.stderr) ?? [];
  assertEquals(figures.split(/ +/)[3], hybrid.false_positive_rate.toFixed(4));
});
