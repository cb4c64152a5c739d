/** Columns that several lists have. What is theirs alone is how wide they are, and when they go where room is short. */
import { compactCount } from "../amounts.ts";
import type { Column } from "./columns.ts";
import { trendIn } from "../trend_range.ts";
import { trendText } from "../trend_text.ts";
import type { View } from "../view.ts";

/** A column of muted text, sorted by the values that it is made from. */
export function mutedColumn<Row, Value extends number | string>(
  { value, text, ...column }: Omit<Column<Row>, "cell" | "value"> & {
    value(row: Row): Value;
    text(value: Value): string;
  },
): Column<Row> {
  return { ...column, value, cell: (row) => [{ text: text(value(row)), role: "muted" }] };
}

/** How many lines there were over time. */
export function trendColumn<Row extends { readonly trend: ArrayLike<number> }>(
  view: Pick<View, "snapshot" | "range">,
  { size, ...column }: Pick<Column<Row>, "title" | "rank"> & { readonly size: number },
): Column<Row> {
  return {
    name: "trend",
    size,
    ...column,
    cell: ({ trend }) => [{ text: trendText(trendIn(view, trend), size), role: "series" }],
  };
}

/** How many anomalies there were. */
export function oddColumn<Row extends { readonly anomalies: number }>(
  column: Pick<Column<Row>, "rank"> = {},
): Column<Row> {
  return {
    name: "odd",
    size: 4,
    align: "right",
    ...column,
    cell: ({ anomalies }) => anomalies === 0 ? [] : [{ text: compactCount(anomalies), role: "accent" }],
    value: ({ anomalies }) => anomalies,
  };
}
