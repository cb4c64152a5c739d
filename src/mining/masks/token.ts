/** Tokens of a shape: words, delimiters, and parameters. */

/** The token of a parameter. */
export const SLOT = "*";
/** Stands for the digits within a word: `eth#`. */
export const DIGITS = "#";
/** What separates by itself, also without blanks around. */
export const HARD: ReadonlySet<string> = new Set("=,;()[]{}\"'<>|");

/** Whether a token is punctuation, which separates and says nothing by itself. */
export function isDelimiter(token: string): boolean {
  return token.length === 1 ? HARD.has(token) || token === ":" || token === "." : token === "..";
}
