/** The list of sources, in the columns that its screen shows it with. */
import type { SourceView } from "../../core/views/snapshot.ts";
import { baseName, compactBytes, compactCount, spanText } from "../amounts.ts";
import type { Span } from "../frame.ts";
import { mutedColumn, oddColumn, trendColumn } from "./shared_columns.ts";
import { type Table, tableWith } from "./table.ts";
import { timeColumn } from "./time_column.ts";
import type { View } from "../view.ts";

const LONG_LAG_MS = 1000;

/** The table, with times as the view writes them. */
export function sourceTable(view: View): Table<SourceView> {
  const times = timeColumn(view);
  return tableWith<SourceView>(view.columns, {
    id: "sources",
    keyOf: ({ name }) => name,
    columns: [
      { name: "source", size: { share: 1, min: 16, max: 80 }, cell: nameCell, value: ({ name }) => name },
      { name: "state", size: 11, rank: 1, cell: stateCell, value: ({ state }) => state },
      mutedColumn({ name: "format", size: 12, rank: 2, value: ({ format }) => format, text: String }),
      { name: "parsed", size: 6, align: "right", rank: 6, cell: matchedCell, value: ({ matched }) => matched },
      {
        name: "lines/s",
        size: 8,
        align: "right",
        cell: ({ linesPerSecond }) => compactCount(linesPerSecond),
        value: ({ linesPerSecond }) => linesPerSecond,
      },
      { name: "lag", size: 7, align: "right", rank: 7, cell: lagCell, value: ({ lagMs }) => lagMs || 0 },
      mutedColumn({ name: "lines", size: 8, align: "right", rank: 3, value: ({ lines }) => lines, text: compactCount }),
      mutedColumn({ name: "size", size: 8, align: "right", rank: 5, value: ({ bytes }) => bytes, text: compactBytes }),
      mutedColumn({
        name: "offset",
        size: 9,
        align: "right",
        rank: 8,
        value: ({ offset }) => offset,
        text: compactBytes,
      }),
      mutedColumn({
        name: "rotated",
        size: 7,
        align: "right",
        rank: 9,
        value: ({ rotations }) => rotations,
        text: (rotations) => rotations === 0 ? "" : `${rotations}×`,
      }),
      mutedColumn({
        name: "newest",
        size: times.columns,
        rank: 4,
        value: ({ lastTimeMs }) => lastTimeMs,
        text: times.text,
      }),
      trendColumn(view, { size: 18, rank: 6 }),
      oddColumn(),
    ],
  });
}

/** The file first, since its folder is often that of all. */
function nameCell({ name }: SourceView): Span[] {
  const base = baseName(name);
  return [{ text: base }, { text: name === base ? "" : `  ${name.slice(0, -base.length)}`, role: "faint" }];
}

function stateCell({ state, error }: SourceView): Span[] {
  const role = state === "failed" ? "critical" : state === "silent" ? "warning" : "muted";
  return [{ text: state, role }, { text: error === "" ? "" : " !", role: "critical" }];
}

function matchedCell({ matched, lines }: SourceView): Span[] {
  if (lines === 0) return [];
  return [{ text: `${Math.floor(matched * 100)} %`, role: matched < .9 ? "warning" : "muted" }];
}

function lagCell({ lagMs }: SourceView): Span[] {
  return [{ text: Number.isNaN(lagMs) ? "" : spanText(lagMs), role: lagMs > LONG_LAG_MS ? "warning" : "muted" }];
}
