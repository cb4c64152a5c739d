/** `--log-format` and `formats:`: the name of a format, or a pattern with fields in braces. */
import type { FormatSpec, PatternSpec } from "../../formats/format.ts";
import { compilePattern } from "../../formats/patterns/pattern.ts";
import { UsageError } from "../errors.ts";
import { didYouMean } from "../../core/text/suggest.ts";
import type { ValueType } from "../values/mod.ts";

/** A pattern that can be used. */
export const FORMAT_PATTERN: ValueType<string> = {
  name: "pattern",
  parse(text) {
    if (!/\{\w+(:\w+)?\}/.test(text)) {
      throw new SyntaxError(`'${text}' names no field; write such as '{time} {level} {message}'`);
    }
    compilePattern(text);
    return text;
  },
};

/** The format that was meant; the user's own names come before the built-in ones. Throws UsageError. */
export function formatSpec(
  text: string,
  known: { readonly own: readonly PatternSpec[]; readonly builtIn: readonly FormatSpec[] },
): FormatSpec {
  if (text.includes("{")) return { kind: "pattern", name: "given", patterns: [usable(text)] };
  const all = [...known.own, ...known.builtIn];
  const found = all.find(({ name }) => name === text);
  if (found !== undefined) return found;
  const names = [...new Set(all.map(({ name }) => name))];
  const guess = didYouMean(text, names);
  throw new UsageError(
    `--log-format: no format is called '${text}'${
      guess || `; known are ${names.join(", ")}`
    }, or write a pattern such as ` +
      "'{time} {level} {message}'",
  );
}

function usable(pattern: string): string {
  try {
    return FORMAT_PATTERN.parse(pattern);
  } catch (error) {
    if (error instanceof SyntaxError) throw new UsageError(`--log-format: ${error.message}`);
    throw error;
  }
}
