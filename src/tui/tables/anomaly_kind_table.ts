/** The list of kinds of anomalies: the columns of their newest, and since when and how often there were such. */
import type { AnomalyView } from "../../core/views/anomaly_view.ts";
import { compactCount } from "../amounts.ts";
import { type AnomalyKind, keyOf } from "../anomaly_kinds.ts";
import { anomalyColumns } from "./anomaly_table.ts";
import type { Column } from "./columns.ts";
import { type Table, tableWith } from "./table.ts";
import { timesSince } from "./time_column.ts";
import type { View } from "../view.ts";

/** The table, with times as the view writes them; `kinds` are those that it shows. */
export function anomalyKindTable(
  view: Pick<View, "snapshot" | "texts" | "columns">,
  kinds: readonly AnomalyKind[],
): Table<AnomalyKind> {
  const oldestMs = kinds.reduce((oldest, { sinceMs }) => sinceMs < oldest ? sinceMs : oldest, view.snapshot.clockMs);
  const times = timesSince(view, oldestMs);
  const own: Readonly<Record<string, Partial<Column<AnomalyKind>>>> = {
    score: { value: ({ score }) => score },
    count: {
      cell: ({ lines }) => [{ text: `×${compactCount(lines)}`, role: "muted" }],
      value: ({ lines }) => lines,
    },
  };
  const columns = anomalyColumns(view).map((column) => ({ ...ofNewest(column), ...own[column.name] }));
  const recurrence: readonly Column<AnomalyKind>[] = [
    {
      name: "times",
      size: 5,
      align: "right",
      rank: 3,
      cell: (kind) => [{ text: kind.times > 1 ? compactCount(kind.times) : "", role: "muted" }],
      value: (kind) => kind.times,
    },
    {
      name: "since",
      size: times.columns,
      rank: 4,
      cell: (kind) => [{ text: kind.times > 1 ? times.text(kind.sinceMs) : "", role: "muted" }],
      value: (kind) => kind.sinceMs,
    },
  ];
  const at = columns.findIndex(({ name }) => name === "count") + 1;
  return tableWith(view.columns, {
    id: "overview",
    columns: columns.toSpliced(at, 0, ...recurrence),
    keyOf: keyOfKind,
  });
}

function keyOfKind({ newest }: AnomalyKind): string {
  return keyOf(newest);
}

/** The column of a kind that says of its newest anomaly what this one says of an anomaly. */
function ofNewest({ cell, value, ...column }: Column<AnomalyView>): Column<AnomalyKind> {
  return {
    ...column,
    cell: ({ newest }) => cell(newest),
    ...(value !== undefined && { value: ({ newest }) => value(newest) }),
  };
}
