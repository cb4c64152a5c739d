/** The sources in few words: what is odd first, then what is busy. */
import type { SourceView } from "../../core/views/snapshot.ts";
import type { Column } from "../tables/columns.ts";
import { baseName, compactCount } from "../amounts.ts";
import type { Frame, Span } from "../frame.ts";
import { trendColumn } from "../tables/shared_columns.ts";
import { renderTable, tableWith, UNSELECTED } from "../tables/table.ts";
import type { View } from "../view.ts";

function columnsOf(view: View): readonly Column<SourceView>[] {
  return [
    { name: "source", size: { share: 1, min: 10 }, cell: ({ name }) => baseName(name) },
    { name: "format", size: 8, rank: 4, cell: ({ format }) => [{ text: format, role: "muted" }] },
    { name: "lines/s", size: 7, align: "right", cell: sourceRate },
    trendColumn(view, { title: "", size: 12, rank: 2 }),
    {
      name: "odd",
      size: 3,
      align: "right",
      cell: ({ anomalies }) => anomalies === 0 ? "" : [{ text: "◆", role: "accent" }],
    },
  ];
}

function sourceRate({ state, linesPerSecond, lines }: SourceView): Span[] {
  if (state === "silent" || state === "failed") return [{ text: state, role: "warning" }];
  return [{ text: state === "ended" ? compactCount(lines) : compactCount(linesPerSecond), role: "muted" }];
}

/** Draws the list in a box, and how many did not fit. */
export function renderSources(frame: Frame, view: View): void {
  const { snapshot } = view;
  const inner = frame.box("sources");
  const table = tableWith({}, { id: "sources", keyOf: ({ name }: SourceView) => name, columns: columnsOf(view) });
  const rows = [...snapshot.sources].sort((a, b) => b.anomalies - a.anomalies || b.lines - a.lines);
  if (rows.length + 1 <= inner.rows) return renderTable(inner, table, rows, UNSELECTED);
  const list = inner.part({ column: 0, row: 0, columns: inner.columns, rows: inner.rows - 1 });
  renderTable(list, table, rows, UNSELECTED);
  inner.text(0, inner.rows - 1, `and ${rows.length - inner.rows + 2} more (5)`, { role: "faint" });
}
