/** Text broken into rows: at blanks where that is possible, else anywhere. */
import { clusterColumns, clustersOf } from "../core/text/width.ts";

/** Rows that text is broken into, at most: what is longer is cut. */
const ROWS_MAX = 1000;

/** The text in rows of at most so many columns. */
export function wrap(text: string, columns: number): string[] {
  const rows: string[] = [];
  let row = "";
  let used = 0;
  /** Length of the row's text up to its last blank. */
  let blank = 0;
  for (const cluster of clustersOf(text)) {
    const width = clusterColumns(cluster);
    if (used + width > columns) {
      if (rows.length === ROWS_MAX) return rows;
      const at = blank > columns >> 1 ? blank : row.length;
      rows.push(row.slice(0, at).trimEnd());
      row = row.slice(at);
      used = 0;
      for (const each of clustersOf(row)) used += clusterColumns(each);
      blank = 0;
    }
    row += cluster;
    used += width;
    if (cluster === " ") blank = row.length;
  }
  if (row !== "" || rows.length === 0) rows.push(row);
  return rows;
}
