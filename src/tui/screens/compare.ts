/** Rules beside what was learnt: what each has found, what both have, and the truth where it is known. */
import { RULE_DETECTORS } from "../../core/anomaly.ts";
import type { ComparisonView } from "../../core/views/comparison_view.ts";
import { compactCount, compactPlural, spanText } from "../amounts.ts";
import type { Frame, Span } from "../frame.ts";
import { rowsOf } from "../layout.ts";
import { bar } from "../plot.ts";
import type { Screen } from "../screen.ts";
import { timeColumn } from "../tables/time_column.ts";
import type { View } from "../view.ts";

const JUDGES = { rules: "rules", ml: "learnt", hybrid: "both" } as const;

export const compare: Screen<null> = {
  id: "compare",
  title: "rules and what was learnt",
  bindings: [],
  begin: () => null,
  render(frame, view) {
    const { comparison } = view.snapshot;
    const hasTruth = comparison.truth.length > 0;
    const [truth, overlap, detectors, incidents] = rowsOf(frame, [
      hasTruth ? comparison.truth.length + 3 : 0,
      7,
      { share: 1, min: Math.min(6, comparison.detectors.length + 2), max: comparison.detectors.length + 3 },
      hasTruth ? { share: 1, min: 3 } : 0,
    ]);
    renderOverlap(overlap.box("lines that were flagged").inset(1, 0), comparison);
    renderDetectors(detectors.box("anomalies by detector").inset(1, 0), comparison);
    if (!hasTruth) return;
    renderTruth(truth.box("against the truth").inset(1, 0), comparison);
    renderIncidents(incidents.box("incidents that are over, newest first").inset(1, 0), view);
  },
  update: (state) => ({ state }),
};

function renderOverlap(frame: Frame, { rulesLines, learntLines, bothLines }: ComparisonView): void {
  const onlyRules = rulesLines - bothLines;
  const onlyLearnt = learntLines - bothLines;
  const all = onlyRules + onlyLearnt + bothLines;
  if (all === 0) {
    frame.text(0, 1, "none so far", { role: "muted" });
    return;
  }
  const row = (at: number, label: string, lines: number, role: "warn" | "accent" | "info") => {
    const room = Math.max(10, frame.columns - 42);
    frame.spans(0, at, [
      { text: label.padEnd(24), role: "muted" },
      { text: compactCount(lines).padStart(8) },
      { text: `  ${bar(lines / all, room, frame.ascii)}`, role },
    ]);
  };
  row(0, "rules alone", onlyRules, "warn");
  row(1, "both", bothLines, "accent");
  row(2, "what was learnt alone", onlyLearnt, "info");
  const share = (part: number) => `${Math.round(part * 100 / all)} %`;
  const sum = `of ${compactCount(all)} lines rules found ${share(rulesLines)}, what was learnt ${share(learntLines)}`;
  frame.text(0, 4, sum, { role: "muted" });
}

function renderDetectors(frame: Frame, { detectors }: ComparisonView): void {
  const most = Math.max(1, ...detectors.map(({ anomalies }) => anomalies));
  if (detectors.length === 0) frame.text(0, 0, "none so far", { role: "muted" });
  for (const [row, { id, anomalies, lines }] of [...detectors].sort((a, b) => b.anomalies - a.anomalies).entries()) {
    const isRule = RULE_DETECTORS.has(id);
    frame.spans(0, row, [
      { text: id.replaceAll("_", " ").padEnd(18) },
      { text: (isRule ? "rule" : "learnt").padEnd(8), role: "muted" },
      { text: compactCount(anomalies).padStart(6) },
      { text: `${compactCount(lines).padStart(8)} ${lines === 1 ? "line " : "lines"}`, role: "muted" },
      {
        text: `  ${bar(anomalies / most, Math.max(4, frame.columns - 50), frame.ascii)}`,
        role: isRule ? "warn" : "info",
      },
    ]);
  }
}

function renderTruth(frame: Frame, { truth }: ComparisonView): void {
  const cells = Math.max(8, Math.min(14, Math.floor((frame.columns - 12) / 4)));
  const titles = ["found", "missed", ...(cells < 14 ? ["true", "false"] : ["true alarms", "false alarms"])];
  const header = titles.map((title) => title.padStart(cells)).join("");
  frame.text(0, 0, `${"incidents".padEnd(12)}${header}`, { role: "muted" });
  for (const [row, { judge, found, missed, trueAlarms, falseAlarms }] of truth.entries()) {
    const spans: Span[] = [
      { text: JUDGES[judge].padEnd(12) },
      { text: String(found).padStart(cells), role: "good" },
      { text: String(missed).padStart(cells), role: missed > 0 ? "warning" : "muted" },
      { text: String(trueAlarms).padStart(cells), role: "good" },
      { text: String(falseAlarms).padStart(cells), role: falseAlarms > 0 ? "warning" : "muted" },
    ];
    frame.spans(0, row + 1, spans);
  }
}

function renderIncidents(frame: Frame, view: View): void {
  const { incidents } = view.snapshot.comparison;
  const times = timeColumn(view);
  if (incidents.length === 0) frame.text(0, 0, "none yet", { role: "muted" });
  for (const [row, { name, startMs, detector, afterLines, afterMs }] of [...incidents].reverse().entries()) {
    const found: Span[] = detector === undefined ? [{ text: "missed", role: "warning" }] : [
      { text: `found by ${detector.replaceAll("_", " ")}`.padEnd(28), role: "good" },
      {
        text: `after ${compactPlural(afterLines, "line")}, ${spanText(afterMs)}`,
        role: "muted",
      },
    ];
    frame.spans(0, row, [{ text: `${times.text(startMs)}  `, role: "muted" }, { text: name.padEnd(26) }, ...found]);
  }
}
