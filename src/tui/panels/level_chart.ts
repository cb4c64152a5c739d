/** Lines over event time, stacked by level, with scale, times and shares. */
import { LEVEL_BANDS } from "../../core/views/level_bands.ts";
import { compactCount } from "../amounts.ts";
import { columnsOfSpans, type Frame, type Span } from "../frame.ts";
import { type Layer, stackedBars } from "../plot.ts";
import type { Role } from "../style.ts";
import { timesOver } from "../tables/time_column.ts";
import { timeWindow } from "../time_window.ts";
import type { View } from "../view.ts";

/** The role of each band of levels. */
export const BAND_ROLES: readonly Role[] = ["seriesFaint", "trace", "debug", "info", "warn", "error", "fatal"];
const SCALE_COLUMNS = 6;
/** Columns of the frame before the first bar: its edge and the scale. */
export const CHART_LEFT = SCALE_COLUMNS + 1;
const UNITS: readonly (readonly [unit: string, ms: number])[] = [["s", 1000], ["min", 60_000], ["h", 3_600_000]];

/** Draws the chart in a box. */
export function renderLevelChart(frame: Frame, view: View): void {
  if (frame.rows < 3) return;
  const { timeline } = view.snapshot;
  const inner = frame.inset(1, 1);
  const plot = inner.part({
    column: SCALE_COLUMNS,
    row: 0,
    columns: inner.columns - SCALE_COLUMNS,
    rows: inner.rows,
  });
  const window = timeWindow(timeline, view.range, plot.columns);
  const layers: Layer[] = BAND_ROLES.map((role, band) => ({
    role,
    values: window.sum(timeline.linesOf(band)),
  }));
  const totals = layers[0].values as Float64Array;
  let max = 0;
  for (let k = 0; k < totals.length; k++) max = Math.max(max, layers.reduce((sum, { values }) => sum + values[k], 0));
  const [unit, unitMs] = UNITS.find(([, ms]) => max * ms / window.columnMs >= 1) ?? UNITS[UNITS.length - 1];
  frame.box(`lines/${unit} by level`);
  stackedBars(plot, layers, max);
  inner.textBefore(SCALE_COLUMNS - 1, 0, compactCount(max * unitMs / window.columnMs), { role: "muted" });
  inner.textBefore(SCALE_COLUMNS - 1, inner.rows - 1, "0", { role: "faint" });
  const left = CHART_LEFT + Math.max(0, plot.columns - totals.length);
  timeAxis(frame, view, { fromMs: window.fromMs, untilMs: window.untilMs, left });
  legend(frame, layers);
}

/** Writes the first, middle and last time into the lower edge of a box; bars begin at column `left`. */
function timeAxis(
  frame: Frame,
  { texts }: View,
  { fromMs, untilMs, left }: { fromMs: number; untilMs: number; left: number },
): void {
  if (frame.columns < 40 || Number.isNaN(fromMs)) return;
  const row = frame.rows - 1;
  const times = timesOver(texts, untilMs - fromMs);
  const [first, middle] = [fromMs, (fromMs + untilMs) / 2].map((timeMs) => ` ${times.text(timeMs)} `);
  const right = frame.columns - 2 - first.length;
  // a run that has just begun stands at the right edge, with room for its end alone
  if (left + first.length < right) frame.text(left, row, first, { role: "muted" });
  const centre = (left + frame.columns - middle.length) >> 1;
  if (centre > left + first.length && centre + middle.length < right) {
    frame.text(centre, row, middle, { role: "muted" });
  }
  frame.textBefore(frame.columns - 2, row, ` ${times.text(untilMs)} `, { role: "muted" });
}

function legend(frame: Frame, layers: readonly Layer[]): void {
  const totals = layers.map(({ values }) => Array.from(values).reduce((sum, value) => sum + value, 0));
  const all = totals.reduce((sum, value) => sum + value, 0);
  const spans: Span[] = [];
  for (let band = LEVEL_BANDS.length - 1; band > 0; band--) {
    if (totals[band] === 0) continue;
    const share = totals[band] / all;
    spans.push({ text: ` ${LEVEL_BANDS[band]} `, role: BAND_ROLES[band] });
    spans.push({ text: `${share < .001 ? "<.1" : (share * 100).toFixed(1)} % `, role: "muted" });
  }
  const columns = columnsOfSpans(spans);
  if (columns > 0 && columns < frame.columns - 24) frame.spans(frame.columns - columns - 2, 0, spans);
}
