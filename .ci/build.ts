/**
 * `deno task build` writes `dist/oddline`, one executable for this machine with everything in it. `deno task build:all`
 * writes one for each system, and `--target NAME` one of those. Beside them lie their bills of materials and the sums.
 */
import manifest from "../deno.json" with { type: "json" };
import { errorMessage } from "../src/core/error_message.ts";
import { billOfMaterials } from "./build/bill_of_materials.ts";
import { checksums } from "./build/checksums.ts";
import { compile, noDenort } from "./build/compile.ts";
import { EMBEDDED } from "./build/embedded_library.ts";
import { neededPackages, ROOT } from "./build/packages.ts";
import { executableName, type Target, targetNamed, TARGETS, thisMachine } from "./build/targets.ts";

const DIST = new URL("dist/", ROOT);

/** Builds for one system; returns the names of the files that it wrote. */
async function build(target: Target, name: string): Promise<string[]> {
  const size = await compile({ target, output: `dist/${name}` });
  console.log(`dist/${name}: ${(size / 1e6).toFixed(1)} MB for ${target.name}, with Deno ${Deno.version.deno}`);
  const materials = `${name.replace(/\.exe$/, "")}.cdx.json`;
  const text = billOfMaterials({
    version: manifest.version,
    deno: Deno.version.deno,
    triple: target.triple,
    packages: neededPackages(),
    library: readJson(`${EMBEDDED}/library.json`),
    licence: (name) => readJson<{ license?: string }>(`${packageFolder(name)}/package.json`)?.license,
  });
  Deno.writeTextFileSync(new URL(materials, DIST), text);
  return [name, materials];
}

/** Builds what is asked for; returns what could not be built. */
async function buildEach(targets: readonly Target[], nameOf: (target: Target) => string): Promise<Target[]> {
  const written: string[] = [];
  const failed: Target[] = [];
  for (const target of targets) {
    try {
      written.push(...await build(target, nameOf(target)));
    } catch (error) {
      console.error(`Cannot build for ${target.name}: ${errorMessage(error)}`);
      failed.push(target);
    }
  }
  if (written.length > 0) Deno.writeTextFileSync(new URL("SHA256SUMS", DIST), checksums(DIST, written));
  return failed;
}

function packageFolder(name: string): string {
  const { version } = neededPackages().find((each) => each.name === name)!;
  return `node_modules/.deno/${name.replace("/", "+")}@${version}/node_modules/${name}`;
}

function readJson<T>(path: string): T | undefined {
  try {
    return JSON.parse(Deno.readTextFileSync(new URL(path, ROOT)));
  } catch {
    return undefined;
  }
}

if (import.meta.main) {
  const [option, name] = Deno.args;
  const failed = option === "--all" || option === "--target"
    ? await buildEach(option === "--all" ? TARGETS : [targetNamed(name ?? "")], executableName)
    : await buildEach([thisMachine()], () => Deno.build.os === "windows" ? "oddline.exe" : "oddline");
  if (failed.length > 0) {
    if (Deno.env.get("DENORT_BIN") === undefined) console.error(noDenort(failed[0]));
    Deno.exit(1);
  }
}
