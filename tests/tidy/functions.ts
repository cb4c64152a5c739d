/** Finds the functions and methods of a file, as `deno fmt` lays them out: by how far their lines are indented. */
import { lineOf, type SourceFile } from "./tree.ts";

export interface FunctionLines {
  readonly name: string;
  /** 1-based line of its beginning. */
  readonly line: number;
  /** From its name to the bracket that closes it. */
  readonly lines: number;
}

const BEGINNING =
  /^( *)(?:(?:export|default|async|static|get|set) )*(?:function\*? )?\*?(#?\w+)(?:<.*>)?\((?:.*[{(,])?$/gm;
const NOT_NAMES = new Set(["if", "for", "while", "switch", "catch"]);

/** Its functions and methods with a body of several lines, those within others too. */
export function functionsOf({ text }: SourceFile): FunctionLines[] {
  return [...text.matchAll(BEGINNING)].flatMap((match) => {
    const [first, indent, name] = match;
    if (NOT_NAMES.has(name)) return [];
    const lines = text.slice(match.index).split("\n");
    const closesAt = (from: number) =>
      lines.findIndex((line, k) => k > from && /^[)}]/.test(line.slice(indent.length)) && line.startsWith(indent));
    const head = /\)[^()]*\{$/.test(first) ? 0 : closesAt(0);
    // where the parameters end no body begins: it is a call
    if (head < 0 || !lines[head].endsWith("{")) return [];
    return [{ name, line: lineOf(text, match.index), lines: closesAt(head) + 1 }];
  });
}
