/** Where and when it was odd: a strip a template or source, brighter where it was odder. */
import type { HeatRow } from "../../core/views/snapshot.ts";
import { baseName } from "../amounts.ts";
import { anomalyRows } from "../anomaly_rows.ts";
import type { Frame } from "../frame.ts";
import { heatStrip } from "../plot.ts";
import type { Role } from "../style.ts";
import { trendIn } from "../trend_range.ts";
import type { View } from "../view.ts";

/** Draws the strips, in a box where there is room for one. */
export function renderHeat(frame: Frame, view: View): void {
  const { alertThreshold } = view.snapshot;
  const isBoxed = frame.rows >= 5;
  if (!isBoxed) frame.text(0, 0, " odd over time", { role: "muted" });
  const inner = isBoxed
    ? frame.box("odd over time")
    : frame.part({ column: 1, row: 1, columns: frame.columns - 2, rows: frame.rows - 1 });
  const labelColumns = Math.min(96, Math.floor(inner.columns * (inner.columns < 100 ? .45 : .42)));
  const heat = shownHeat(view);
  if (heat.length === 0) {
    inner.text(0, 0, view.snapshot.heat.length === 0 ? "nothing so far" : "nothing here", { role: "faint" });
  }
  const visible = heat.slice(0, inner.rows);
  const isAmbiguous = repeatedLabels(visible);
  for (const [row, { each, scores }] of visible.entries()) {
    const label = isAmbiguous.has(each.label) ? `${baseName(each.source)}: ${each.label}` : each.label;
    inner.text(0, row, label, { role: heatLabelRole(each) }, labelColumns - 1);
    heatStrip(
      inner.part({ column: labelColumns, row: 0, columns: inner.columns - labelColumns, rows: inner.rows }),
      row,
      columnsOver(scores, inner.columns - labelColumns).map((score) => brightness(score, alertThreshold)),
    );
  }
}

/** Of the same template in several sources only these tell which is which. */
function repeatedLabels(strips: readonly ShownHeat[]): ReadonlySet<string> {
  const labels = strips.map(({ each }) => each.label);
  return new Set(labels.filter((label, k) => labels.indexOf(label) !== k));
}

/** A strip, and what of it is to be seen. */
interface ShownHeat {
  readonly each: HeatRow;
  readonly scores: ArrayLike<number>;
}

/** The strips that match the filter or have an anomaly that does; in a range those odd there, the oddest first. */
function shownHeat(view: View): readonly ShownHeat[] {
  const { snapshot: { heat }, filter, range } = view;
  const told = new Set(filter.isEmpty ? [] : anomalyRows(view).map(({ event }) => event.template_id));
  const shown = heat
    .filter(({ label, source, template = "" }) =>
      filter.isEmpty || told.has(template) || filter.test({ text: label, source, template })
    )
    .map((each) => ({ each, scores: trendIn(view, each.scores) }));
  if (range === undefined) return shown;
  return shown.map((strip) => ({ ...strip, most: mostOf(strip.scores) }))
    .filter(({ most }) => most > 0)
    .toSorted((a, b) => b.most - a.most);
}

function mostOf(scores: ArrayLike<number>, from = 0, end = scores.length): number {
  let most = 0;
  for (let k = from; k < end; k++) most = Math.max(most, scores[k]);
  return most;
}

/** The highest score of each column: as many buckets a column as show them all, the newest right. */
function columnsOver(scores: ArrayLike<number>, columns: number): number[] {
  const perColumn = Math.max(1, Math.ceil(scores.length / Math.max(1, columns)));
  const highest: number[] = [];
  for (let end = scores.length; end > 0; end -= perColumn) {
    highest.unshift(mostOf(scores, Math.max(0, end - perColumn), end));
  }
  return highest;
}

/** Scores below the threshold are of interest, and no more: they stay dim beside those that were told of. */
function brightness(score: number, threshold: number): number {
  return score < threshold ? score * .45 : .6 + .4 * (score - threshold) / Math.max(.01, 1 - threshold);
}

function heatLabelRole({ template }: HeatRow): Role {
  return template === undefined ? "muted" : "plain";
}
