/** Which time stands at a column of the chart of levels: for the mouse, which selects a range there. */
import { CHART_LEFT } from "./panels/level_chart.ts";
import { timeWindow } from "./time_window.ts";
import type { TimeRange, View } from "./view.ts";

/** The range between two columns of a chart's frame, both included; undefined outside of what is drawn. */
export function rangeBetween(one: number, other: number, chartColumns: number, view: View): TimeRange | undefined {
  const plotColumns = chartColumns - CHART_LEFT - 1;
  const window = timeWindow(view.snapshot.timeline, view.range, plotColumns);
  const { columns: used } = window;
  if (used === 0) return undefined;
  // the newest stands right
  const indexOf = (column: number) => Math.max(0, Math.min(used - 1, column - CHART_LEFT - (plotColumns - used)));
  const [first, last] = [indexOf(one), indexOf(other)].sort((a, b) => a - b);
  return { fromMs: window.fromMs + first * window.columnMs, untilMs: window.fromMs + (last + 1) * window.columnMs };
}
