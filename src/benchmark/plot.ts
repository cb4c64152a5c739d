/**
 * Curves as one SVG picture, both axes by orders of magnitude: a power of something is a straight line then. Made by hand,
 * since a library for plots would be larger than everything that is shown with it.
 */

export interface PlotPoint {
  readonly x: number;
  readonly y: number;
}

export interface Plot {
  readonly title: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly points: readonly PlotPoint[];
}

const WIDTH = 420;
const HEIGHT = 250;
const LEFT = 60;
const RIGHT = 16;
const TOP = 30;
const BOTTOM = 40;

/** The picture as an element for HTML. Its colours are those of the page (`currentColor`). */
export function plotSvg({ title, xLabel, yLabel, points }: Plot): string {
  const x = scale(points.map((point) => point.x), LEFT, WIDTH - RIGHT);
  const y = scale(points.map((point) => point.y), HEIGHT - BOTTOM, TOP);
  const path = points.map((point) => `${x.place(point.x)},${y.place(point.y)}`).join(" ");
  const xTicks = x.ticks.map((tick) =>
    `<line x1="${x.place(tick)}" x2="${x.place(tick)}" y1="${TOP}" y2="${HEIGHT - BOTTOM}" class="grid"/>` +
    `<text x="${x.place(tick)}" y="${HEIGHT - BOTTOM + 16}" text-anchor="middle">${tickText(tick)}</text>`
  );
  const yTicks = y.ticks.map((tick) =>
    `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y.place(tick)}" y2="${y.place(tick)}" class="grid"/>` +
    `<text x="${LEFT - 6}" y="${y.place(tick) + 4}" text-anchor="end">${tickText(tick)}</text>`
  );
  const dots = points.map((point) =>
    `<circle cx="${x.place(point.x)}" cy="${y.place(point.y)}" r="3.5"><title>${point.x}: ${point.y}</title></circle>`
  );
  return `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${title}">` +
    `<text x="${LEFT}" y="18" class="title">${title}</text>${xTicks.join("")}${yTicks.join("")}` +
    `<polyline points="${path}" class="curve"/>${dots.join("")}` +
    `<text x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 6}" text-anchor="middle">${xLabel}</text>` +
    `<text x="14" y="${(TOP + HEIGHT - BOTTOM) / 2}" text-anchor="middle" transform="rotate(-90 14 ${
      (TOP + HEIGHT - BOTTOM) / 2
    })">${yLabel}</text></svg>`;
}

/** From the power of ten below the least value to that above the largest. */
function scale(values: readonly number[], from: number, to: number) {
  const low = Math.floor(Math.log10(Math.min(...values)) + 1e-9);
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...values)) - 1e-9));
  return {
    place: (value: number) => Math.round((from + (Math.log10(value) - low) / (high - low) * (to - from)) * 10) / 10,
    ticks: Array.from({ length: high - low + 1 }, (_, step) => 10 ** (low + step)),
  };
}

/** 0.01, 100, 10 k, 1 M. */
function tickText(value: number): string {
  if (value >= 1e9) return `${value / 1e9} G`;
  if (value >= 1e6) return `${value / 1e6} M`;
  if (value >= 1e4) return `${value / 1e3} k`;
  return value >= 1 ? String(value) : value.toPrecision(1);
}
