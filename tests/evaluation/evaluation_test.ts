import { assert, assertAlmostEquals, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import fc from "fast-check";
import type { AnomalyEvent, DetectorId } from "../../src/core/anomaly.ts";
import {
  averagePrecision,
  Evaluation,
  evaluationJson,
  evaluationText,
  type JudgeId,
  parseLabels,
  ScoreHistogram,
} from "../../src/evaluation/mod.ts";

const SETTINGS = { alertThreshold: .9, warmupShare: 0, bestThreshold: false };

function columns(scores: Partial<Record<JudgeId, number[]>>): ReadonlyMap<JudgeId, number[]> {
  return new Map(Object.entries(scores) as [JudgeId, number[]][]);
}

function anomaly(line: number, detector: DetectorId, more: Partial<AnomalyEvent> = {}): AnomalyEvent {
  return {
    type: "anomaly",
    id: `${line}`,
    time: null,
    source: "app.log",
    line,
    offset: 0,
    detector,
    score: .95,
    severity: "warning",
    template_id: "5f1c0a9e",
    template: "",
    message: "",
    reason: "",
    evidence: {},
    count: 1,
    ...more,
  };
}

Deno.test("average precision from counts is that of the scores themselves", () => {
  const step = fc.integer({ min: 0, max: 64 }).map((k) => k / 64);
  fc.assert(
    fc.property(fc.array(fc.tuple(step, fc.boolean()), { minLength: 1 }), (pairs) => {
      const histogram = new ScoreHistogram();
      for (const [score, isOdd] of pairs) histogram.add(score, isOdd);
      const exact = averagePrecision(pairs.map(([, isOdd]) => isOdd), pairs.map(([score]) => score));
      if (Number.isNaN(exact)) assert(Number.isNaN(histogram.averagePrecision()));
      else assertAlmostEquals(histogram.averagePrecision(), exact);
    }),
  );
});

Deno.test("the best threshold is where F1 is highest, and says what it would flag", () => {
  const histogram = new ScoreHistogram();
  for (const [score, isOdd] of [[.95, true], [.75, true], [.625, false], [.5, true], [0, false]] as const) {
    histogram.add(score, isOdd);
  }
  const { threshold, confusion } = histogram.bestThreshold();
  assertEquals(confusion, { truePositives: 3, falsePositives: 1, falseNegatives: 0, trueNegatives: 1 });
  assertEquals(threshold, .5);
  assertThrows(() => histogram.add(1.5, true), RangeError, "1.5");
  assertEquals(new ScoreHistogram().bestThreshold().threshold, NaN);
});

Deno.test("line labels: each judge against them, by columns that come in pieces", () => {
  const labels = parseLabels("0\n1\n1\n0\n0\n0\n", "labels");
  const evaluation = new Evaluation(labels, SETTINGS);
  evaluation.addLines({
    firstLine: 1,
    lines: 3,
    scores: columns({ hybrid: [.2, .95, .9], rules: [0, .95, 0], ml: [.2, 0, .9], severity: [0, .95, 0] }),
  });
  evaluation.addLines({
    firstLine: 4,
    lines: 3,
    scores: columns({ hybrid: [.93, 0, 0], rules: [0, 0, 0], ml: [.93, 0, 0] }),
  });
  const { perLine, lines } = evaluation.finish();
  assertEquals([lines, perLine?.lines, perLine?.odd], [6, 6, 2]);
  const rows = perLine?.judges.map(({ judge, flagged, truePositives, trueNegatives }) =>
    `${judge} ${flagged} ${truePositives} ${trueNegatives}`
  );
  assertEquals(rows, ["rules 1 1 4", "ml 2 1 3", "hybrid 3 2 3", "severity 1 1 4"]);
  const hybrid = perLine?.judges[2];
  assertAlmostEquals(hybrid?.f1 ?? 0, .8);
  assertAlmostEquals(hybrid?.averagePrecision ?? 0, averagePrecision([0, 1, 1, 0, 0, 0], [.2, .95, .9, .93, 0, 0]));
});

Deno.test("a warm-up is not counted, neither of lines nor of sessions", () => {
  const lines = new Evaluation(parseLabels("1\n0\n1\n0\n", "labels"), { ...SETTINGS, warmupShare: .5 });
  lines.addLines({ firstLine: 1, lines: 4, scores: columns({ hybrid: [1, 1, 1, 0] }) });
  const { perLine, warmup } = lines.finish();
  assertEquals([warmup.lines, perLine?.lines, perLine?.odd, perLine?.judges[2].flagged], [2, 2, 1, 1]);
  const sessions = new Evaluation(parseLabels("session,anomaly\na,1\nb,0\nc,1\nd,0\n", "labels"), {
    ...SETTINGS,
    warmupShare: .5,
  });
  sessions.addSession("a", .99, "session");
  sessions.addSession("c", .99, "session");
  assertEquals(sessions.finish().perSession?.judges.map(({ judge, flagged }) => [judge, flagged]), [
    ["rules", 0],
    ["ml", 1],
    ["hybrid", 1],
    ["session", 1],
  ]);
});

Deno.test("sessions: the highest verdict stands, what was never reported is not flagged, what has no label does not count", () => {
  const evaluation = new Evaluation(parseLabels("session,anomaly\na,1\nb,0\nc,1\n", "labels"), SETTINGS);
  evaluation.addSession("a", .95, "session");
  evaluation.addSession("a", .2, "severity");
  evaluation.addSession("b", 0, undefined);
  evaluation.addSession("x", .99, "session");
  const { perSession, perLine } = evaluation.finish();
  assertEquals(perLine, undefined);
  assertEquals([perSession?.reported, perSession?.unlabelled], [2, 1]);
  const hybrid = perSession?.judges.find(({ judge }) => judge === "hybrid");
  assertEquals([hybrid?.truePositives, hybrid?.falseNegatives, hybrid?.trueNegatives], [1, 1, 1]);
});

Deno.test("anomalies are right or wrong by their line or session, and count for their detector and its group", () => {
  const evaluation = new Evaluation(parseLabels("0\n1\n", "labels"), SETTINGS);
  evaluation.addAnomaly(anomaly(2, "severity"), 2);
  evaluation.addAnomaly(anomaly(1, "spike"), 1);
  const counts = [...evaluation.finish().alarms].map(([judge, { right, wrong }]) => `${judge} ${right} ${wrong}`);
  assertEquals(counts, ["rules 1 0", "hybrid 1 1", "severity 1 0", "ml 0 1", "spike 0 1"]);
});

const TRUTH = [
  { kind: "meta", lines: 10 },
  { kind: "line", line: 4, anomaly: 1, incident: "crash-1" },
  { kind: "line", line: 6, anomaly: 1, incident: "crash-1" },
  {
    kind: "incident",
    id: "crash-1",
    scenario: "crash",
    start: "2026-01-01T00:00:00Z",
    end: "2026-01-01T00:00:09Z",
    severity: "critical",
    lines: [4, 6],
    count: 2,
  },
].map((record) => `${JSON.stringify(record)}\n`).join("");

Deno.test("incidents: who found them, and how many lines and seconds late", () => {
  const evaluation = new Evaluation(parseLabels(TRUTH, "truth"), SETTINGS);
  evaluation.addLines({ firstLine: 1, lines: 10, scores: columns({ hybrid: [0, 0, 0, 0, 0, .9, 0, 0, 0, 0] }) });
  evaluation.addFlagged(6, "keyword", Date.parse("2026-01-01T00:00:07Z"), false);
  const report = evaluation.finish();
  assertEquals(report.incidents[0].detections, [{
    detector: "keyword",
    line: 6,
    delay: { lines: 2, seconds: 7 },
  }]);
  assertStringIncludes(evaluationText(report), "incidents found 1 of 1; delay: median 2 lines, 7.0 s");
  const json = JSON.parse(evaluationJson(report));
  assertEquals(json.incidents.delay, { median_lines: 2, worst_lines: 2, median_seconds: 7, worst_seconds: 7 });
  assertEquals(json.threshold_chosen_from_labels, false);
});

Deno.test("the text fits 80 columns, says where the threshold is from, and what marks have changed", () => {
  const evaluation = new Evaluation(parseLabels("1\n0\n0\n", "labels"), { ...SETTINGS, bestThreshold: true });
  evaluation.addLines({
    firstLine: 1,
    lines: 3,
    scores: columns({ hybrid: [.95, .92, 0], ml: [.95, .92, 0], isolation_forest: [.95, .92, 0] }),
  });
  evaluation.addFlagged(2, "isolation_forest", NaN, true);
  const text = evaluationText(evaluation.finish());
  for (const line of text.split("\n")) assert(line.length <= 80, line);
  assertEquals(text.split("\n").slice(3, 8).map((line) => line.replaceAll(/ +/g, " ").trimEnd()), [
    "per line flagged prec. recall F1 FPR acc. AP alarms/k",
    "rules 0 - 0.00 0.00 0.0000 0.6667 0.33 0.00",
    "ML 2 0.50 1.00 0.67 0.5000 0.6667 1.00 0.00",
    "hybrid 2 0.50 1.00 0.67 0.5000 0.6667 1.00 0.00",
    " isolation_forest 2 0.50 1.00 0.67 0.5000 0.6667 1.00 0.00",
  ]);
  for (
    const part of [
      "marks hold back 1 flagged line (1 normal, 0 odd)",
      "precision 0.50 → 1.00, recall 1.00 → 1.00",
      "threshold 0.9, as configured; it was not chosen from the labels",
      "thresholds that these labels would choose (no measure of other logs):",
      "hybrid: F1 1.00 from 0.9",
    ]
  ) assertStringIncludes(text, part);
});
