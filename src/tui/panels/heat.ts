/** Where and when it was odd: a strip a template or source, brighter where it was odder. */
import type { HeatRow } from "../../core/snapshot.ts";
import type { Frame } from "../frame.ts";
import { heatStrip } from "../plot.ts";
import type { Role } from "../style.ts";
import { trendIn } from "../trend_range.ts";
import type { View } from "../view.ts";

/** Draws the strips, in a box where there is room for one. */
export function renderHeat(frame: Frame, view: View): void {
  const { heat, alertThreshold } = view.snapshot;
  const isBoxed = frame.rows >= 5;
  if (!isBoxed) frame.text(0, 0, " odd over time", { role: "muted" });
  const inner = isBoxed
    ? frame.box("odd over time")
    : frame.part({ column: 1, row: 1, columns: frame.columns - 2, rows: frame.rows - 1 });
  const labelColumns = Math.min(96, Math.floor(inner.columns * (inner.columns < 100 ? .45 : .42)));
  if (heat.length === 0) inner.text(0, 0, "nothing so far", { role: "faint" });
  for (const [row, each] of heat.slice(0, inner.rows).entries()) {
    inner.text(0, row, each.label, { role: heatLabelRole(each) }, labelColumns - 1);
    heatStrip(
      inner.part({ column: labelColumns, row: 0, columns: inner.columns - labelColumns, rows: inner.rows }),
      row,
      columnsOver(trendIn(view, each.scores), inner.columns - labelColumns).map((score) =>
        brightness(score, alertThreshold)
      ),
    );
  }
}

/** The highest score of each column: as many buckets a column as show them all, the newest right. */
function columnsOver(scores: ArrayLike<number>, columns: number): number[] {
  const perColumn = Math.max(1, Math.ceil(scores.length / Math.max(1, columns)));
  const highest: number[] = [];
  for (let end = scores.length; end > 0; end -= perColumn) {
    let most = 0;
    for (let k = Math.max(0, end - perColumn); k < end; k++) most = Math.max(most, scores[k]);
    highest.unshift(most);
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
