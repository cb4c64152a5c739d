import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { Differ } from "../../src/tui/diff.ts";
import { Frame } from "../../src/tui/frame.ts";
import { Grid } from "../../src/tui/grid.ts";
import { type Role, ROLES } from "../../src/tui/style.ts";
import { type ColorDepth, Theme } from "../../src/tui/theme.ts";
import { Screen } from "./screen.ts";

/** Text of all kinds that cells may hold: wide, combining, joined, hostile. */
const TEXTS = [
  "plain text",
  "日本語のログ",
  "e\u0301tat cafe\u0301",
  "한국어",
  "a\u200bb\u200dc",
  "\x1b[2J\x1b]0;title\x07 bell \x07",
  "\u202eright to left\u202c",
  "ｆｕｌｌ",
  "█▇▆▅▄▃▂▁",
  "👍 ok 🚀",
  "tab\tand\rreturn",
  "Z" + "\u0301".repeat(40),
];

const drawing = fc.record({
  column: fc.integer({ min: -2, max: 34 }),
  row: fc.integer({ min: -1, max: 8 }),
  text: fc.oneof(fc.constantFrom(...TEXTS), fc.string({ unit: "binary", maxLength: 12 })),
  role: fc.constantFrom(...ROLES),
  on: fc.constantFrom<Role>("plain", "selection", "popup"),
  bold: fc.boolean(),
  reverse: fc.boolean(),
});

const steps = fc.array(
  fc.record({
    columns: fc.constantFrom(32, 32, 32, 20, 33),
    rows: fc.constantFrom(8, 8, 8, 5),
    drawings: fc.array(drawing, { maxLength: 12 }),
  }),
  { minLength: 1, maxLength: 6 },
);

Deno.test("replaying the differences shows what drawing the last frame alone shows, whatever was shown before", async () => {
  await fc.assert(
    fc.asyncProperty(steps, fc.constantFrom<ColorDepth>(0, 16, 256, 24), async (frames, depth) => {
      const theme = new Theme("dark", depth);
      const differ = new Differ(theme);
      const replayed = new Screen(32, 8);
      let last = new Grid(1, 1);
      for (const { columns, rows, drawings } of frames) {
        last = new Grid(columns, rows);
        for (const { column, row, text, ...look } of drawings) {
          new Frame(last).part({ column, row, columns: 40, rows: 1 }).text(0, 0, text, look);
        }
        replayed.resize(columns, rows);
        await replayed.write(differ.next(last));
      }
      const fresh = new Screen(last.columns, last.rows);
      await fresh.write(new Differ(theme).next(last));
      assertEquals(replayed.cells(), fresh.cells());
      const drawings = frames.at(-1)?.drawings ?? [];
      // of characters that are newer than the terminal's tables it knows other widths
      if (drawings.every(({ text }) => TEXTS.includes(text))) assertEquals(replayed.text(), last.toString());
      replayed.dispose();
      fresh.dispose();
    }),
    { numRuns: 150, seed: 7 },
  );
});

Deno.test("nothing is written when nothing has changed, and little when little has", () => {
  const differ = new Differ(new Theme("dark", 24));
  const draw = (text: string) => {
    const grid = new Grid(80, 24);
    const frame = new Frame(grid);
    frame.box("a box").text(0, 0, text);
    return differ.next(grid);
  };
  assert(draw("12 lines").length > 200);
  assertEquals(draw("12 lines"), "");
  assert(draw("13 lines").length < 40);
});

Deno.test("text of a log cannot bring an escape sequence to the terminal", () => {
  const grid = new Grid(60, 1);
  new Frame(grid).text(0, 0, "\x1b[31mred\x1b]52;c;eA==\x07\x9b2J");
  assertEquals(grid.toString(), "\\x1b[31mred\\x1b]52;c;eA==\\x07\\x9b2J");
  const written = new Differ(new Theme("dark", 0)).next(grid);
  assertEquals(
    written.split("\x1b").length - 1,
    6,
    "only sequences of our own: synchronisation, colours, clearing, a move",
  );
});

Deno.test("text that is longer than its room ends in an ellipsis, also where a wide character would be cut in half", () => {
  const grid = new Grid(20, 2);
  const frame = new Frame(grid);
  frame.text(0, 0, "a long line of text", {}, 8);
  frame.text(0, 1, "日本語", {}, 4);
  assertEquals(grid.toString(), "a long …\n日…");
});
