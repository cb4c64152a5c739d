/** How a figure of the program went over time: a line, with a gap where there was no run. */
import type { TimeText } from "../local_time.ts";
import { type Area, scale, timeTicks, valueTicks } from "./axis.ts";
import { areaOf, columnsAxis, picture, rowsGrid } from "./frame.ts";
import { coordinate, element } from "./svg.ts";

const HEIGHT = 150;

export interface CoursePlot {
  /** What it shows. */
  readonly label: string;
  readonly points: readonly CoursePoint[];
  readonly time: TimeText;
  /** How values are written. */
  readonly text: (value: number) => string;
  /** Where the scale ends at least. */
  readonly least?: number;
}

export interface CoursePoint {
  readonly ms: number;
  /** Points of one run are joined. */
  readonly run: number;
  readonly value: number;
}

/** The picture. */
export function coursePlot({ label, points, time, text, least = 0 }: CoursePlot): string {
  const area = areaOf(HEIGHT);
  const [fromMs, toMs] = [points[0]?.ms ?? 0, points[points.length - 1]?.ms ?? 0];
  const ticks = valueTicks(Math.max(least, ...points.map(({ value }) => value)), text, 3);
  const y = scale(0, ticks[ticks.length - 1].value, area.bottom, area.top);
  const x = scale(fromMs, toMs, area.left, area.right);
  const runs = Map.groupBy(points, ({ run }) => run);
  const lines = [...runs.values()].map((run) => lineOf(run, { x, y, area }));
  const axis = columnsAxis(area, timeTicks(fromMs, toMs, time), x);
  return picture(HEIGHT, label, rowsGrid(area, ticks, y) + axis + lines.join(""));
}

interface Places {
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
  readonly area: Area;
}

/** A run of one point is a dot. */
function lineOf(points: readonly CoursePoint[], { x, y, area }: Places): string {
  const [first] = points;
  if (points.length === 1) return element("circle", { cx: x(first.ms), cy: y(first.value), r: 2.5, class: "dot" });
  const along = points.map(({ ms, value }) => `${coordinate(x(ms))} ${coordinate(y(value))}`).join("L");
  const last = points[points.length - 1];
  const below = `${coordinate(x(last.ms))} ${area.bottom}L${coordinate(x(first.ms))} ${area.bottom}`;
  return element("path", { d: `M${along}L${below}Z`, class: "below" }) +
    element("path", { d: `M${along}`, class: "course" });
}
