/**
 * Bundles the program before it is compiled. `deno compile` carries each file as it is, as what it becomes, and with a
 * map from the one to the other, and all of that is read into memory at each start; in place of 800 files it gets the
 * parts that are loaded at a time, packages in them and comments out of them. ONNX Runtime stays a package: it has
 * native code.
 */
import { build, type Plugin, stop } from "esbuild";
import { basename, dirname, join, relative } from "node:path/posix";
import { fileURLToPath, pathToFileURL } from "node:url";
import manifest from "../../deno.json" with { type: "json" };
import { NATIVE, ROOT } from "./packages.ts";

/** Where the bundle lies, and the files that are loaded by their name. */
export const BUNDLE = "dist/program";
export const ENTRIES = ["main.ts", "src/workers/analysis_worker.ts"] as const;

/** How a file of ours names one that is not imported. */
const NAMED_FILE = /\bnew URL\(\s*"([^"]+)",\s*import\.meta\.url\s*\)/g;

/** Older packages ask for those of Node by `require`, which modules lack. */
const REQUIRE = `import { createRequire } from "node:module"; const require = createRequire(import.meta.url);`;

/** Writes the bundle anew. The same sources give the same bytes. */
export async function bundle(): Promise<void> {
  const folder = new URL(`${BUNDLE}/`, ROOT);
  Deno.mkdirSync(folder, { recursive: true });
  for (const { name } of [...Deno.readDirSync(folder)]) Deno.removeSync(new URL(name, folder));
  try {
    await build({
      absWorkingDir: fileURLToPath(ROOT),
      entryPoints: [...ENTRIES],
      entryNames: "[name]",
      outdir: BUNDLE,
      bundle: true,
      splitting: true,
      format: "esm",
      platform: "node",
      target: "esnext",
      external: [NATIVE],
      alias: aliases(),
      banner: { js: REQUIRE },
      plugins: [namedFiles],
      minifySyntax: true,
      minifyWhitespace: true,
      charset: "ascii", // V8 takes twice the memory for any other
      logLevel: "warning",
    });
  } finally {
    await stop();
  }
  // `deno compile` writes the times of files into the executable
  for (const { name } of [...Deno.readDirSync(folder)]) Deno.utimeSync(new URL(name, folder), 0, 0);
}

/** Where a file of the project that is loaded by its name lies in the bundle. */
export function bundled(entry: typeof ENTRIES[number]): string {
  return `${BUNDLE}/${basename(entry, ".ts")}.js`;
}

/**
 * A file's text with what it names beside itself as the bundle names it, where all files lie in one folder. Throws
 * where it asks for its own place in another way, or names a program that is not bundled.
 */
export function withBundledNames(text: string, path: string): string {
  const named = text.replace(NAMED_FILE, (_, name: string) => {
    const file = join(dirname(path), name);
    const entry = ENTRIES.find((each) => each === file);
    if (entry === undefined && file.endsWith(".ts")) throw new Error(`${path}: ${file} is to be one of ENTRIES`);
    const shown = relative(BUNDLE, entry === undefined ? file : bundled(entry)) + (file.endsWith("/") ? "/" : "");
    return `new URL("${shown.startsWith(".") ? shown : `./${shown}`}", import.meta.url)`;
  });
  const uses = named.split("import.meta.url").length;
  if (uses === (named.match(NAMED_FILE)?.length ?? 0) + 1) return named;
  throw new Error(`${path}: only new URL("…", import.meta.url) can be bundled`);
}

const namedFiles: Plugin = {
  name: "named files",
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, ({ path }) => ({
      contents: withBundledNames(Deno.readTextFileSync(path), pathToFileURL(path).href.slice(ROOT.href.length)),
      loader: "ts",
    }));
  },
};

/** The names of the import map that are not those of packages: "@std/yaml" → "deno-std/yaml/mod.js". */
function aliases(): Record<string, string> {
  const paths = Object.entries(manifest.imports).map(([name, specifier]) => [name, withoutVersion(specifier)]);
  return Object.fromEntries(paths.filter(([name, path]) => name !== path));
}

/** "npm:@scope/name@1.2.3/path" → "@scope/name/path". */
function withoutVersion(specifier: string): string {
  return specifier.replace(/^npm:(@?[^@]+)@[^/]+/, "$1");
}
