/** `oddline evaluate` end to end: its figures are those of the run, counted by hand here. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { TempFolder } from "../sources/temp_folder.ts";
import { run } from "./fake_io.ts";

const LINE = "[2026-02-28 10:00:00] [INFO] [api] request served\n";
const ERROR = "[2026-02-28 10:00:01] [ERROR] [api] connection lost\n";
const PROBE = "[2026-02-28 10:00:02] [ERROR] [api] probe refused\n";

function evaluate(folder: TempFolder, line: string) {
  folder.write("oddline.yaml", "");
  const argv = ["evaluate", ...line.split(" ").map((word) => word.replace("{dir}", folder.path))];
  return run(argv, { cwd: folder.path, env: { ODDLINE_WORKERS: "1" } });
}

async function figures(folder: TempFolder, line: string) {
  const { stdout, stderr } = await evaluate(folder, `${line} --format json`);
  assertEquals(stderr, "");
  return JSON.parse(stdout);
}

Deno.test("evaluate counts what was flagged against labels of lines", async () => {
  using folder = new TempFolder();
  folder.write("app.log", LINE + ERROR + PROBE + LINE);
  folder.write("labels", "0\n1\n0\n1\n");
  const report = await figures(folder, "{dir}/app.log --labels {dir}/labels");
  const [rules, ml, hybrid, severity] = report.per_line.judges;
  assertEquals([rules.judge, ml.judge, hybrid.judge, severity.judge], ["rules", "ml", "hybrid", "severity"]);
  for (const each of [rules, hybrid, severity]) {
    assertEquals([each.flagged, each.precision, each.recall, each.f1], [2, .5, .5, .5]);
    assertEquals([each.false_positive_rate, each.accuracy], [.5, .5]);
  }
  assertEquals([ml.flagged, ml.precision, ml.recall], [0, null, 0]);
  assertEquals(report.alarms.hybrid, { anomalies: 2, right: 1, wrong: 1, unlabelled: 0, per_1000_lines: 500 });
  assertEquals([report.alert_threshold, report.threshold_chosen_from_labels], [.9, false]);
  assertEquals(hybrid.best_threshold, undefined);
});

Deno.test("evaluate numbers lines over all files, and leaves a baseline out", async () => {
  using folder = new TempFolder();
  folder.write("good.log", LINE + ERROR);
  folder.write("one.log", LINE + ERROR);
  folder.write("two.log", ERROR + LINE + LINE);
  folder.write("labels", "0\n1\n1\n0\n0\n");
  const report = await figures(folder, "{dir}/one.log {dir}/two.log --baseline {dir}/good.log --labels {dir}/labels");
  const hybrid = report.per_line.judges[2];
  assertEquals([report.lines, hybrid.true_positives, hybrid.false_positives], [5, 2, 0]);
  assertEquals(report.alarms.hybrid.right, 2);
});

Deno.test("evaluate shows what marks would have changed", async () => {
  using folder = new TempFolder();
  folder.write("app.log", LINE + ERROR + PROBE + LINE);
  folder.write("labels", "0\n1\n0\n0\n");
  const mark = { id: "a", text: "probe", created: "2026-01-01T00:00:00Z", expires: null };
  folder.write("marks.json", JSON.stringify({ version: 1, marks: [mark] }));
  const line = "{dir}/app.log --labels {dir}/labels --feedback {dir}/marks.json";
  const report = await figures(folder, line);
  assertEquals(report.per_line.suppressed, { lines: 1, odd: 0, normal: 1 });
  assertEquals(report.per_line.with_marks.precision, 1);
  assertEquals(report.per_line.judges[2].precision, .5);
  const { stdout } = await evaluate(folder, line);
  assertStringIncludes(stdout, "marks hold back 1 flagged line (1 normal, 0 odd):\n  precision 0.50 → 1.00");
});

Deno.test("evaluate reads the generator's truth: lines, incidents, delays; and the text fits 80 columns", async () => {
  using folder = new TempFolder();
  const generated = await run(
    ["generate", "--lines", "4000", "--seed", "3", "--output", folder.at("app.log"), "--truth", folder.at("truth")],
    { cwd: folder.path },
  );
  assertEquals([generated.code, generated.stderr], [0, ""]);
  const report = await figures(folder, "{dir}/app.log --labels {dir}/truth");
  assertEquals([report.lines, report.labels], [4000, "truth"]);
  const { incidents } = report;
  assertEquals(incidents.found + incidents.missed, incidents.list.length);
  assert(incidents.found > 0 && incidents.delay.median_lines >= 0);
  const { stdout } = await evaluate(folder, "{dir}/app.log --labels {dir}/truth --best-threshold");
  for (const line of stdout.split("\n")) assert(line.length <= 80, line);
});

Deno.test("evaluate takes no labels of another log, and says what is missing", async () => {
  using folder = new TempFolder();
  folder.write("app.log", LINE + LINE);
  folder.write("labels", "0\n1\n0\n");
  folder.write("broken", "0\n2\n");
  const outcomes = [
    ["{dir}/app.log --labels {dir}/labels", "has labels for 3 lines, but 2 were read"],
    ["{dir}/app.log", "say what is really odd: --labels FILE"],
    ["{dir}/app.log --labels {dir}/gone", "no such file"],
    ["{dir}/app.log --labels {dir}/broken", "broken:2: cannot read a label: expected 0 or 1"],
  ] as const;
  for (const [line, message] of outcomes) {
    const { code, stdout, stderr } = await evaluate(folder, line);
    assertEquals([code, stdout], [2, ""]);
    assertStringIncludes(stderr, message);
  }
});

Deno.test("evaluate counts sessions that were never reported as not flagged", async () => {
  using folder = new TempFolder();
  folder.write("app.log", LINE + ERROR);
  folder.write("sessions.csv", "session,anomaly\nblk_1,1\nblk_2,0\n");
  const report = await figures(folder, "{dir}/app.log --labels {dir}/sessions.csv");
  assertEquals(report.per_line, undefined);
  const hybrid = report.per_session.judges[2];
  assertEquals([hybrid.false_negatives, hybrid.true_negatives, hybrid.recall], [1, 1, 0]);
  assertEquals(report.alarms.hybrid.unlabelled, 1);
});

Deno.test("evaluate judges by the sessions and the model that the user names, as scan does", async () => {
  using folder = new TempFolder();
  const lines = Array.from({ length: 40 }, (_, k) => LINE.replace("served", `served, job=${k % 10}`));
  folder.write("app.log", lines.join(""));
  folder.write("sessions.csv", `session,anomaly\n${Array.from({ length: 10 }, (_, k) => `${k},0\n`).join("")}`);
  const line = "{dir}/app.log --labels {dir}/sessions.csv --format json";
  const reported = async (flags: string) =>
    JSON.parse((await evaluate(folder, `${line}${flags}`)).stdout).per_session.reported;
  assertEquals([await reported(""), await reported(" --group-by job")], [0, 10]);
  const { stderr } = await evaluate(folder, `${line} --model {dir}/other.onnx`);
  assertStringIncludes(stderr, `${folder.at("other.onnx")}: this Isolation Forest cannot be used`);
});
