/** Times as text, as events carry them. */

/** RFC 3339 in UTC with milliseconds; null for NaN, and for what no date can hold. */
export function timeText(ms: number): string | null {
  return Math.abs(ms) <= 8.64e15 ? new Date(ms).toISOString() : null;
}
