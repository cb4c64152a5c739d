/**
 * Every key of every screen, and what it does: the effect it has, or what is seen after it and was not seen before. A
 * key that is not in this table, or that does nothing, is found.
 */
import { assert, assertEquals } from "@std/assert";
import { App } from "../../src/tui/app.ts";
import { GLOBAL_BINDINGS, LIST_BINDINGS } from "../../src/tui/keymap.ts";
import type { Effect, ScreenId } from "../../src/tui/screen.ts";
import { makeScreens } from "../../src/tui/screens/mod.ts";
import { sampleSnapshot, TEXTS } from "./sample.ts";

interface Row {
  /** Keys that are pressed before it, on the screen. */
  readonly after?: readonly string[];
  /** Keys that are pressed after it, the last of which has the effect. */
  readonly then?: readonly string[];
  readonly size?: Size;
  /** What is to be done in the world. */
  readonly effect?: Effect;
  /** What is seen after it, and not before. */
  readonly shows?: string | RegExp;
  /** What is seen before it, and not after. */
  readonly hides?: string | RegExp;
  /** The screen that it leads to. */
  readonly screen?: ScreenId;
}

type Size = readonly [columns: number, rows: number];

const HOUR_MS = 3_600_000;
const USUAL: Size = [160, 40];
const SMALL: Size = [80, 24];
const TOP_OF_DETAIL = "postgres[71]: connection pool exhausted (17 waiting)";
const FAILED_LINE = "GET /v1/orders/8841 500 2304 ms trace=5f1c9d";

/** By screen (or "lists", "everywhere") and command. */
const ROWS: Readonly<Record<string, Row>> = {
  "everywhere screen overview": { after: ["4"], screen: "overview" },
  "everywhere screen anomalies": { screen: "anomalies" },
  "everywhere screen templates": { screen: "templates" },
  "everywhere screen logs": { screen: "logs" },
  "everywhere screen sources": { screen: "sources" },
  "everywhere screen compare": { screen: "compare" },
  "everywhere next screen": { screen: "anomalies" },
  "everywhere previous screen": { screen: "compare" },
  "everywhere filter": { shows: /\n\/ *$/ },
  "everywhere clear filter": { after: ["/", ..."nothing", "enter"], hides: "/nothing" },
  "everywhere pause": { shows: "paused" },
  "everywhere earlier": { shows: /14:27:07 – 14:32:07/ },
  "everywhere later": { after: ["[", "["], shows: "14:27:07 – 14:32:07", hides: "14:24:37 – 14:29:37" },
  "everywhere wider": { after: ["["], shows: "14:22:07 – 14:32:07" },
  "everywhere narrower": { after: ["["], shows: "14:28:22 – 14:30:52" },
  "everywhere clear range": { after: ["["], hides: "14:27:07 – 14:32:07" },
  "everywhere palette": { shows: /\n:/ },
  "everywhere help": { shows: "any key closes" },
  "everywhere theme": { effect: { type: "redraw" } },
  "everywhere redraw": { effect: { type: "redraw" } },
  "everywhere suspend": { effect: { type: "suspend" } },
  "everywhere quit": { effect: { type: "quit" } },

  "lists down": { shows: "it took 12 times" },
  "lists up": { after: ["j", "j"], shows: "it took 12 times" },
  "lists page down": { shows: "the first line of its kind" },
  "lists page up": { after: ["G"], shows: "412 lines in a minute" },
  "lists top": { after: ["j"], shows: "412 lines in a minute" },
  "lists bottom": { shows: "the first line of its kind" },
  "lists sort": { shows: "time↓" },
  "lists reverse": { after: ["s"], shows: "time↑" },
  "lists columns": { shows: "columns of anomalies" },

  "overview open": { screen: "anomalies" },

  "anomalies open": { hides: "╮╭" },
  "anomalies back": { after: ["enter"], shows: "╮╭" },
  "anomalies detail down": { size: SMALL, hides: TOP_OF_DETAIL },
  "anomalies detail up": { size: SMALL, after: ["J"], shows: TOP_OF_DETAIL },
  "anomalies acknowledge": { effect: { type: "mark", anomaly: "a3", mark: "acknowledged", scope: "this" } },
  "anomalies normal": { shows: "normal from now on:" },
  "anomalies mute": { shows: "muted for an hour:" },
  "anomalies undo": { effect: { type: "undo mark" } },
  "anomalies copy": {
    effect: { type: "copy", text: "Nov 22 14:31:52 db1 postgres[71]: connection pool exhausted (17 waiting)" },
  },
  "anomalies export": { effect: { type: "export", anomalies: ["a3", "a2", "a1", "a0"] } },
  "anomalies open file": { effect: { type: "open", source: "/var/log/db.log", line: 1003 } },
  "anomalies template": { screen: "templates" },

  "templates open": { hides: "╮╭" },
  "templates back": { after: ["enter"], shows: "╮╭" },
  "templates its lines": { screen: "logs", shows: "/template=5f1c0a90" },
  "templates its anomalies": { screen: "anomalies", shows: "/template=5f1c0a90" },
  "templates copy": { effect: { type: "copy", text: "GET <*> <*> <*> ms" } },

  "logs older": { hides: "following" },
  "logs newer": { after: ["k"], shows: "following" },
  "logs page older": { hides: "following" },
  "logs page newer": { after: ["page-up"], shows: "following" },
  "logs oldest": { shows: "14:30:27", hides: "14:32:06" },
  "logs follow": { after: ["g"], shows: "following" },
  "logs next odd": { after: ["g"], then: ["y"], effect: { type: "copy", text: FAILED_LINE } },
  "logs previous odd": { then: ["y"], effect: { type: "copy", text: "connection pool exhausted (17 waiting)" } },
  "logs next error": { after: ["g"], then: ["y"], effect: { type: "copy", text: FAILED_LINE } },
  "logs previous error": { then: ["y"], effect: { type: "copy", text: FAILED_LINE } },
  "logs open": { shows: "esc closes" },
  "logs back": { after: ["enter"], hides: "esc closes" },
  "logs wrap": { hides: /a long line .*…/ },
  "logs compact": { shows: '{"level":"warn"' },
  "logs left": { after: ["l"], shows: "GET /v1/orders/8840 200" },
  "logs right": { hides: "GET /v1/orders/8840 200" },
  "logs bookmark": { after: ["k"], shows: "▸" },
  "logs next bookmark": { after: ["k", "b", "g"], shows: "▸" },
  "logs anomaly": { after: ["N"], screen: "anomalies" },
  "logs template": { screen: "templates" },
  "logs copy": { effect: { type: "copy", text: "GET /v1/orders/8840 200 188 ms trace=5f1c9c" } },
  "logs open file": { effect: { type: "open", source: "/var/log/auth.log", line: 400 } },

  "sources its lines": { screen: "logs", shows: '/source="/var/log/gateway.log"' },
  "sources its anomalies": { screen: "anomalies", shows: '/source="/var/log/gateway.log"' },
};

/** A dashboard in which keys were pressed; what the last of them led to. */
function pressed(keys: readonly string[], size = USUAL): { readonly app: App; readonly effects: readonly Effect[] } {
  const app = new App(sampleSnapshot(), { texts: TEXTS, theme: "dark", depth: 0 });
  let effects: readonly Effect[] = [];
  app.draw(...size);
  for (const key of keys) {
    effects = app.handle({ type: "key", key });
    app.draw(...size);
  }
  return { app, effects };
}

function shown(app: App, size: Size): string {
  return app.draw(...size).toString();
}

function includes(text: string, wanted: string | RegExp): boolean {
  return typeof wanted === "string" ? text.includes(wanted) : wanted.test(text);
}

const SCREEN_KEYS: Readonly<Record<string, string>> = {
  overview: "1",
  anomalies: "2",
  templates: "3",
  logs: "4",
  sources: "5",
  compare: "6",
  // lists are tried where the selected row is told of closely
  lists: "2",
  everywhere: "1",
};

const TABLES = [
  { place: "everywhere", bindings: GLOBAL_BINDINGS },
  { place: "lists", bindings: LIST_BINDINGS },
  ...makeScreens().map(({ id, bindings }) => ({ place: id, bindings })),
];

for (const { place, bindings } of TABLES) {
  for (const { keys, command } of bindings) {
    Deno.test(`${place}: ${keys.join(", ")} is ${command}`, () => {
      const row = ROWS[`${place} ${command}`];
      assert(row !== undefined, `what ${keys[0]} does is not told in this table`);
      const { effect, shows, hides, screen, then = [], size = USUAL } = row;
      const before = [SCREEN_KEYS[place], ...row.after ?? []];
      const was = shown(pressed(before, size).app, size);
      const outcomes = keys.map((key) => {
        const { app, effects } = pressed([...before, key === "space" ? " " : key, ...then], size);
        const picture = shown(app, size);
        if (effect !== undefined) assertEquals(effects, [effect], key);
        if (shows !== undefined) {
          assert(!includes(was, shows), `${shows} was shown before`);
          assert(includes(picture, shows), `${key} does not show ${shows}:\n${picture}`);
        }
        if (hides !== undefined) {
          assert(includes(was, hides), `${hides} was not shown before:\n${was}`);
          assert(!includes(picture, hides), `${key} does not hide ${hides}:\n${picture}`);
        }
        if (screen !== undefined) assertEquals(app.screen, screen, key);
        return { picture, effects };
      });
      // all its keys do the same
      for (const outcome of outcomes) assertEquals(outcome, outcomes[0]);
    });
  }
}

Deno.test("a mute holds for an hour, as far as the second key says", () => {
  const { effects } = pressed(["2", "m", "2"]);
  assertEquals(effects, [{ type: "mark", anomaly: "a3", mark: "muted", scope: "source", forMs: HOUR_MS }]);
});

Deno.test("every row of the table is of a key that there is", () => {
  const known = new Set(TABLES.flatMap(({ place, bindings }) => bindings.map(({ command }) => `${place} ${command}`)));
  assertEquals(Object.keys(ROWS).filter((name) => !known.has(name)), []);
});
