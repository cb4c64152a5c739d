/** Which packages go into an executable, and which of their files. */
import { assert, assertEquals } from "@std/assert";
import { leftOut, neededPackages, ROOT } from "../../.ci/build/packages.ts";

const LOCK = {
  specifiers: { "npm:hono@1": "1.0.0", "npm:fast-check@4": "4.0.0", "npm:@scope/tool@2": "2.0.0_peer@3.0.0" },
  npm: {
    "fast-check@4.0.0": { integrity: "sha512-AA==", dependencies: ["pure-rand"] },
    "pure-rand@7.0.0": { integrity: "sha512-AQ==" },
    "peer@3.0.0": { integrity: "sha512-Ag==" },
    "hono@1.0.0": { integrity: "sha512-Aw==" },
    "adm-zip@1.0.0": { integrity: "sha512-BA==" },
    "@scope/tool@2.0.0_peer@3.0.0": { integrity: "sha512-BQ==", dependencies: ["peer@3.0.0", "adm-zip"] },
  },
};

Deno.test("packages are those that the imports lead to, without what tests and installations need", () => {
  assertEquals(neededPackages(LOCK), [
    { name: "@scope/tool", version: "2.0.0", integrity: "sha512-BQ==", dependencies: ["peer"] },
    { name: "hono", version: "1.0.0", integrity: "sha512-Aw==", dependencies: [] },
    { name: "peer", version: "3.0.0", integrity: "sha512-Ag==", dependencies: [] },
  ]);
});

Deno.test("the program's own packages are all there, and no other system's library is", () => {
  const names = neededPackages().map(({ name }) => name);
  for (const name of ["commander", "hono", "onnxruntime-node", "prom-client", "zod"]) {
    assert(names.includes(name), name);
  }
  for (const name of ["fast-check", "@xterm/headless", "adm-zip", "esbuild"]) assert(!names.includes(name), name);
});

Deno.test("one addon stays; all that is left out exists, so that the compiler does not stop at it", () => {
  const addons = leftOut(undefined).filter((path) => path.endsWith(".node"));
  assert(addons.length > 1, "the package has an addon for each system");
  const left = leftOut(addons[0]);
  assertEquals(addons.filter((path) => !left.includes(path)), [addons[0]]);
  const missing = left.filter((path) => !exists(path) && !/\/\.(initialized|scripts-warned)$/.test(path));
  assertEquals(missing.filter((path) => path !== "node_modules/.bin"), []);
  assert(left.some((path) => path.endsWith(".d.ts")), "types are left out");
  assert(left.some((path) => path.includes("/zod@")), "packages that are in the bundle are left out");
});

function exists(path: string): boolean {
  try {
    return Deno.lstatSync(new URL(path, ROOT)) !== undefined;
  } catch {
    return false;
  }
}
