/** The list of anomalies, in the columns that screens show it with. */
import type { AnomalyView } from "../core/snapshot.ts";
import { scoreText } from "../core/numbers.ts";
import { baseName, compactCount } from "./amounts.ts";
import { severityMark } from "./anomaly_rows.ts";
import type { Column, Table } from "./table.ts";
import { timeColumn } from "./time_column.ts";
import type { View } from "./view.ts";

/** The table, with times as the view writes them. Reasons are left to the detail beside it where `isNarrow`. */
export function anomalyTable(view: Pick<View, "snapshot" | "texts">, isNarrow = false): Table<AnomalyView> {
  const times = timeColumn(view);
  const columns: Column<AnomalyView>[] = [
    {
      title: "time",
      size: times.columns,
      cell: ({ timeMs }) => [{ text: times.text(timeMs) || "–", role: "muted" }],
      value: ({ timeMs }) => timeMs,
    },
    {
      title: "score",
      size: 5,
      align: "right",
      cell: ({ score }) => [{ text: scoreText(score), role: "strong" }],
      value: ({ score }) => score,
    },
    { title: "", size: 1, cell: severityMark },
    {
      title: "source",
      size: { share: 1, min: 8, max: 18 },
      rank: 3,
      cell: ({ event }) => [{ text: baseName(event.source), role: "muted" }],
      value: ({ event }) => event.source,
    },
    {
      title: "detector",
      size: 16,
      rank: 4,
      cell: ({ event }) => [{ text: event.detector.replaceAll("_", " "), role: "muted" }],
      value: ({ event }) => event.detector,
    },
    { title: "template", size: { share: 4, min: 20 }, cell: ({ event }) => event.template || event.message },
    {
      title: "count",
      size: 7,
      align: "right",
      cell: ({ count }) => [{ text: `×${compactCount(count)}`, role: "muted" }],
      value: ({ count }) => count,
    },
  ];
  if (!isNarrow) {
    columns.push({
      title: "reason",
      size: { share: 4, min: 24 },
      rank: 5,
      cell: ({ event }) => [{ text: event.reason, role: "muted" }],
    });
  }
  return { columns, keyOf: ({ event }) => event.id };
}
