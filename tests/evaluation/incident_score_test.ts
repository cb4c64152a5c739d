import { assert, assertEquals } from "@std/assert";
import type { AnomalyEvent, DetectorId } from "../../src/core/anomaly.ts";
import { formatDemoScore, type Labels, labelsFromTruth, scoreRun } from "../../src/evaluation/mod.ts";
import type { TruthRecord } from "../../src/evaluation/mod.ts";

/** Lines 10, 12, 14 are a storm, line 20 a crash, line 3 an error of the background. */
const TRUTH: readonly TruthRecord[] = [
  { kind: "meta", lines: 30 },
  { kind: "line", line: 3, anomaly: 1, reason: "error" },
  ...[10, 12, 14].map((line) => ({ kind: "line", line, anomaly: 1, incident: "storm-1" }) as const),
  { kind: "line", line: 20, anomaly: 1, incident: "crash-1" },
  incident("storm-1", [10, 14], 3),
  incident("crash-1", [20, 20], 1),
];

function incident(id: string, lines: [number, number], count: number): TruthRecord {
  const [start, end] = lines.map((line) => time(line)) as [string, string];
  return { kind: "incident", id, scenario: id.replace(/-\d+$/, ""), start, end, severity: "critical", lines, count };
}

/** Line N happens at second N. */
function time(line: number): string {
  return new Date(Date.UTC(2025, 0, 1) + line * 1000).toISOString();
}

function anomaly(detector: DetectorId, line: number, more: Partial<AnomalyEvent> = {}): AnomalyEvent {
  return {
    type: "anomaly",
    id: `${detector}-${line}`,
    time: time(line),
    source: "app.log",
    line,
    offset: line * 100,
    detector,
    score: 0.95,
    severity: "warning",
    template_id: "5f1c0a9e",
    template: "x",
    message: "x",
    reason: "x",
    evidence: {},
    count: 1,
    ...more,
  };
}

const labels: Labels = labelsFromTruth(TRUTH);

Deno.test("score tells which incidents were found, by whom, and how late", () => {
  const { incidents, all, rules, ml } = scoreRun({
    labels,
    events: [anomaly("severity", 3), anomaly("new_template", 12), anomaly("spike", 14), anomaly("keyword", 14)],
  });
  const [storm, crash] = incidents;
  assertEquals(storm!.detections, [
    { detector: "new_template", line: 12, delay: { lines: 2, seconds: 2 } },
    { detector: "spike", line: 14, delay: { lines: 4, seconds: 4 } },
    { detector: "keyword", line: 14, delay: { lines: 4, seconds: 4 } },
  ]);
  assertEquals(crash!.detections, []);
  const found = [all, rules, ml].map((group) => [group.incidentsFound, group.incidentsMissed, group.trueAlarms]);
  assertEquals(found, [[1, 1, 4], [1, 1, 2], [1, 1, 2]]);
});

Deno.test("score counts alarms outside of what is true as false", () => {
  const { all, rules, ml } = scoreRun({
    labels,
    // Line 11 stands between two lines of the storm, but is none of them.
    events: [anomaly("rule", 11), anomaly("spike", 25)],
  });
  assertEquals([all.falseAlarms, all.trueAlarms, all.incidentsFound], [2, 0, 0]);
  assertEquals([rules.falseAlarms, ml.falseAlarms], [1, 1]);
});

Deno.test("score counts a repeated event once, and events without a time without seconds", () => {
  const { all, incidents } = scoreRun({
    labels,
    events: [anomaly("severity", 20, { time: null }), anomaly("severity", 20, { time: null })],
  });
  assertEquals(all.trueAlarms, 1);
  assertEquals(incidents[1]!.detections, [{ detector: "severity", line: 20, delay: { lines: 0, seconds: null } }]);
});

Deno.test("score per line follows from the flagged lines, and they find incidents too", () => {
  const { all, rules, ml, incidents } = scoreRun({
    labels,
    events: [],
    flagged: [
      { line: 3, detector: "severity" },
      { line: 10, detector: "spike", timeMs: Date.parse(time(10)) },
      { line: 10, detector: "severity" },
      { line: 11, detector: "spike" },
    ],
  });
  assertEquals(all.lines, { truePositives: 2, falsePositives: 1, falseNegatives: 3, trueNegatives: 24 });
  assertEquals(rules.lines, { truePositives: 2, falsePositives: 0, falseNegatives: 3, trueNegatives: 25 });
  assertEquals(ml.lines, { truePositives: 1, falsePositives: 1, falseNegatives: 4, trueNegatives: 24 });
  assertEquals(incidents[0]!.detections[0], { detector: "spike", line: 10, delay: { lines: 0, seconds: 0 } });
  assertEquals(scoreRun({ labels, events: [] }).all.lines, undefined);
});

Deno.test("score takes an alarm of an odd session as true", () => {
  const sessions = labelsFromTruth([
    { kind: "session", session: "s1", anomaly: 1 },
    { kind: "session", session: "s2", anomaly: 0 },
  ]);
  const events = [anomaly("session", 5, { session: "s1" }), anomaly("session", 6, { session: "s2" })];
  const { trueAlarms, falseAlarms } = scoreRun({ labels: sessions, events }).all;
  assertEquals([trueAlarms, falseAlarms], [1, 1]);
});

Deno.test("score finds an incident whose lines no label names by its odd lines between first and last", () => {
  const byHand = labelsFromTruth([{ kind: "line", line: 12, anomaly: 1 }, incident("storm-1", [10, 14], 1)]);
  const found = (line: number) =>
    scoreRun({ labels: byHand, events: [anomaly("spike", line)] }).incidents[0]!.detections.length;
  assertEquals([9, 11, 12, 15].map(found), [0, 0, 1, 0]);
});

Deno.test("score is printed as a table of at most 80 columns", () => {
  const score = scoreRun({
    labels,
    events: [anomaly("new_template", 12), anomaly("spike", 14), anomaly("rule", 25)],
    flagged: [{ line: 12, detector: "new_template" }, { line: 14, detector: "spike" }, { line: 25, detector: "rule" }],
  });
  assertEquals(
    formatDemoScore(score),
    `incident                    severity  found by             after
storm-1                     critical  new_template +1      2 lines, 2.0 s
crash-1                     critical  missed

per line   precision  recall     F1     FPR true alarms       false   incidents
rules           0.00    0.00   0.00  0.0400           0           1      0 of 2
ML              1.00    0.40   0.57  0.0000           2           0      1 of 2
all             0.67    0.40   0.50  0.0400           2           1      1 of 2
`,
  );
});

Deno.test("score is printed safely and within its width whatever the truth is called", () => {
  const name = "\x1b[2J" + "ü".repeat(60);
  const far = labelsFromTruth([incident(name, [1, 2_000_000_000], 2)]);
  const text = formatDemoScore(scoreRun({ labels: far, events: [anomaly("isolation_forest", 1_999_999_999)] }));
  for (const line of text.split("\n")) assert(line.length <= 80 && /^[\x20-\x7e]*$/.test(line), line);
  const nothing = formatDemoScore(scoreRun({ labels: labelsFromTruth([]), events: [] }));
  assert(nothing.includes("(no incidents)") && nothing.includes("per alarm"));
});

Deno.test("score finds a silence by what says between its lines that others are missing, and by nothing else", () => {
  const silence = { ...incident("silent_source-1", [10, 20], 0), silent: "worker" } as TruthRecord;
  const found = (detector: DetectorId, line: number) => {
    const score = scoreRun({ labels: labelsFromTruth([silence]), events: [anomaly(detector, line)] });
    return [score.all.incidentsFound, score.all.trueAlarms, score.all.falseAlarms];
  };
  assertEquals(found("flatline", 15), [1, 1, 0]);
  assertEquals(found("flatline", 21), [0, 0, 1]);
  assertEquals(found("new_template", 15), [0, 0, 1]);
});

Deno.test("score finds lines that an incident keeps from coming by a silence, where the last ones that came are named", () => {
  const hanging: TruthRecord[] = [
    { kind: "line", line: 12, anomaly: 1, incident: "missing_end-1" },
    { ...incident("missing_end-1", [12, 20], 1), silent: "what follows" } as TruthRecord,
  ];
  const found = (detector: DetectorId, line: number) =>
    scoreRun({ labels: labelsFromTruth(hanging), events: [anomaly(detector, line)] }).all.incidentsFound;
  assertEquals([found("session", 12), found("flatline", 15)], [1, 1]);
  // another session's, a line that is nothing special, and a silence that came later
  assertEquals([found("session", 15), found("new_template", 15), found("flatline", 21)], [0, 0, 0]);
});
