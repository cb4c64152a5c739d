/**
 * Identifiers are no measures: a process id that is far from all others is no finding, however it is written. What
 * names one is told by its own name: `pid`, `order_id`, `userId`, `trace.id`, `thread`.
 */

/** The last word of a name, of those that separators and capitals make. */
const LAST_WORD = /[A-Z]?[a-z]+$|[A-Z]+$/;
/** Words that end as identifiers do and are none. */
const OTHER_WORDS = new Set(
  ("acid aid amid avoid bid did fluid grid hid humid hybrid invalid kid laid lid liquid mid paid prepaid raid rapid rid " +
    "said solid unpaid valid void").split(" "),
);

/** Whether what has this name names something, and so holds no quantity. */
export function isIdentifierName(name: string): boolean {
  const word = (LAST_WORD.exec(name)?.[0] ?? "").toLowerCase();
  return word === "thread" || word.endsWith("id") && !OTHER_WORDS.has(word);
}
