/** What the files of the program name beside themselves, and how that is named in the bundle. */
import { assertEquals, assertThrows } from "@std/assert";
import { ROOT } from "../../.ci/build/packages.ts";
import { withBundledNames } from "../../.ci/build/bundle.ts";

Deno.test("a file that is loaded by its name is found from the bundle: a folder, a model, the bundled worker", () => {
  const cases: readonly [path: string, name: string, bundled: string][] = [
    ["src/web/page.ts", "./assets/", "../../src/web/assets/"],
    ["src/cli/files/model.ts", "../../../models/oddline.onnx", "../../models/oddline.onnx"],
    ["src/workers/pool.ts", "./analysis_worker.ts", "./analysis_worker.js"],
    ["src/cli/doctor/worker.ts", "../../workers/analysis_worker.ts", "./analysis_worker.js"],
  ];
  for (const [path, name, bundled] of cases) {
    const text = `const url = new URL(\n  "NAME",\n  import.meta.url);`;
    assertEquals(
      withBundledNames(text.replace("NAME", name), path),
      `const url = new URL("${bundled}", import.meta.url);`,
    );
  }
});

Deno.test("a file that asks for its own place in another way is not bundled", () => {
  for (
    const text of ["const here = import.meta.url;", 'new URL("a", import.meta.url), new URL(name, import.meta.url)']
  ) {
    assertThrows(() => withBundledNames(text, "src/core/a.ts"), Error, "src/core/a.ts: only new URL");
  }
});

Deno.test("a program that is loaded by its name has to be bundled", () => {
  const text = 'new URL("other_worker.ts", import.meta.url)';
  assertThrows(() => withBundledNames(text, "src/workers/pool.ts"), Error, "src/workers/other_worker.ts is to be one");
});

Deno.test("every file of the program can be bundled", () => {
  for (const path of filesBelow("src")) withBundledNames(Deno.readTextFileSync(new URL(path, ROOT)), path);
});

function filesBelow(folder: string): string[] {
  return [...Deno.readDirSync(new URL(`${folder}/`, ROOT))].flatMap(({ name, isDirectory }) => {
    const path = `${folder}/${name}`;
    return isDirectory ? filesBelow(path) : path.endsWith(".ts") ? [path] : [];
  });
}
