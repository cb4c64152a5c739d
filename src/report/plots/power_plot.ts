/** How one thing grows with another, both axes by orders of magnitude: a power of something is a straight line then. */
import { scale, type Tick } from "./axis.ts";
import { areaOf, columnsAxis, picture, rowsGrid } from "./frame.ts";
import { compact } from "./rate_plot.ts";
import { coordinate, element, escaped } from "./svg.ts";

/** Narrower than other plots, so that two stand side by side. */
const WIDTH = 420;
const HEIGHT = 230;
const LEFT = 56;

export interface PowerPlot {
  /** What it shows. */
  readonly label: string;
  /** All above 0. */
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

/** The picture. */
export function powerPlot({ label, points }: PowerPlot): string {
  const area = areaOf(HEIGHT, { left: LEFT, width: WIDTH });
  const x = powers(points.map((point) => point.x), area.left, area.right);
  const y = powers(points.map((point) => point.y), area.bottom, area.top);
  const along = points.map((point) => `${coordinate(x.place(point.x))} ${coordinate(y.place(point.y))}`).join("L");
  const dots = points.map((point) =>
    element(
      "circle",
      { cx: x.place(point.x), cy: y.place(point.y), r: 3.5, class: "dot" },
      element("title", {}, escaped(`${compact(point.x)}: ${compact(point.y)}`)),
    )
  );
  const course = element("path", { d: `M${along}`, class: "course" });
  return picture(
    HEIGHT,
    label,
    rowsGrid(area, y.ticks, y.place) + columnsAxis(area, x.ticks, x.place) + course + dots.join(""),
    WIDTH,
  );
}

/** From the power of ten below the least value to that above the largest. */
function powers(values: readonly number[], first: number, last: number) {
  const low = Math.floor(Math.log10(Math.min(...values)) + 1e-9);
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...values)) - 1e-9));
  const place = scale(low, high, first, last);
  const ticks: Tick[] = Array.from({ length: high - low + 1 }, (_, step) => {
    const value = 10 ** (low + step);
    return { value, text: compact(value) };
  });
  return { place: (value: number) => place(Math.log10(value)), ticks };
}
