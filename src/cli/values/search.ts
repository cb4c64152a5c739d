/** What is looked for in texts: a text, or between slashes the source of a regular expression. */
import type { ValueType } from "./value_type.ts";
import { PATTERN, TEXT } from "./words.ts";

export const SEARCH: ValueType<string> = {
  name: TEXT.name,
  parse: (text) => /^\/.+\/$/.test(text) ? `/${PATTERN.parse(text.slice(1, -1))}/` : TEXT.parse(text),
};
