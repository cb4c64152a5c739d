/** What stays on a narrow screen: what is odd, its text, the filter in force; words and numbers go before these. */
import { assert, assertEquals } from "@std/assert";
import { App } from "../../src/tui/app.ts";
import { sampleSnapshot, TEXTS } from "./sample.ts";

function rowsAt(columns: number, keys: readonly string[] = []): string[] {
  const app = new App(sampleSnapshot(), { texts: TEXTS, theme: "dark", depth: 0 });
  app.draw(columns, 15);
  for (const key of keys) app.handle({ type: "key", key });
  return app.draw(columns, 15).toString().split("\n");
}

const HEADERS: readonly (readonly [columns: number, header: string])[] = [
  [60, " oddline        ▲ 2 critical  ● 2 warning  14:32:07 live"],
  [40, " oddline        ▲ 2  ● 2  14:32:07 live"],
  [30, "      ▲ 2  ● 2  14:32:07 live"],
  [20, "     ▲ 2  ● 2  live"],
  [8, "   live"],
];

for (const [columns, header] of HEADERS) {
  Deno.test(`at ${columns} columns the header says what fits, and nothing over something else`, () => {
    assertEquals(rowsAt(columns)[0].trim().split(/ {2,}/), header.trim().split(/ {2,}/));
    assert(rowsAt(columns)[0].length <= columns);
  });
}

Deno.test("a filter in force is to be seen at every width, shortened where it must be", () => {
  const filter = ["/", ..."level>=warn", "enter"];
  assert(rowsAt(80, filter)[0].includes("/level>=warn"));
  assert(rowsAt(60, filter)[0].includes("/level>=warn"));
  assert(rowsAt(40, filter)[0].includes("/level>=warn"));
  assert(rowsAt(30, filter)[0].includes("/level>"), rowsAt(30, filter)[0]);
});

for (const [key, wanted] of [["1", "connection pool"], ["2", "connection pool"], ["3", "order <*>"], ["5", "db.log"]]) {
  Deno.test(`the list of screen ${key} keeps its text at 40 and at 30 columns`, () => {
    for (const columns of [40, 30]) assert(rowsAt(columns, [key]).some((row) => row.includes(wanted)), `${columns}`);
  });
}

Deno.test("a note that has no room beside the screens' numbers is left out", () => {
  const last = rowsAt(40, ["4"])[14];
  assert(/^ 1 2 3 4 logs 5 6\b/.test(last), last);
});

Deno.test("the next run begins with the overview, whatever was looked at last", () => {
  const app = new App(sampleSnapshot(), { texts: TEXTS, theme: "dark", depth: 0 });
  app.handle({ type: "key", key: "4" });
  assertEquals(app.settings, { columns: {} });
});
