/** Rows of objects as NDJSON, one JSON array, or CSV, a piece at a time, so that a million of them need no memory. */
import { showControlsInJson } from "../core/text/escape.ts";
import { csvRow } from "./csv.ts";

export const ROW_FORMATS = ["ndjson", "csv", "json"] as const;
/** For programs. */
export type RowFormat = typeof ROW_FORMATS[number];

/** Characters of a piece, about. */
const PIECE_CHARACTERS = 64 * 1024;

/** The text of all rows, in pieces. All rows have the fields of the first one, or fewer. */
export function* rowsText(rows: Iterable<Readonly<Record<string, unknown>>>, format: RowFormat): Iterable<string> {
  let text = "";
  let columns: readonly string[] | undefined;
  for (const row of rows) {
    const isFirst = columns === undefined;
    if (columns === undefined) {
      columns = Object.keys(row);
      if (format === "csv") text += csvRow(columns);
    }
    if (format === "json") text += `${isFirst ? "[\n" : ",\n"}${json(row)}`;
    else text += format === "csv" ? csvRow(columns.map((column) => cell(row[column]))) : `${json(row)}\n`;
    if (text.length < PIECE_CHARACTERS) continue;
    yield text;
    text = "";
  }
  if (format === "json") text += columns === undefined ? "[]\n" : "\n]\n";
  yield text;
}

function json(value: unknown): string {
  return showControlsInJson(JSON.stringify(value));
}

function cell(value: unknown): string | number {
  if (typeof value === "number" || typeof value === "string") return value;
  return value === null || value === undefined ? "" : JSON.stringify(value);
}
