import { assertEquals } from "@std/assert";
import { themeFor, themeFromEnvironment } from "../../src/tui/theme.ts";
import { ThemeInForce } from "../../src/tui/theme_in_force.ts";

Deno.test("the theme suits the background that the terminal tells of", () => {
  assertEquals([0x000000, 0x12161c, 0x002b36, 0xfdf6e3, 0xffffff].map(themeFor), [
    "dark",
    "dark",
    "dark",
    "light",
    "light",
  ]);
});

Deno.test("before the terminal has answered COLORFGBG counts, where it is set", () => {
  const told = ["15;0", "0;15", "0;default;7", "12;8", "", "what"].map((COLORFGBG) =>
    themeFromEnvironment({ COLORFGBG })
  );
  assertEquals(told, ["dark", "light", "light", "dark", "dark", "dark"]);
  assertEquals(themeFromEnvironment({}), "dark");
});

Deno.test("what the user has chosen stands, whatever the terminal says afterwards", () => {
  const force = new ThemeInForce("dark", 24);
  assertEquals([force.suggest("light"), force.chosen], [true, undefined]);
  force.toggle();
  assertEquals([force.suggest("light"), force.chosen], [false, "dark"]);
});
