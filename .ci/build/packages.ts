/**
 * Which packages an executable needs, by the lock file, and what of `node_modules` it can do without: nearly all of it,
 * since packages are in the bundle (bundle.ts). ONNX Runtime alone stays a package, less what installs it, and what
 * only other systems or people would read.
 */

export const ROOT = new URL("../../", import.meta.url);
const STORE = "node_modules/.deno";

/** The package with native code, which an executable carries as a package. */
export const NATIVE = "onnxruntime-node";

/** Packages of the import map that only tests and the build need. */
const FOR_DEVELOPMENT = new Set(["@xterm/addon-unicode11", "@xterm/headless", "esbuild", "fast-check"]);

/** What ONNX Runtime's package needs for its installation only. */
const FOR_INSTALLATION = new Set(["adm-zip", "global-agent"]);

/** Parts of packages that nothing of ours imports. An executable's own files are in memory all the time. */
const UNUSED_FOLDERS: Readonly<Record<string, readonly string[]>> = {
  [NATIVE]: ["lib", "script"],
  "onnxruntime-common": ["lib", "dist/esm"],
};

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

/** The packages that the program's own imports lead to, or those of `roots`, in the order of their names. */
export function neededPackages(lock: Lock = readLock(), roots: readonly string[] = importedBy(lock)): Package[] {
  const all = Object.entries(lock.npm).map(([id, { integrity, dependencies = [] }]): Package => {
    const [, name, version] = /^(@?[^@]+)@([^_]+)/.exec(id)!;
    const names = dependencies.map(nameOf).filter((dependency) => !FOR_INSTALLATION.has(dependency));
    return { name, version, integrity, dependencies: names };
  });
  const needed = new Set<string>();
  const waiting = [...roots];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (needed.has(name)) continue;
    needed.add(name);
    waiting.push(...all.filter((each) => each.name === name).flatMap(({ dependencies }) => dependencies));
  }
  return all.filter(({ name }) => needed.has(name)).sort((a, b) => a.name < b.name ? -1 : 1);
}

function importedBy({ specifiers }: Lock): string[] {
  return Object.keys(specifiers).map((specifier) => nameOf(specifier.replace(/^npm:/, "")))
    .filter((name) => !FOR_DEVELOPMENT.has(name));
}

/** Paths in the project that the executable does without; `addon` is the one native file that it needs. */
export function leftOut(addon: string | undefined): string[] {
  const needed = new Set(neededPackages(readLock(), [NATIVE]).map(({ name }) => name));
  const paths = Deno.readDirSync(new URL(STORE, ROOT)).flatMap(({ name: entry, isFile }) => {
    if (isFile) return [`${STORE}/${entry}`];
    const installed = nameOf(entry.replace("+", "/"));
    if (entry === "node_modules") return linksOf(`${STORE}/node_modules`, needed);
    if (!needed.has(installed)) return [`${STORE}/${entry}`];
    const folder = `${STORE}/${entry}/node_modules`;
    const unused = (UNUSED_FOLDERS[installed] ?? []).map((path) => `${folder}/${installed}/${path}`).filter(exists);
    const notes = [".initialized", ".scripts-warned"].map((note) => `${STORE}/${entry}/${note}`); // anew at each build
    return [...linksOf(folder, needed), ...notes, ...unused, ...unloaded(`${folder}/${installed}`, unused)];
  });
  return [...paths, ...linksOf("node_modules", needed), "node_modules/.bin"]
    .filter((path) => !path.endsWith(".node") || path !== addon)
    .sort();
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

/** Files of a package that no program loads. */
function unloaded(folder: string, without: readonly string[]): string[] {
  return [...Deno.readDirSync(new URL(folder, ROOT))].flatMap(({ name, isDirectory }) => {
    const path = `${folder}/${name}`;
    if (without.includes(path)) return [];
    if (isDirectory) return unloaded(path, without);
    return LOADED.test(name) && !name.endsWith(".node") ? [] : [path];
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
