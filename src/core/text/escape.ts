/**
 * Makes text safe to show on a terminal: what would be obeyed is written out instead (`\x1b[31m`, `\u202e`).
 *
 * Dangerous are the C0 and C1 control characters and DELETE (they carry escape sequences), the line and paragraph
 * separators, and the characters that turn the direction of text around ("Trojan Source", CVE-2021-42574), with
 * which a line could show something else than it says.
 */

// deno-lint-ignore no-control-regex
const HARMFUL = /[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;
const HARMFUL_IN_JSON = /[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

const SHORT: Readonly<Record<string, string>> = { "\t": "\\t", "\n": "\\n", "\r": "\\r" };

/** The text on one line with nothing in it that a terminal would obey; lone surrogates become U+FFFD. */
export function showControls(text: string): string {
  return text.toWellFormed().replace(HARMFUL, (character) => SHORT[character] ?? escaped(character));
}

/** JSON that is still JSON, with what `JSON.stringify` leaves harmful written as `\uXXXX`. */
export function showControlsInJson(json: string): string {
  return json.replace(HARMFUL_IN_JSON, (character) => `\\u${hex(character, 4)}`);
}

function escaped(character: string): string {
  return character.charCodeAt(0) < 0x100 ? `\\x${hex(character, 2)}` : `\\u${hex(character, 4)}`;
}

function hex(character: string, digits: number): string {
  return character.charCodeAt(0).toString(16).padStart(digits, "0");
}
