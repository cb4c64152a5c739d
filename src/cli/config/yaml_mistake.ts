/** What the YAML parser finds wrong, in the words of somebody who has written a file, and not a grammar of YAML. */

/** By what the parser's message contains; the first that does counts. */
const WORDS: readonly (readonly [found: RegExp, words: string])[] = [
  [
    /bad indentation|explicit mapping pair is incomplete|key node is missed/,
    "is not indented as the lines around it, or has one ':' too many",
  ],
  [
    /missing comma between flow|unexpected end of the stream within a flow/,
    "a '[' or '{' above is not closed, or a comma is missing",
  ],
  [
    /quoted scalar: (?:unknown escape|expected hexadecimal)/,
    "has an escape within double quotes that there is not; use single quotes",
  ],
  [/quoted scalar/, "a quote above is not closed"],
  [/unidentified alias|alias name|cannot read anchor/i, "begins with '*' or '&'; put such a value in quotes"],
  [/tag /i, "begins with '!'; put such a value in quotes"],
  [
    /end of the stream or a document separator|missing colon|multiline key|whitespace character is expected/,
    "is no 'key: value'; a ':' needs a blank behind it, and a value that begins with @, %, ` or the like needs quotes",
  ],
  [/more than 1 document/, "a second '---' begins another document; there can be one"],
  [/non-printable/, "has a character that cannot be printed"],
];

/** Says what is wrong in line `line` (from 1) of a text; in the parser's own words where there are no better ones. */
export function yamlMistake(message: string, text: string, line: number): string {
  if (/duplicated key/.test(message)) {
    const [, key] = /^[\s-]*([^:]+?)\s*:/.exec(text.split(/\r?\n/)[line - 1] ?? "") ?? [];
    return `${key ?? "a key"}: is there twice`;
  }
  return WORDS.find(([found]) => found.test(message))?.[1] ?? message;
}
