/**
 * Which packages an executable needs, by the lock file, and what of `node_modules` it can do without: the packages of
 * tests, what installs ONNX Runtime, types, maps and documents, and every file that only other systems or `require`
 * would load. That is a third of an executable's size that is not the runtime.
 */

export const ROOT = new URL("../../", import.meta.url);
const STORE = "node_modules/.deno";

/** Packages of the import map that only tests need. */
const FOR_TESTS = new Set(["@xterm/addon-unicode11", "@xterm/headless", "fast-check"]);

/** What ONNX Runtime's package needs for its installation only. */
const FOR_INSTALLATION = new Set(["adm-zip", "global-agent"]);

/** Parts of packages that nothing of ours imports. */
const UNUSED_FOLDERS: Readonly<Record<string, readonly string[]>> = {
  zod: ["src", "v3", "mini", "v4-mini", "v4/mini"],
  hono: ["dist/adapter", "dist/cjs", "dist/client", "dist/jsx", "dist/middleware", "dist/types"],
  "onnxruntime-node": ["lib", "script"],
  "onnxruntime-common": ["lib", "dist/esm"],
};

/** Packages of many parts of which ours imports these alone. An executable's own files are in memory all the time. */
const USED_FOLDERS: Readonly<Record<string, readonly string[]>> = { "deno-std": ["yaml"] };

/** What a program loads; all else is for people and compilers. */
const LOADED = /\.([cm]?js|json|node|wasm)$/;

/** A package in the executable. */
export interface Package {
  readonly name: string;
  readonly version: string;
  /** SHA-512 of its archive, as npm writes it: "sha512-" and base64. */
  readonly integrity: string;
  /** Names of the packages that it needs at run time. */
  readonly dependencies: readonly string[];
}

interface Lock {
  readonly specifiers: Readonly<Record<string, string>>;
  readonly npm: Readonly<Record<string, { integrity: string; dependencies?: string[]; optionalPeers?: string[] }>>;
}

/** The packages that the program's own imports lead to, in the order of their names. */
export function neededPackages(lock: Lock = readLock()): Package[] {
  const all = Object.entries(lock.npm).map(([id, { integrity, dependencies = [] }]): Package => {
    const [, name, version] = /^(@?[^@]+)@([^_]+)/.exec(id)!;
    const names = dependencies.map(nameOf).filter((dependency) => !FOR_INSTALLATION.has(dependency));
    return { name, version, integrity, dependencies: names };
  });
  const needed = new Set<string>();
  const waiting = Object.keys(lock.specifiers).map((specifier) => nameOf(specifier.replace(/^npm:/, "")))
    .filter((name) => !FOR_TESTS.has(name));
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (needed.has(name)) continue;
    needed.add(name);
    waiting.push(...all.filter((each) => each.name === name).flatMap(({ dependencies }) => dependencies));
  }
  return all.filter(({ name }) => needed.has(name)).sort((a, b) => a.name < b.name ? -1 : 1);
}

/** Paths in the project that the executable does without; `addon` is the one native file that it needs. */
export function leftOut(addon: string | undefined): string[] {
  const needed = new Set(neededPackages().map(({ name }) => name));
  const paths = Deno.readDirSync(new URL(STORE, ROOT)).flatMap(({ name: entry, isFile }) => {
    if (isFile) return [`${STORE}/${entry}`];
    const installed = nameOf(entry.replace("+", "/"));
    if (entry === "node_modules") return linksOf(`${STORE}/node_modules`, needed);
    if (!needed.has(installed)) return [`${STORE}/${entry}`];
    const folder = `${STORE}/${entry}/node_modules`;
    const unused = unusedFolders(installed, `${folder}/${installed}`);
    const notes = [".initialized", ".scripts-warned"].map((note) => `${STORE}/${entry}/${note}`); // anew at each build
    return [...linksOf(folder, needed), ...notes, ...unused, ...unloaded(`${folder}/${installed}`, unused)];
  });
  return [...paths, ...linksOf("node_modules", needed), "node_modules/.bin"]
    .filter((path) => !path.endsWith(".node") || path !== addon)
    .sort();
}

function unusedFolders(name: string, folder: string): string[] {
  const used = USED_FOLDERS[name];
  const unused = used === undefined
    ? UNUSED_FOLDERS[name] ?? []
    : [...Deno.readDirSync(new URL(folder, ROOT))].filter((entry) => entry.isDirectory && !used.includes(entry.name))
      .map((entry) => entry.name);
  return unused.map((path) => `${folder}/${path}`).filter(exists);
}

/** Links of a folder to packages that are left out: the compiler would follow them. */
function linksOf(folder: string, needed: ReadonlySet<string>): string[] {
  return [...Deno.readDirSync(new URL(folder, ROOT))].flatMap(({ name, isSymlink, isDirectory }) => {
    if (isSymlink) return needed.has(nameBelow(folder, name)) ? [] : [`${folder}/${name}`];
    return isDirectory && name.startsWith("@") ? linksOf(`${folder}/${name}`, needed) : [];
  });
}

function nameBelow(folder: string, name: string): string {
  const scope = folder.slice(folder.lastIndexOf("/") + 1);
  return scope.startsWith("@") ? `${scope}/${name}` : name;
}

/** Files of a package that no program loads, and the twins for `require` of modules for `import`. */
function unloaded(folder: string, without: readonly string[]): string[] {
  const entries = [...Deno.readDirSync(new URL(folder, ROOT))];
  const names = new Set(entries.map(({ name }) => name));
  return entries.flatMap(({ name, isDirectory }) => {
    const path = `${folder}/${name}`;
    if (without.includes(path)) return [];
    if (isDirectory) return unloaded(path, without);
    const isTwin = name.endsWith(".cjs") && names.has(name.replace(/cjs$/, "js"));
    return LOADED.test(name) && !name.endsWith(".node") && !isTwin ? [] : [path];
  });
}

/** "@scope/name@1.2.3" → "@scope/name", "name" → "name". */
function nameOf(id: string): string {
  return /^@?[^@]+/.exec(id)![0];
}

function readLock(): Lock {
  return JSON.parse(Deno.readTextFileSync(new URL("deno.lock", ROOT)));
}

function exists(path: string): boolean {
  try {
    Deno.lstatSync(new URL(path, ROOT));
    return true;
  } catch {
    return false;
  }
}
