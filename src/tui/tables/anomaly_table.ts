/** The list of anomalies, in the columns that screens show it with. */
import type { AnomalyView } from "../../core/views/anomaly_view.ts";
import type { Snapshot } from "../../core/views/snapshot.ts";
import { scoreText } from "../../core/text/number_text.ts";
import { baseName, compactCount } from "../amounts.ts";
import { severityMark } from "../anomaly_rows.ts";
import type { Span } from "../frame.ts";
import type { Column } from "./columns.ts";
import { type Table, tableWith } from "./table.ts";
import { timesSince } from "./time_column.ts";
import type { View } from "../view.ts";

/** Columns of a time of day alone. */
const CLOCK_COLUMNS = 8;

type Shown = Pick<View, "snapshot" | "texts" | "columns">;

/** The table, with times as the view writes them. Reasons are left to the detail beside it where `isNarrow`. */
export function anomalyTable(view: Shown, isNarrow = false): Table<AnomalyView> {
  const columns = anomalyColumns(view).filter(({ name }) => !isNarrow || name !== "reason");
  return tableWith(view.columns, { id: "anomalies", columns, keyOf: keyOfAnomaly });
}

/** All its columns. */
export function anomalyColumns(view: Shown): readonly Column<AnomalyView>[] {
  const times = timesSince(view, oldestOf(view.snapshot));
  return [
    {
      name: "time",
      size: times.columns,
      cell: ({ timeMs, isPast }) => [
        {
          text: (isPast && times.columns === CLOCK_COLUMNS ? ofDay(view, timeMs) : times.text(timeMs)) || "–",
          role: "muted",
        },
      ],
      value: ({ timeMs }) => timeMs,
    },
    {
      name: "score",
      size: 5,
      align: "right",
      rank: 1,
      cell: ({ score, isPast }) => [{ text: scoreText(score), role: isPast ? "muted" : "strong" }],
      value: ({ score }) => score,
    },
    { name: "severity", title: "", size: 1, cell: severityMark },
    {
      name: "source",
      size: { share: 1, min: 8, max: 18 },
      rank: 4,
      cell: ({ event }) => [{ text: baseName(event.source), role: "muted" }],
      value: ({ event }) => event.source,
    },
    {
      name: "detector",
      size: 16,
      rank: 5,
      cell: ({ event }) => [{ text: event.detector.replaceAll("_", " "), role: "muted" }],
      value: ({ event }) => event.detector,
    },
    { name: "template", size: { share: 4, min: 30 }, cell: templateCell },
    {
      name: "count",
      size: 7,
      align: "right",
      rank: 2,
      cell: ({ count }) => [{ text: `×${compactCount(count)}`, role: "muted" }],
      value: ({ count }) => count,
    },
    {
      name: "reason",
      size: { share: 4, min: 24 },
      rank: 6,
      cell: ({ event }) => [{ text: event.reason, role: "muted" }],
    },
  ];
}

/** What a list knows it by: the same line may have been told of in an earlier run too. */
function keyOfAnomaly({ event, isPast }: AnomalyView): string {
  return isPast ? `past ${event.id}` : event.id;
}

function templateCell({ event, isPast }: AnomalyView): readonly Span[] {
  return [{ text: event.template || event.message, role: isPast ? "muted" : "plain" }];
}

/** When there was an anomaly of an earlier run: its day, where it was not on the newest day of this one. */
function ofDay({ snapshot, texts }: Pick<View, "snapshot" | "texts">, timeMs: number): string {
  const [full, newest] = [texts.full(timeMs), texts.full(snapshot.clockMs)];
  return full.slice(0, 10) === newest.slice(0, 10) ? full.slice(11, 19) : full.slice(2, 10);
}

/** Time of the oldest anomaly of this run; NaN where none has a time. */
function oldestOf({ anomalies }: Snapshot): number {
  let oldestMs = NaN;
  for (let k = 0; k < anomalies.length; k++) {
    const { timeMs } = anomalies.at(k);
    if (!(timeMs >= oldestMs)) oldestMs = Number.isNaN(timeMs) ? oldestMs : timeMs;
  }
  return oldestMs;
}
