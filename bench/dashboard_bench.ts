/** What does a frame of the dashboard cost: drawing it, and finding what changed? 160 by 45 cells, true colours. */
import { App } from "../src/tui/app.ts";
import { Differ } from "../src/tui/diff.ts";
import { SCREENS } from "../src/tui/screen.ts";
import { Theme } from "../src/tui/theme.ts";
import { sampleSnapshot, TEXTS } from "../tests/tui/sample.ts";

const COLUMNS = 160;
const ROWS = 45;
const snapshot = sampleSnapshot();

for (const screen of SCREENS) {
  const app = new App(snapshot, { texts: TEXTS, theme: "dark", depth: 24, screen });
  Deno.bench(screen, { group: "rendering", baseline: screen === "overview" }, () => void app.draw(COLUMNS, ROWS));
}

const app = new App(snapshot, { texts: TEXTS, theme: "dark", depth: 24 });
const before = app.draw(COLUMNS, ROWS);
app.take(sampleSnapshot({ sequence: 2, linesPerSecond: 51_700, clockMs: snapshot.clockMs + 1000 }));
const after = app.draw(COLUMNS, ROWS);
const differ = new Differ(new Theme("dark", 24));
let turn = 0;
Deno.bench(
  "a second later",
  { group: "diff", baseline: true },
  () => void differ.next(turn++ % 2 === 0 ? before : after),
);
Deno.bench("the same picture", { group: "diff" }, () => void differ.next(after));
Deno.bench("a whole screen", { group: "diff" }, () => {
  differ.invalidate();
  differ.next(after);
});
