/** Reads the tree for the tidy test: its files, what they import, and what they export without a comment. */

const ROOT = new URL("../../", import.meta.url);

/** What is made, fetched, or data. */
const SKIPPED = new Set([".git", "node_modules", "dist", "coverage", "cases", "__snapshots__"]);

export interface TextFile {
  /** Relative to the project's folder, with "/". */
  readonly path: string;
  readonly text: string;
}

export interface SourceFile extends TextFile {
  /** The folder of src it is in, such as "core". */
  readonly folder: string | undefined;
}

export interface Import {
  readonly specifier: string;
  /** What a relative specifier leads to; undefined for packages. */
  readonly path: string | undefined;
  readonly line: number;
  /** Loaded when it is needed: `import("…")`, or a worker. */
  readonly isLazy: boolean;
}

/** All files that a person wrote and may read. */
export function textFiles(): TextFile[] {
  return filesBelow("")
    .filter((path) => /\.(ts|md|json|ya?ml|lock|txt|sh)$|(^|\/)(run|LICENSE|\.gitignore)$/.test(path))
    .map((path) => ({ path, text: Deno.readTextFileSync(new URL(path, ROOT)) }));
}

/** All TypeScript files. */
export function sourceFiles(): SourceFile[] {
  return textFiles()
    .filter(({ path }) => path.endsWith(".ts"))
    .map((file) => ({ ...file, folder: /^src\/([^/]+)\//.exec(file.path)?.[1] }));
}

function filesBelow(folder: string): string[] {
  return [...Deno.readDirSync(new URL(folder || "./", ROOT))].flatMap(({ name, isDirectory, isFile }) => {
    if (SKIPPED.has(name)) return [];
    if (isDirectory) return filesBelow(`${folder}${name}/`);
    return isFile ? [`${folder}${name}`] : [];
  }).sort();
}

const IMPORT = /\bfrom\s+"([^"]+)"|\bimport\s*\(?\s*"([^"]+)"|\bnew URL\(\s*"([^"]+\.ts)",\s*import\.meta\.url/g;

/** Every module that a file names: imports, re-exports, dynamic imports and workers. */
export function importsOf({ path: importer, text }: SourceFile): Import[] {
  return [...withoutComments(text).matchAll(IMPORT)].map((match) => {
    const specifier = match[1] ?? match[2] ?? match[3] ?? "";
    const path = /^\.\.?\//.test(specifier)
      ? decodeURIComponent(new URL(specifier, `file:///${importer}`).pathname.slice(1))
      : undefined;
    return { specifier, path, line: lineOf(text, match.index), isLazy: match[0].includes("(") };
  });
}

const COMMENTS_AND_STRINGS = /\/\*[^]*?\*\/|\/\/[^\n]*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`/g;

/** The text with its comments and what its strings say blanked out; lines stay where they are. */
export function codeOnly(text: string): string {
  return text.replace(COMMENTS_AND_STRINGS, (part) => {
    const quote = part.at(0)!;
    return quote === "/" ? blank(part) : quote + blank(part.slice(1, -1)) + quote;
  });
}

function withoutComments(text: string): string {
  return text.replace(COMMENTS_AND_STRINGS, (part) => part.startsWith("/") ? blank(part) : part);
}

function blank(part: string): string {
  return part.replace(/[^\n]/g, " ");
}

/** The 1-based lines that have a comment beyond a column, but for one that is a single word, such as an address. */
export function wideComments({ text }: TextFile, columns: number): number[] {
  const code = withoutComments(text).split("\n");
  return text.split("\n").flatMap((line, index) => {
    const comment = line.slice(code[index].trimEnd().length).trim();
    return line.length > columns && /^\W*\S+\s+\S/.test(comment) ? [index + 1] : [];
  });
}

/** The 1-based line of a position. */
export function lineOf(text: string, position: number): number {
  return text.slice(0, position).split("\n").length;
}

const EXPORT = /^export (?:default )?(?:async |abstract )*(?:function\*?|class|const|let|interface|type) (\w+)/gm;

/**
 * Exports without a comment right above them. The file's own comment speaks for its first export and for the one that
 * the file is named after; a type derived from an array says what it is.
 */
export function undocumentedExports({ path, text }: SourceFile): { name: string; line: number }[] {
  const idea = path.slice(path.lastIndexOf("/") + 1, -".ts".length).replaceAll("_", "");
  return [...text.matchAll(EXPORT)].flatMap((match, index) => {
    const name = match[1]!;
    const above = text.slice(0, match.index).replace(/(\nexport const [^\n]*)+\n$/, "\n").trimEnd(); // a group
    const documented = above.endsWith("*/") || /(^|\n)\s*\/\/[^\n]*$/.test(above);
    const derived = /^export type \w+ = \(?typeof /.test(text.slice(match.index, match.index + 200));
    if (documented || derived || index === 0 || name.toLowerCase() === idea) return [];
    return [{ name, line: lineOf(text, match.index) }];
  });
}
