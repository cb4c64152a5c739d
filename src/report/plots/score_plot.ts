/** How many lines have which score: bars on a logarithmic scale, since nearly all lines score low. */
import { plural } from "../../core/text/number_text.ts";
import { scale } from "./axis.ts";
import { areaOf, columnsAxis, picture, rowsGrid } from "./frame.ts";
import { compact } from "./rate_plot.ts";
import { element, escaped } from "./svg.ts";

const HEIGHT = 200;

/** The picture; `scores` are lines in equal steps from 0 to 1. */
export function scorePlot(scores: readonly number[]): string {
  const area = areaOf(HEIGHT);
  const tens = Math.max(1, Math.ceil(Math.log10(Math.max(1, ...scores) + 1)));
  const y = scale(0, tens, area.bottom, area.top);
  const x = scale(0, 1, area.left, area.right);
  const ticks = Array.from({ length: tens + 1 }, (_, power) => ({ value: power, text: compact(10 ** power) }));
  const steps = [0, .1, .2, .3, .4, .5, .6, .7, .8, .9, 1].map((value) => ({ value, text: value.toFixed(1) }));
  const bars = scores.map((lines, step) => {
    const [from, to] = [step / scores.length, (step + 1) / scores.length];
    // one line stands out of the axis as well
    const top = lines === 0 ? area.bottom : Math.min(area.bottom - 2, y(Math.log10(lines)));
    const place = { x: x(from), width: x(to) - x(from) - 1, y: top, height: area.bottom - top };
    const title = element("title", {}, escaped(`${from.toFixed(2)} to ${to.toFixed(2)}: ${plural(lines, "line")}`));
    return element("rect", { ...place, class: "bar" }, title);
  });
  const content = rowsGrid(area, ticks, y) + columnsAxis(area, steps, x) + bars.join("");
  return picture(HEIGHT, "Lines by score", content);
}
