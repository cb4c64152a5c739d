import { assertEquals } from "@std/assert";
import { dateText, daysFromCivil } from "../../../src/core/time/calendar.ts";

const DAY_MS = 86_400_000;

Deno.test("dateText writes each day of 400 years as Date does, and daysFromCivil finds it again", () => {
  const first = daysFromCivil(1899, 12, 31);
  for (let days = first; days < first + 146_100; days++) {
    const text = dateText(days);
    assertEquals(text, new Date(days * DAY_MS).toISOString().slice(0, 10));
    const [year, month, day] = text.split("-").map(Number);
    assertEquals(daysFromCivil(year, month, day), days);
  }
});

Deno.test("dateText writes years beyond four digits with a sign and six, as Date does", () => {
  const dates = [[-1, 12, 31], [0, 1, 1], [9999, 12, 31], [10_000, 1, 1]];
  assertEquals(dates.map(([year, month, day]) => dateText(daysFromCivil(year, month, day))), [
    "-000001-12-31",
    "0000-01-01",
    "9999-12-31",
    "+010000-01-01",
  ]);
});
