/** `--log-format`: the name of a format, or a pattern with fields in braces. */
import type { FormatSpec, PatternSpec } from "../formats/format.ts";
import { UsageError } from "./errors.ts";
import { didYouMean } from "./suggest.ts";

/** The format that was meant; the user's own names come before the built-in ones. Throws UsageError. */
export function formatSpec(
  text: string,
  known: { readonly own: readonly PatternSpec[]; readonly builtIn: readonly FormatSpec[] },
): FormatSpec {
  if (/\{\w+\}/.test(text)) return { kind: "pattern", name: "given", patterns: [text] };
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
