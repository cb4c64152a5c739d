/** The first frame: drawn before there is a run, and before what reads and judges is loaded. */
import { assert, assertEquals } from "@std/assert";
import { dirname, join } from "node:path";
import { snapshotBeforeRun } from "../../src/snapshot/before_run.ts";
import { App } from "../../src/tui/app.ts";
import { LIST_BINDINGS } from "../../src/tui/keymap.ts";
import { SCREENS } from "../../src/tui/screen.ts";
import { TEXTS } from "../tui/sample.ts";

const SRC = decodeURIComponent(new URL("../../src", import.meta.url).pathname);

for (const screen of SCREENS) {
  Deno.test(`before anything was read ${screen} can be shown and answers every key, at any size`, () => {
    for (const [columns, rows] of [[160, 45], [80, 24], [60, 15], [300, 100], [1, 1]] as const) {
      const app = new App(snapshotBeforeRun(1000, .8), { texts: TEXTS, theme: "dark", depth: 24, screen });
      if (rows > 1) assert(app.draw(columns, rows).toString().includes("starting"));
      for (const { keys } of LIST_BINDINGS) for (const key of keys) app.handle({ type: "key", key });
      for (const key of ["enter", "e", "n", "x", "o", "[", "escape"]) app.handle({ type: "key", key });
      app.draw(columns, rows);
    }
  });
}

Deno.test("what is loaded before the first frame is the terminal and what draws: no pipeline, no package that takes long", () => {
  const loaded = new Set<string>();
  const load = (path: string) => {
    if (loaded.has(path)) return;
    loaded.add(path);
    if (!path.startsWith(SRC)) return;
    const text = Deno.readTextFileSync(path);
    for (const [, names, from] of text.matchAll(/^(?:import|export) ([^;]*?)from "([^"]+)"/gm)) {
      const isTypes = names.startsWith("type ") || /^\{(\s*type [^,}]+,?)+\s*\}\s*$/.test(names);
      if (!isTypes) load(from.startsWith(".") ? join(dirname(path), from) : from);
    }
  };
  for (const entry of ["commands/watch.ts", "run/viewer_of.ts", "dashboard/viewer.ts"]) load(`${SRC}/cli/${entry}`);
  const packages = [...loaded].filter((path) => !path.startsWith(SRC));
  assertEquals(packages.sort(), ["get-east-asian-width", "node:fs", "node:path"]);
  const folders = new Set([...loaded].map((path) => path.slice(SRC.length + 1).split("/")[0]));
  for (const folder of ["pipeline", "mining", "detectors", "forest", "workers", "store"]) assert(!folders.has(folder));
  assert(loaded.size < 110, `${loaded.size} modules`);
});
