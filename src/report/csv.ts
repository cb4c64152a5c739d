/** CSV by RFC 4180. What a log says is text: a spreadsheet must not calculate with it, and a terminal not obey it. */
import { showControls } from "../core/text/escape.ts";

/** What a spreadsheet takes for the beginning of a formula (OWASP, "CSV injection"). */
const FORMULA = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/;

/** One row with its line end. Numbers stay numbers; texts that look like formulas get an apostrophe before them. */
export function csvRow(cells: readonly (string | number)[]): string {
  return `${cells.map(cell).join(",")}\r\n`;
}

function cell(value: string | number): string {
  if (typeof value === "number") return String(value);
  const shown = showControls(value);
  const text = FORMULA.test(shown) ? `'${shown}` : shown;
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
