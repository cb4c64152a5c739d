/** Which of three numbers is the day, the month and the year. */
import { assertEquals } from "@std/assert";
import { detectFormat } from "../../src/formats/mod.ts";
import { parseLine, REFERENCE } from "./parse_line.ts";

const detect = (lines: readonly string[], referenceMs = REFERENCE) =>
  detectFormat(new TextEncoder().encode(lines.join("\n") + "\n"), { timeZone: "UTC", referenceMs });

Deno.test("the order of day and month is seen from all lines", () => {
  const lines = ["05/06/2024 10:11:12 a", "13/06/2024 10:11:12 b", "14/06/2024 10:11:12 c"];
  assertEquals(parseLine(detect(lines), lines[0]).time, "2024-06-05T10:11:12.000Z");
  const americans = ["05/06/2024 10:11:12 a", "05/13/2024 10:11:12 b"];
  assertEquals(parseLine(detect(americans), americans[0]).time, "2024-05-06T10:11:12.000Z");
});

const DATES: readonly (readonly [what: string, dates: readonly string[], first: string])[] = [
  ["a log's lines lie close together", ["05/06/2023", "06/06/2023", "07/06/2023"], "2023-06-05"],
  ["the same, of another order", ["05/06/2023", "05/07/2023", "05/08/2023"], "2023-05-06"],
  ["no line is of the future", ["12/11/2024", "12/11/2024"], "2024-11-12"],
  ["of two years the latest is likely, be it first", ["19-08-05", "19-08-05"], "2019-08-05"],
  ["or last", ["05-08-19", "05-08-19"], "2019-08-05"],
  ["where nothing says more, with bars the month comes first", ["05/06/2023", "05/06/2023"], "2023-05-06"],
  ["and with dots the day", ["05.06.2023", "05.06.2023"], "2023-06-05"],
];

for (const [what, dates, first] of DATES) {
  Deno.test(`the order of day, month and year: ${what}`, () => {
    const lines = dates.map((date, k) => `${date} 10:11:1${k} it is ${k}`);
    assertEquals(parseLine(detect(lines, Date.UTC(2024, 10, 20)), lines[0]).time, `${first}T10:11:10.000Z`);
  });
}
