/** The list of templates, in the columns that its screen shows it with. */
import { LEVEL_BANDS } from "../../core/views/level_bands.ts";
import type { TemplateView } from "../../core/views/template_view.ts";
import { compactCount, rateText } from "../amounts.ts";
import type { Span } from "../frame.ts";
import { BAND_ROLES } from "../panels/level_chart.ts";
import { templateSpans } from "../panels/template_detail.ts";
import { mutedColumn, oddColumn, trendColumn } from "./shared_columns.ts";
import { type Table, tableWith } from "./table.ts";
import { timeColumn } from "./time_column.ts";
import type { View } from "../view.ts";

/** The table, with times as the view writes them. */
export function templateTable(view: View): Table<TemplateView> {
  const { lines } = view.snapshot.totals;
  const times = timeColumn(view);
  return tableWith<TemplateView>(view.columns, {
    id: "templates",
    keyOf: ({ id }) => id,
    columns: [
      {
        name: "lines",
        size: 7,
        align: "right",
        cell: ({ count }) => compactCount(count),
        value: ({ count }) => count,
      },
      {
        name: "share",
        size: 6,
        align: "right",
        rank: 5,
        cell: ({ count }) => [{ text: `${(count * 100 / Math.max(1, lines)).toFixed(1)} %`, role: "muted" }],
      },
      {
        name: "rate",
        size: 8,
        align: "right",
        rank: 3,
        cell: ({ linesPerSecond }) => [{ text: rateText(linesPerSecond), role: "muted" }],
        value: ({ linesPerSecond }) => linesPerSecond || 0,
      },
      { name: "level", size: 5, rank: 2, cell: levelCell, value: ({ levels }) => topBand(levels) },
      oddColumn({ rank: 1 }),
      trendColumn(view, { size: 16, rank: 4 }),
      mutedColumn({
        name: "last",
        size: times.columns,
        rank: 6,
        value: ({ lastTimeMs }) => lastTimeMs,
        text: times.text,
      }),
      mutedColumn({
        name: "rarity",
        size: 7,
        align: "right",
        rank: 7,
        value: ({ rarityBits }) => rarityBits,
        text: (bits) => `${bits.toFixed(1)} b`,
      }),
      {
        name: "template",
        size: { share: 1, min: 40 },
        cell: ({ text }) => templateSpans(text),
        value: ({ text }) => text,
      },
    ],
  });
}

function levelCell({ levels }: TemplateView): Span[] {
  const band = topBand(levels);
  return band === 0 ? [] : [{ text: LEVEL_BANDS[band].slice(0, 5), role: BAND_ROLES[band] }];
}

/** The band that most of its lines have. */
export function topBand(levels: ArrayLike<number>): number {
  let top = 0;
  for (let band = 1; band < levels.length; band++) if (levels[band] > levels[top]) top = band;
  return top;
}
