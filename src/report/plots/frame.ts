/**
 * What all plots have in common: a picture with a title for those who cannot see it, a grid, and the values beside it.
 */
import type { Area, Tick } from "./axis.ts";
import { element } from "./svg.ts";

const WIDTH = 960;

/** Space for the values at the left and below. */
const LEFT = 70;
const RIGHT = 10;
const TOP = 10;
const BOTTOM = 24;

/** The area of a plot in a picture of this height; `left` is the space for what stands at the left. */
export function areaOf(height: number, { left = LEFT, width = WIDTH } = {}): Area {
  return { left, right: width - RIGHT, top: TOP, bottom: height - BOTTOM };
}

/** A picture. `label` says what it shows. */
export function picture(height: number, label: string, content: string, width = WIDTH): string {
  const box = `0 0 ${width} ${height}`;
  return element("svg", { viewBox: box, role: "img", "aria-label": label, class: "plot" }, content);
}

/** Lines across the plot with their values at the left. */
export function rowsGrid(area: Area, ticks: readonly Tick[], y: (value: number) => number): string {
  return ticks.map(({ value, text }) =>
    element("line", { x1: area.left, x2: area.right, y1: y(value), y2: y(value), class: "grid" }) +
    element("text", { x: area.left - 6, y: y(value) + 4, class: "value end" }, text)
  ).join("");
}

/** Values below the plot, each with a short mark. */
export function columnsAxis(area: Area, ticks: readonly Tick[], x: (value: number) => number): string {
  return ticks.map(({ value, text }) =>
    element("line", { x1: x(value), x2: x(value), y1: area.bottom, y2: area.bottom + 4, class: "grid" }) +
    element("text", { x: x(value), y: area.bottom + 17, class: "value middle" }, text)
  ).join("");
}
