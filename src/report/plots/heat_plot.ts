/** When lines of each template came: a row a template, darker where there were more of them. */
import { plural } from "../../core/text/number_text.ts";
import { cutToColumns } from "../../core/text/width.ts";
import { areaOf, picture } from "./frame.ts";
import { element, escaped } from "./svg.ts";
import { showTimes, type TimeAxis } from "./time_axis.ts";

const ROW_HEIGHT = 18;
const LABEL_WIDTH = 340;
const LABEL_COLUMNS = 52;
/** Shades besides that of nothing. */
const SHADES = 6;
/** What the frame needs above and below the rows. */
const AROUND = 34;

export interface HeatPlot extends TimeAxis {
  readonly templates: readonly {
    readonly template: string;
    readonly anomalies: number;
    /** By slice. */
    readonly lines: readonly number[];
  }[];
}

/** The picture. Each row has its own scale, a logarithmic one: of a rare template one line should be seen. */
export function heatPlot(plot: HeatPlot): string {
  const { templates } = plot;
  const height = templates.length * ROW_HEIGHT + AROUND;
  const area = areaOf(height, { left: LABEL_WIDTH });
  const slices = templates[0]?.lines.length ?? 0;
  const { x, axis } = showTimes(plot, slices, area);
  const rows = templates.map(({ template, anomalies, lines }, row) => {
    const y = area.top + row * ROW_HEIGHT;
    const total = lines.reduce((sum, count) => sum + count, 0);
    const title = `${template}: ${plural(total, "line")}, ${plural(anomalies, "anomaly", "anomalies")}`;
    const text = cutToColumns(template, LABEL_COLUMNS);
    const label = element(
      "text",
      { x: area.left - 8, y: y + 13, class: anomalies > 0 ? "label odd" : "label" },
      escaped(text),
    );
    return element("g", {}, element("title", {}, escaped(title)) + label + cellsOf(lines, x, y));
  });
  return picture(height, "Lines of each template over time", axis + rows.join(""));
}

/** Neighbours of one shade are one rectangle. */
function cellsOf(lines: readonly number[], x: (slice: number) => number, y: number): string {
  const most = Math.log1p(Math.max(1, ...lines));
  const shades = lines.map((count) => count === 0 ? 0 : Math.max(1, Math.ceil(Math.log1p(count) / most * SHADES)));
  let cells = "";
  for (let first = 0; first < shades.length;) {
    let last = first + 1;
    while (last < shades.length && shades[last] === shades[first]) last++;
    const [left, width] = [x(first), x(last) - x(first)];
    const place = { x: left, width, y: y + 1, height: ROW_HEIGHT - 2 };
    cells += element("rect", { ...place, class: `heat${shades[first]}` });
    first = last;
  }
  return cells;
}
