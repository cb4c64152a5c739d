/**
 * Queries in SQL: what a message says of one (`duration: 3 ms statement: SELECT …`) holds for every query, whatever its
 * words. A verb alone is none, since it may be a word (`update`) or a method of HTTP (`DELETE`).
 */

/** Which word must follow a verb, somewhere; none for verbs that are so in capitals alone. */
const CLAUSES: ReadonlyMap<string, string> = new Map([
  ["select", "from"],
  ["insert", "into"],
  ["update", "set"],
  ["delete", "from"],
  ["copy", "from"],
]);
const VERBS = new Set(["BEGIN", "COMMIT", "ROLLBACK", "VACUUM", "ANALYZE", "CREATE", "ALTER", "DROP", "TRUNCATE"]);

/** Whether a query begins at token `i`. */
export function isQueryAt(tokens: readonly string[], i: number): boolean {
  if (i >= tokens.length) return false;
  if (VERBS.has(tokens[i])) return true;
  const clause = CLAUSES.get(tokens[i].toLowerCase());
  return clause !== undefined && tokens.some((token, k) => k > i && token.toLowerCase() === clause);
}
