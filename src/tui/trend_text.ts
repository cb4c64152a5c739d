/** A trend as a sparkline of so many columns: buckets are added up until they fit, the newest stands right. */
import { sparkline } from "./plot.ts";

/** The text; "" where there is no trend. */
export function trendText(trend: ArrayLike<number>, columns: number, ascii = false): string {
  if (trend.length < 2 || columns < 1) return "";
  const perColumn = Math.ceil(trend.length / columns);
  const sums: number[] = [];
  for (let end = trend.length; end > 0; end -= perColumn) {
    let sum = 0;
    for (let k = Math.max(0, end - perColumn); k < end; k++) sum += trend[k];
    sums.unshift(sum);
  }
  return sparkline(sums, undefined, ascii);
}
