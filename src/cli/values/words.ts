/** Values that are words or texts: paths, switches, choices, lists, regular expressions. */
import { patternProblem } from "../../core/pattern.ts";
import { didYouMean } from "../../core/text/suggest.ts";
import type { ValueType } from "./value_type.ts";

/** Any text but none. */
export const TEXT: ValueType<string> = { name: "text", parse: (text) => notEmpty(text) };

/** A file or folder. */
export const PATH: ValueType<string> = { name: "path", parse: (text) => notEmpty(text) };

/** A file that is read: nothing else may be written to it meanwhile. */
export const INPUT_FILE: ValueType<string> = { ...PATH, files: "read" };

/** A file that is written, and must be none of those that are read. */
export const OUTPUT_FILE: ValueType<string> = { ...PATH, files: "written" };

/** On or off, where a variable or a key says it. */
export const SWITCH: ValueType<boolean> = { name: "true or false", choices: ["true", "false"], parse: parseSwitch };

/** The id of a template, of eight digits or sixteen; what cannot be one would be waited for in vain. */
export const TEMPLATE_ID: ValueType<string> = { name: "template id", parse: parseTemplateId };

/** Items with commas between them; commas within braces belong to a glob. */
export const LIST: ValueType<readonly string[]> = { name: "list", isList: true, parse: parseList };

/** Files, folders or globs that are read, with commas between them. */
export const INPUT_FILES: ValueType<readonly string[]> = { ...LIST, files: "read" };

/** The source of a JavaScript regular expression. */
export const PATTERN: ValueType<string> = { name: "regular expression", parse: parsePattern };

/** One of some words. */
export function oneOf<const T extends string>(choices: readonly T[]): ValueType<T> {
  return {
    name: choices.join("|"),
    choices,
    parse(text) {
      const found = choices.find((choice) => choice === text);
      if (found !== undefined) return found;
      throw new SyntaxError(`'${text}' is not one of ${choices.join(", ")}${didYouMean(text, choices)}`);
    },
  };
}

function notEmpty(text: string): string {
  if (text === "") throw new SyntaxError("is empty");
  return text;
}

function parseTemplateId(text: string): string {
  if (/^([0-9a-f]{8}){1,2}$/.test(text)) return text;
  throw new SyntaxError(`'${text}' is no template's id, such as 5f1c0a9e; oddline templates FILE lists them`);
}

function parseSwitch(text: string): boolean {
  const word = text.toLowerCase();
  if (["true", "1", "yes", "on"].includes(word)) return true;
  if (["false", "0", "no", "off"].includes(word)) return false;
  throw new SyntaxError(`'${text}' is neither true nor false`);
}

function parseList(text: string): readonly string[] {
  const items: string[] = [];
  let item = "";
  let depth = 0;
  for (const character of text) {
    if (character === "{") depth++;
    if (character === "}") depth = Math.max(0, depth - 1);
    if (character === "," && depth === 0) {
      items.push(item.trim());
      item = "";
    } else item += character;
  }
  items.push(item.trim());
  if (items.includes("")) throw new SyntaxError(`'${text}' has an empty item; write items with one comma between them`);
  return items;
}

function parsePattern(text: string): string {
  const problem = patternProblem(notEmpty(text));
  if (problem !== undefined) throw new SyntaxError(problem);
  return text;
}
