/** The few classes of levels that charts tell apart. */

/** Levels as charts show them: none, trace, debug, info, warn, error, fatal. */
export const LEVEL_BANDS = ["none", "trace", "debug", "info", "warn", "error", "fatal"] as const;

/** The band of a severity number (core/severity.ts). */
export function bandOf(severity: number): number {
  return Math.min(LEVEL_BANDS.length - 1, (severity + 3) >> 2);
}
