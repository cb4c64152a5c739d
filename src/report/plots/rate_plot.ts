/** Lines over time as bars, with the anomalies that began in each slice marked above them. */
import { countText, plural } from "../../core/text/number_text.ts";
import { showTimes, type TimeAxis } from "./time_axis.ts";
import { scale, valueTicks } from "./axis.ts";
import { areaOf, picture, rowsGrid } from "./frame.ts";
import { element, escaped } from "./svg.ts";

const HEIGHT = 220;
/** Above the bars, for the marks. */
const MARKS_HEIGHT = 26;

/** Counts by slice; all lists are as long as each other. */
export interface RatePlot extends TimeAxis {
  readonly lines: readonly number[];
  readonly critical: readonly number[];
  readonly warning: readonly number[];
}

/** The picture. */
export function ratePlot(plot: RatePlot): string {
  const { lines, critical, warning } = plot;
  const area = areaOf(HEIGHT);
  const seconds = plot.sliceMs / 1000;
  const ticks = valueTicks(Math.max(0, ...lines) / seconds, compact);
  const y = scale(0, ticks[ticks.length - 1].value, area.bottom, area.top + MARKS_HEIGHT);
  const { x, axis, name } = showTimes(plot, lines.length, area);
  const bars = lines.map((count, slice) => {
    const odd = critical[slice] + warning[slice];
    const said = `${name(slice)}: ${plural(count, "line")}, ${plural(odd, "anomaly", "anomalies")}`;
    const top = y(count / seconds);
    const bar = element("rect", {
      x: x(slice),
      width: Math.max(.5, x(slice + 1) - x(slice) - .6),
      y: top,
      height: Math.max(0, area.bottom - top),
      class: "bar",
    });
    return element("g", {}, element("title", {}, escaped(said)) + bar + markOf(plot, slice, x(slice + .5), area.top));
  });
  return picture(HEIGHT, "Lines a second over time, with anomalies", rowsGrid(area, ticks, y) + axis + bars.join(""));
}

/** A triangle for critical anomalies, a dot for others: told apart without colour. */
function markOf({ critical, warning }: RatePlot, slice: number, x: number, top: number): string {
  const triangle = critical[slice] === 0
    ? ""
    : element("path", { d: `M${x.toFixed(1)} ${top}l5 9h-10z`, class: "critical" });
  const dot = warning[slice] === 0 ? "" : element("circle", { cx: x, cy: top + 16, r: 3, class: "warning" });
  return triangle + dot;
}

/** A number in a narrow column: "1.2 k". */
export function compact(value: number): string {
  if (value >= 1e6) return `${trimmed(value / 1e6)} M`;
  if (value >= 1e4) return `${trimmed(value / 1e3)} k`;
  return value >= 10 || value === Math.round(value) ? countText(value) : trimmed(value);
}

function trimmed(value: number): string {
  return String(Number(value.toPrecision(3)));
}
