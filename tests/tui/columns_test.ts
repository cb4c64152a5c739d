import { assert, assertEquals } from "@std/assert";
import { App } from "../../src/tui/app.ts";
import { updateColumns } from "../../src/tui/popups/column_popup.ts";
import type { ColumnChoices } from "../../src/tui/tables/columns.ts";
import { sampleSnapshot, TEXTS } from "./sample.ts";

const LISTED = {
  id: "list",
  columns: [
    { name: "a", isWanted: true, hasRoom: true },
    { name: "b", isWanted: true, hasRoom: true },
    { name: "c", isWanted: false, hasRoom: true },
  ],
};

/** A dashboard in which keys were pressed. */
function pressed(keys: readonly string[], columns: ColumnChoices = {}): App {
  const app = new App(sampleSnapshot(), { texts: TEXTS, theme: "dark", depth: 0, columns });
  app.draw(160, 40);
  for (const key of keys) {
    app.handle({ type: "key", key });
    app.draw(160, 40);
  }
  return app;
}

/** The titles above the list that is the first thing of the screen. */
function titles(app: App): string[] {
  return app.draw(160, 40).rowText(2).split("│")[1].trim().split(/ +/);
}

Deno.test("a column is shown or not, and goes where it is moved; the last one stays", () => {
  assertEquals(updateColumns(LISTED, 0, " ").choice, ["b"]);
  assertEquals(updateColumns(LISTED, 2, " ").choice, ["a", "b", "c"]);
  assertEquals(updateColumns(LISTED, 0, "J"), { cursor: 1, choice: ["b", "a"], isOpen: true });
  assertEquals(updateColumns(LISTED, 0, "K"), { cursor: 0, choice: ["a", "b"], isOpen: true });
  assertEquals(updateColumns(LISTED, 1, "r"), { cursor: 0, choice: undefined, isOpen: true });
  assertEquals(updateColumns(LISTED, 1, "esc").isOpen, false);
  const { columns } = LISTED;
  assertEquals(updateColumns({ id: "list", columns: [columns[0], columns[2]] }, 0, " ").choice, ["a"]);
});

for (const [key, id, first] of [["2", "anomalies", "time"], ["3", "templates", "lines↓"], ["5", "sources", "source"]]) {
  Deno.test(`the columns of ${id} can be left out, moved and had back, and are kept`, () => {
    const before = titles(pressed([key]));
    assertEquals(before[0], first);
    const app = pressed([key, "C", "J", "esc"]);
    assertEquals(titles(app).slice(0, 2), [before[1], before[0]].slice(0, 2));
    const again = pressed([key], app.settings.columns);
    assertEquals(titles(again), titles(app));
    assert(!titles(pressed([key, "C", " ", "esc"])).includes(first));
    assertEquals(titles(pressed([key, "C", "r", "esc"], app.settings.columns)), before);
    assertEquals(Object.keys(app.settings.columns), [id]);
  });
}

Deno.test("what stands before the lines of the log view is chosen in the same way", () => {
  const shown = (app: App) => app.draw(160, 40).rowText(38);
  assert(/^.14:32:06 auth.log/.test(shown(pressed(["4"]))));
  assert(/^.14:32:06 INFO/.test(shown(pressed(["4", "C", "j", " ", "esc"]))));
  // the number of the line, which is not shown at first
  assert(/^. +400 INFO/.test(shown(pressed(["4"], { logs: ["line", "level"] }))));
});

Deno.test("the columns of the overview are chosen on the overview, and those of the list of anomalies stay", () => {
  const app = pressed(["C", " ", "esc"]);
  const row = app.draw(160, 40).toString().split("odd, newest first")[1].split("\n")[1];
  assert(/^│score/.test(row), row);
  assertEquals(Object.keys(app.settings.columns), ["overview"]);
});

Deno.test("a choice of columns that are not known any more is none", () => {
  assertEquals(titles(pressed(["3"], { templates: ["what"] })), titles(pressed(["3"])));
});

Deno.test("a click on a title sorts by it, and another turns the order round", () => {
  const app = pressed(["3"]);
  const click = () => {
    app.handle({ type: "mouse", action: "press", button: 0, column: 18, row: 2 });
    return titles(app).find((title) => /[↑↓]/.test(title));
  };
  assertEquals([click(), click()], ["rate↓", "rate↑"]);
});

Deno.test("anomalies of earlier runs stand below those of this one, and do not count as new", () => {
  const app = pressed(["2"]);
  const header = app.draw(160, 40).rowText(0);
  const snapshot = sampleSnapshot();
  const past = { ...snapshot.anomalies.at(3), isPast: true, timeMs: snapshot.clockMs - 3 * 86_400_000 };
  app.takePast({ anomalies: [past], before: () => ({ count: 7, isMore: false, lastMs: past.timeMs }) });
  const rows = app.draw(160, 40).toString().split("\n");
  assertEquals(rows[0], header);
  assert(/26-11-19 +\.99 △/.test(rows[7]), rows[7]);
  app.handle({ type: "key", key: "enter" });
  const opened = app.draw(160, 40).toString();
  assert(
    opened.includes("3 like it before (first 2026-11-22 14:28), 7 in earlier runs (last 2026-11-19 14:32)"),
    opened,
  );
});
