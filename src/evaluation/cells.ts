/** Cells of the tables that evaluations are printed as. */

/** A figure with so many decimals, two unless it is said; "-" for what is not defined. */
export function figureText(value: number, decimals = 2): string {
  return Number.isNaN(value) ? "-" : value.toFixed(decimals);
}

/** Exactly `width` columns; what could command a terminal is shown as "?". */
export function clip(text: string, width: number): string {
  const safe = text.replace(/[^\x20-\x7e]/g, "?");
  return safe.length > width ? `${safe.slice(0, width - 1)}~` : safe.padEnd(width);
}
