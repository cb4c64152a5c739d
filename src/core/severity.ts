/**
 * Severities, as numbers on OpenTelemetry's scale (logs data model, "SeverityNumber"): 1 trace, 5 debug, 9 info,
 * 10 notice (INFO2), 13 warn, 17 error, 21 fatal; 0 where a line does not say.
 *
 * Numbers, because the hot path keeps one byte a line and compares.
 */

export const SEVERITY = {
  none: 0,
  trace: 1,
  debug: 5,
  info: 9,
  notice: 10,
  warn: 13,
  error: 17,
  critical: 18,
  fatal: 21,
} as const;

/** Those of other languages are what programs write that translate their logs, as PostgreSQL does. */
const WORDS: readonly (readonly [number, readonly string[]])[] = [
  [SEVERITY.trace, ["TRACE", "TRC", "TRCE", "TRAC", "VERBOSE", "VRB", "FINEST", "FINER", "ALL"]],
  [SEVERITY.debug, ["DEBUG", "DBG", "DBUG", "DEBG", "DEBU", "FINE"]],
  [SEVERITY.info, ["INFO", "INF", "INFORMATION", "INFORMATIONAL", "CONFIG", "LOG", "AUDIT"]],
  [SEVERITY.notice, ["NOTICE", "SUCCESS"]],
  [SEVERITY.warn, ["WARN", "WARNING", "WRN", "WARNUNG", "AVERTISSEMENT", "ADVERTENCIA", "AVISO"]],
  [SEVERITY.error, ["ERROR", "ERR", "EROR", "ERRO", "SEVERE", "FAILURE", "FAIL", "FEHLER", "ERREUR", "ERRORE"]],
  [SEVERITY.critical, ["CRITICAL", "CRIT"]],
  [SEVERITY.fatal, ["FATAL", "FTL", "FATA", "PANI", "ALERT", "EMERG", "EMERGENCY", "PANIC", "DPANIC"]],
];

const BY_WORD: ReadonlyMap<string, number> = new Map(
  WORDS.flatMap(([severity, words]) => words.map((word) => [word, severity] as const)),
);

/** The severity that a level's word stands for, whatever its case; 0 for other words. */
export function severityFromWord(word: string): number {
  return BY_WORD.get(word.toUpperCase()) ?? SEVERITY.none;
}

/** Every word that is a level, in upper case. */
export const SEVERITY_WORDS: readonly string[] = [...BY_WORD.keys()];

const NAMES = ["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"] as const;

/** The short name of a severity's range ("INFO" for 9 to 12), or "" for 0. */
export function severityName(severity: number): string {
  if (severity <= 0) return "";
  return NAMES[Math.min(NAMES.length - 1, (severity - 1) >> 2)] as string;
}
