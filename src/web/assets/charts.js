/** Charts of SVG elements: columns side by side, columns with others below, and bars with a name and a figure each. */
import { byId, element } from "./elements.js";

const SVG = "http://www.w3.org/2000/svg";
/** Where the columns of the upper chart end, of 100. */
const UPPER = 75;

/** Columns from the bottom; `most` is the height of the chart. */
export function drawColumns(id, values, most) {
  const svg = begin(byId(id), Math.max(1, values.length));
  values.forEach((value, k) => rect(svg, "area", [k, 100 - 100 * value / most, 0.85, 100 * value / most]));
}

/** Lines above, and below them those that are odd, which are seen also where they are few. */
export function drawTimeline(id, lines, flagged) {
  const svg = begin(byId(id), Math.max(1, lines.length));
  const most = Math.max(1, ...lines);
  const mostOdd = Math.max(1, ...flagged);
  lines.forEach((count, k) => rect(svg, "area", [k, UPPER - UPPER * count / most, 0.9, UPPER * count / most]));
  flagged.forEach((count, k) =>
    rect(svg, "odd", [k, UPPER + 3, 0.9, count === 0 ? 0 : 4 + (100 - UPPER - 7) * count / mostOdd])
  );
}

/** One bar below the other: [name, share from 0 to 1, figure]. */
export function drawBars(id, bars) {
  byId(id).replaceChildren(...bars.map(([name, share, figure]) => {
    const box = element("div", "", "bar");
    const svg = begin(document.createElementNS(SVG, "svg"), 100);
    rect(svg, "ground", [0, 0, 100, 100]);
    rect(svg, "area", [0, 0, 100 * Math.min(1, share), 100]);
    box.append(element("span", name), svg, element("span", figure, "figure"));
    return box;
  }));
}

function begin(svg, width) {
  svg.replaceChildren();
  svg.setAttribute("viewBox", `0 0 ${width} 100`);
  svg.setAttribute("preserveAspectRatio", "none");
  return svg;
}

function rect(svg, name, [x, y, width, height]) {
  const made = document.createElementNS(SVG, "rect");
  made.setAttribute("class", name);
  for (const [key, value] of Object.entries({ x, y, width, height })) {
    made.setAttribute(key, String(Number.isFinite(value) ? Math.max(0, value) : 0));
  }
  svg.append(made);
}
