import { assert, assertEquals } from "@std/assert";
import { App } from "../../src/tui/app.ts";
import type { Effect } from "../../src/tui/screen.ts";
import { GLOBAL_BINDINGS, LIST_BINDINGS } from "../../src/tui/keymap.ts";
import { makeScreens } from "../../src/tui/screens/mod.ts";
import { asRead, sampleSnapshot, START_MS, TEXTS } from "./sample.ts";

/** A dashboard to press keys in. */
class Tried {
  readonly app = new App(sampleSnapshot(), { texts: TEXTS, theme: "dark", depth: 0 });

  constructor() {
    this.see();
  }

  press(...keys: string[]): Effect[] {
    return keys.flatMap((key) => {
      const effects = this.app.handle({ type: "key", key });
      this.see();
      return effects;
    });
  }

  see(): string {
    return this.app.draw(120, 40).toString();
  }
}

Deno.test("q, ctrl-c and :quit leave", () => {
  for (const keys of [["q"], ["ctrl-c"], [":", ..."quit", "enter"]]) {
    assertEquals(new Tried().press(...keys), [{ type: "quit" }]);
  }
});

Deno.test("numbers and tab change screens", () => {
  const tried = new Tried();
  const seen = ["3", "tab", "shift-tab", "shift-tab", "6", "tab"].map((key) => {
    tried.press(key);
    return tried.app.screen;
  });
  assertEquals(seen, ["templates", "logs", "templates", "anomalies", "compare", "overview"]);
});

Deno.test("enter on an anomaly looks at it closely, on the screen of anomalies", () => {
  const tried = new Tried();
  tried.press("j", "enter");
  assertEquals(tried.app.screen, "anomalies");
  assert(tried.see().includes("it took 12 times as long as usual"));
});

Deno.test("a filter narrows while it is typed, and backslash takes it away", () => {
  const tried = new Tried();
  const shown = () =>
    [..."db.log auth.log gateway".split(" ")].filter((name) =>
      tried.see().split("odd, newest first")[1].includes(name)
    );
  assertEquals(shown().length, 3);
  tried.press("/", ..."source=db");
  assertEquals(shown(), ["db.log"]);
  tried.press("enter", "\\");
  assertEquals(shown().length, 3);
});

Deno.test("a term that is not understood says so, the terms before it hold, and enter does not take it", () => {
  const tried = new Tried();
  tried.press("/", ..."source=db level>=loud");
  const listed = () => tried.see().split("odd, newest first")[1];
  assert(tried.see().includes('"loud" is no level'));
  assert(listed().includes("connection pool exhausted") && !listed().includes("gateway.log"));
  tried.press("enter");
  assert(tried.see().includes('"loud" is no level'), "the prompt is still open");
  tried.press(..."loud".split("").map(() => "backspace"), ..."warn", "enter");
  assert(tried.see().includes("/source=db level>=warn") && !tried.see().includes("is no level"));
});

Deno.test("tab takes the only completion, and what may follow it is offered", () => {
  const tried = new Tried();
  tried.press("/", ..."lev", "tab");
  assert(tried.see().includes("level>=warn"));
  tried.press(..."w", "tab", "enter");
  assert(tried.see().includes("/level>=warn"));
});

Deno.test("the strips of heat are those that match the filter, and in a range those that were odd there", () => {
  const tried = new Tried();
  const strips = () =>
    tried.app.draw(120, 70).toString().split("odd over time")[1].split("odd, newest first")[0].split("\n")
      .flatMap((row) => /^│(\S.*?) +([·░▒▓█]+)│/.exec(row)?.slice(1) ?? []);
  tried.press("/", ..."slow", "enter");
  assertEquals(strips().filter((_, k) => k % 2 === 0), ["slow query <*> ms"]);
  tried.press("\\");
  assertEquals(strips().length / 2, 4);
  tried.press("[", "}", "}", "}", ..."[".repeat(20));
  const inRange = strips().filter((_, k) => k % 2 === 1);
  assert(inRange.length < 4 && inRange.every((strip) => /[░▒▓█]/.test(strip)), inRange.join("\n"));
});

Deno.test("strips of one template in several sources say which source each is of", () => {
  const { heat } = sampleSnapshot();
  const [row] = heat;
  const tried = new Tried();
  tried.app.take(sampleSnapshot({
    heat: [{ ...row, source: "/var/log/a.log" }, { ...row, source: "/var/log/b.log" }, heat[1]],
  }));
  const shown = tried.see();
  const begin = row.label.slice(0, 15);
  assert(shown.includes(`│a.log: ${begin}`) && shown.includes(`│b.log: ${begin}`), shown);
  assert(shown.includes(`│${heat[1].label}`), shown);
});

Deno.test("space holds the picture still while the run goes on", () => {
  const tried = new Tried();
  tried.press(" ");
  tried.app.take(sampleSnapshot({ linesPerSecond: 7 }));
  assert(tried.see().includes("48.2 k lines/s") && tried.see().includes("paused"));
  tried.press(" ");
  assert(tried.see().includes("7 lines/s"));
});

Deno.test("a mark asks how far it reaches; esc takes the question back", () => {
  const tried = new Tried();
  assertEquals(tried.press("2", "n", "esc"), []);
  assertEquals(tried.press("n", "1"), [{ type: "mark", anomaly: "a3", mark: "normal", scope: "template" }]);
  assertEquals(tried.press("m", "2"), [{
    type: "mark",
    anomaly: "a3",
    mark: "muted",
    scope: "source",
    forMs: 3_600_000,
  }]);
  assertEquals(tried.press("a"), [{ type: "mark", anomaly: "a3", mark: "acknowledged", scope: "this" }]);
  assertEquals(tried.press("u"), [{ type: "undo mark" }]);
});

Deno.test("y copies the line, o opens it, e writes what is shown", () => {
  const tried = new Tried();
  tried.press("2", "j");
  assertEquals(tried.press("y"), [{ type: "copy", text: "GET /v1/orders/8841 500 2304 ms trace=5f1c9d" }]);
  assertEquals(tried.press("o"), [{ type: "open", source: "/var/log/gateway.log", line: 1002 }]);
  assertEquals(tried.press("e"), [{ type: "export", anomalies: ["a3", "a2", "a1", "a0"] }]);
});

Deno.test("a selection holds on to its anomaly when newer ones come in", () => {
  const tried = new Tried();
  tried.press("2", "j", "j");
  assert(tried.see().includes("nothing for 2 m 10 s"));
  const snapshot = sampleSnapshot();
  const list = [...Array(4).keys()].map((k) => snapshot.anomalies.at(k));
  const newer = { ...list[3], event: { ...list[3].event, id: "newer" }, timeMs: list[3].timeMs + 1000 };
  tried.app.take({
    ...snapshot,
    anomalies: { length: 5, forgotten: 0, kindsForgotten: 0, at: (index) => [...list, newer][index] },
  });
  assert(tried.see().includes("nothing for 2 m 10 s"));
  assertEquals(tried.press("o"), [{ type: "open", source: "/var/log/auth.log", line: 1001 }]);
});

Deno.test("brackets select a range of time, which narrows the anomalies", () => {
  const tried = new Tried();
  tried.press("[");
  assert(!tried.see().split("odd, newest first")[1].includes("14:20:11"));
  tried.press("0");
  assert(tried.see().split("odd, newest first")[1].includes("14:20:11"));
  assert(START_MS > 0);
});

Deno.test("a range of time narrows the strips of heat and the trends beside the chart", () => {
  const tried = new Tried();
  const strip = () => tried.see().split("\n").find((row) => row.includes("slow query <*> ms"))?.split("ms ")[1];
  const before = strip();
  tried.press("[", "}", "}", "}");
  assert(strip() !== before);
  // the newest seconds are odd alone
  assert(!/·/.test(strip()?.split("│")[0].trim() ?? "·"), strip());
});

Deno.test("its lines of a template are the log view, filtered by it", () => {
  const tried = new Tried();
  tried.press("3", "f");
  assertEquals(tried.app.screen, "logs");
  assert(tried.see().includes("/template=5f1c0a90"));
});

Deno.test("who follows the logs comes to the newest odd line, and from the last one is told how to go back", () => {
  const copied = (...keys: readonly string[]) => new Tried().press("4", ...keys, "y").at(-1);
  assertEquals(copied("n"), copied("N"));
  assertEquals(copied("e"), copied("E"));
  assertEquals(copied("e", "E", "e"), copied("e"));
  const tried = new Tried();
  tried.press("4", "n", "n");
  assert(tried.see().includes("no further odd line: N goes back"));
});

Deno.test("in the logs a selected line stays where it is while lines come in, and G follows again", () => {
  const tried = new Tried();
  tried.press("4", "k", "k");
  const before = tried.see();
  tried.app.take(sampleSnapshot({ logs: { ...sampleSnapshot().logs, next: 900, order: asRead(900) } }));
  assertEquals(tried.see().split("\n").slice(1, 38), before.split("\n").slice(1, 38));
  tried.press("G");
  assert(tried.see() !== before && tried.see().includes("following"));
});

Deno.test("what is pasted outside a prompt does nothing, and into one it is text", () => {
  const tried = new Tried();
  assertEquals(tried.app.handle({ type: "paste", text: "q" }), []);
  tried.press("/");
  tried.app.handle({ type: "paste", text: "source=\ndb" });
  assert(tried.see().includes("/source= db"));
});

Deno.test("the wheel moves through a list, and a click selects", () => {
  const tried = new Tried();
  tried.press("2");
  tried.app.handle({ type: "mouse", action: "wheel-down", button: 0, column: 5, row: 5 });
  assert(tried.see().includes("the first line of its kind"));
  tried.app.handle({ type: "mouse", action: "press", button: 0, column: 5, row: 4 });
  tried.see();
  assertEquals(tried.press("y"), [{ type: "copy", text: "GET /v1/orders/8841 500 2304 ms trace=5f1c9d" }]);
});

Deno.test("dragging over the chart selects the time between, and 0 takes it back", () => {
  const tried = new Tried();
  tried.app.handle({ type: "mouse", action: "press", button: 0, column: 40, row: 4 });
  tried.app.handle({ type: "mouse", action: "drag", button: 0, column: 60, row: 4 });
  assert(/\d\d:\d\d:\d\d – \d\d:\d\d:\d\d \(0 shows/.test(tried.see()));
  tried.app.handle({ type: "mouse", action: "release", button: 0, column: 60, row: 5 });
  assert(/\d\d:\d\d:\d\d – \d\d:\d\d:\d\d/.test(tried.see().split("\n")[0]));
  tried.press("0");
  assert(!/ – /.test(tried.see().split("\n")[0]));
});

Deno.test("every key of every table does something without failing, on every screen", () => {
  for (const { bindings } of [...makeScreens(), { bindings: GLOBAL_BINDINGS }, { bindings: LIST_BINDINGS }]) {
    for (const { keys } of bindings) {
      for (const screen of ["1", "2", "3", "4", "5", "6"]) {
        for (const key of keys) new Tried().press(screen, key === "space" ? " " : key);
      }
    }
  }
});

Deno.test("no key of a screen hides one that means the same everywhere", () => {
  const global = new Set(GLOBAL_BINDINGS.flatMap(({ keys }) => keys));
  for (const { id, bindings } of makeScreens()) {
    assertEquals(bindings.flatMap(({ keys }) => keys).filter((key) => global.has(key)), [], id);
  }
});

Deno.test("how a list is sorted is to be seen in a column that its title fills", () => {
  const { app } = new Tried();
  for (const key of ["2", "s", "s"]) app.handle({ type: "key", key });
  assert(app.draw(80, 24).toString().includes("scor↓"));
  app.handle({ type: "key", key: "S" });
  assert(app.draw(80, 24).toString().includes("scor↑"));
});

Deno.test("a history that cannot be written stands where the program's own state does, until it can be", () => {
  const sample = sampleSnapshot();
  const { app } = new Tried();
  const shown = (screen: string, historyTrouble: string) => {
    app.take({ ...sample, health: { ...sample.health, historyTrouble } });
    app.handle({ type: "key", key: screen });
    return app.draw(120, 40).toString().includes(screen === "1" ? "history fails" : "cannot be written: disk full");
  };
  for (const screen of ["1", "5"]) {
    assertEquals(["", "disk full", ""].map((trouble) => shown(screen, trouble)), [false, true, false], screen);
  }
});
