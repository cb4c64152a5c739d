/** The levels at which services write. */
export const LEVELS = ["DEBUG", "INFO", "WARN", "ERROR", "FATAL"] as const;
export type Level = typeof LEVELS[number];
