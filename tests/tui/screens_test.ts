/**
 * Every screen as it looks at 80 × 24 and 160 × 45, in Unicode and in ASCII: pictures in __snapshots__, one a file, so
 * that a change of looks is seen in its difference. `ODDLINE_UPDATE=1` writes them anew. Those in colour (…_roles) have
 * a letter a cell for what it means, and one for what is behind it, with a legend.
 */
import { assertEquals } from "@std/assert";
import { App } from "../../src/tui/app.ts";
import { Differ } from "../../src/tui/diff.ts";
import { SCREENS } from "../../src/tui/screen.ts";
import { rolesOf } from "./roles.ts";
import { sampleSnapshot, TEXTS } from "./sample.ts";
import { Screen } from "./screen.ts";

const FOLDER = new URL("__snapshots__/", import.meta.url);
const IS_UPDATE = Deno.env.get("ODDLINE_UPDATE") === "1";

/** What is shown after these keys. */
const SHOWN: readonly (readonly [name: string, keys: readonly string[]])[] = [
  ["overview", []],
  ["overview_with_a_range", ["[", "}"]],
  ["overview_filtered", ["/", ..."score>.95", "enter"]],
  ["anomalies", ["2"]],
  ["anomalies_one_further", ["2", "j"]],
  ["anomaly_opened", ["2", "j", "enter"]],
  ["anomaly_asked_for_a_mark", ["2", "n"]],
  ["templates", ["3"]],
  ["template_opened", ["3", "j", "j", "j", "enter"]],
  ["logs", ["4"]],
  ["logs_selected", ["4", "k", "k", "k"]],
  ["logs_wrapped", ["4", "w"]],
  ["log_line_opened", ["4", "k", "k", "k", "k", "enter"]],
  ["logs_searched", ["4", "/", ..."order", "enter"]],
  ["sources", ["5"]],
  ["compare", ["6"]],
  ["help", ["?"]],
  ["palette", [":"]],
  ["filter_with_an_error", ["/", ..."level>=loud"]],
  ["filter_with_completions", ["/", ..."level>="]],
];

const SIZES: readonly (readonly [columns: number, rows: number])[] = [[80, 24], [160, 45]];

function appAfter(keys: readonly string[], columns: number, rows: number, ascii = false): App {
  const app = new App(sampleSnapshot(), { texts: TEXTS, theme: "dark", depth: 24, ascii });
  app.draw(columns, rows);
  for (const key of keys) {
    app.handle({ type: "key", key });
    app.draw(columns, rows);
  }
  return app;
}

function check(name: string, picture: string): void {
  const file = new URL(`${name}.txt`, FOLDER);
  if (IS_UPDATE) Deno.writeTextFileSync(file, picture + "\n");
  assertEquals(picture + "\n", Deno.readTextFileSync(file));
}

for (const [name, keys] of SHOWN) {
  for (const [columns, rows] of SIZES) {
    Deno.test(`${name.replaceAll("_", " ")}, ${columns} × ${rows}`, () => {
      check(`${name}_${columns}x${rows}`, appAfter(keys, columns, rows).draw(columns, rows).toString());
    });
  }
}

for (const screen of SCREENS) {
  for (const [columns, rows] of SIZES) {
    Deno.test(`${screen} in colour, ${columns} × ${rows}`, () => {
      const grid = appAfter([String(SCREENS.indexOf(screen) + 1)], columns, rows).draw(columns, rows);
      check(`${screen}_${columns}x${rows}_roles`, rolesOf(grid));
    });
  }
}

Deno.test("in ASCII every screen is drawn with ASCII alone", () => {
  for (const key of ["1", "2", "3", "4", "5", "6", "?"]) {
    const picture = appAfter([key], 120, 40, true).draw(120, 40).toString();
    assertEquals([...picture.matchAll(/[^\n -~]/g)].map(([character]) => character), [], `screen ${key}`);
  }
  check("overview_ascii_80x24", appAfter([], 80, 24, true).draw(80, 24).toString());
});

Deno.test("every screen fits every size, from one cell to a wall", () => {
  for (const [, keys] of SHOWN) {
    for (const [columns, rows] of [[1, 1], [7, 3], [20, 8], [60, 15], [300, 100]]) {
      const grid = appAfter(keys, 80, 24).draw(columns, rows);
      assertEquals([grid.columns, grid.rows], [columns, rows]);
    }
  }
});

Deno.test("what a terminal shows of a screen is what was drawn, in all depths of colour", async () => {
  for (const depth of [0, 16, 256, 24] as const) {
    const app = new App(sampleSnapshot(), { texts: TEXTS, theme: "light", depth });
    const differ = new Differ(app.theme);
    const screen = new Screen(80, 24);
    for (const key of ["1", "2", "j", "4", "k", "3", "enter", "?"]) {
      app.handle({ type: "key", key });
      const grid = app.draw(80, 24);
      await screen.write(differ.next(grid));
      assertEquals(screen.text(), grid.toString());
    }
    screen.dispose();
  }
});

Deno.test("a run without a line yet, and one without anything odd, say so", () => {
  const empty = { length: 0, forgotten: 0, kindsForgotten: 0, at: () => undefined as never };
  const quiet = sampleSnapshot({ anomalies: empty, heat: [] });
  for (const key of ["1", "2", "6"]) {
    const app = new App(quiet, { texts: TEXTS, theme: "dark", depth: 0 });
    app.handle({ type: "key", key });
    check(`quiet_${key}_80x24`, app.draw(80, 24).toString());
  }
});
