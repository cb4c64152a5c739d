import { assertEquals } from "@std/assert";
import { Frame } from "../../src/tui/frame.ts";
import { Grid } from "../../src/tui/grid.ts";
import { bar, curve, heatStrip, sparkline, stackedBars } from "../../src/tui/plot.ts";

function drawn(columns: number, rows: number, draw: (frame: Frame) => void, ascii = false): string[] {
  const grid = new Grid(columns, rows);
  draw(new Frame(grid, { ascii }));
  return grid.toString().split("\n");
}

Deno.test("a sparkline shows what is not nothing, however small", () => {
  assertEquals(sparkline([0, 1, 500, 1000, NaN]), " ▁▄█ ");
  assertEquals(sparkline([0, 4, 8], 8, true), " :#");
});

Deno.test("a bar is as long as its share, in eighths of a cell", () => {
  assertEquals([bar(0, 4), bar(.5, 4), bar(1, 4), bar(2, 4), bar(.28, 4), bar(.5, 4, true)], [
    "",
    "██",
    "████",
    "████",
    "█▏",
    "##",
  ]);
});

Deno.test("stacked bars stand on each other, the newest right", () => {
  const layers = [{ role: "info", values: [4, 8] }, { role: "error", values: [4, 8] }] as const;
  assertEquals(drawn(3, 2, (frame) => stackedBars(frame, layers, 16)), ["  █", " ██"]);
});

Deno.test("a curve has two values a column", () => {
  assertEquals(drawn(2, 1, (frame) => curve(frame, [0, 1, 2, 3], 3)), ["⡠⠊"]);
});

Deno.test("heat shows in shades as well as in colour", () => {
  assertEquals(drawn(5, 1, (frame) => heatStrip(frame, 0, [0, .2, .5, .8, 1])), ["·░▒▓█"]);
  assertEquals(drawn(5, 1, (frame) => heatStrip(frame, 0, [0, .2, .5, .8, 1]), true), [".-=%#"]);
});
