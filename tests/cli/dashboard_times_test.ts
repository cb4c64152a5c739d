/** Times that are typed into a filter of the dashboard. */
import { assertEquals } from "@std/assert";
import { timeReader } from "../../src/cli/dashboard/times.ts";

const NEWEST = "2026-11-22T23:30:00.500Z"; // half past midnight in Berlin

Deno.test("a time in a filter is of the zone that times are shown in, and of the newest event's day", () => {
  const read = timeReader("Europe/Berlin", () => Date.parse(NEWEST));
  const cases = [
    ["00:20", "2026-11-22T23:20:00.000Z"],
    ["0:20", "2026-11-22T23:20:00.000Z"],
    ["14:20:05", "2026-11-23T13:20:05.000Z"],
    ["2026-11-22", "2026-11-21T23:00:00.000Z"],
    ["2026-11-22T14:20", "2026-11-22T13:20:00.000Z"],
    ["2026-11-22T14:20:00Z", "2026-11-22T14:20:00.000Z"],
    ["15m", "2026-11-22T23:15:00.500Z"],
  ];
  for (const [text, time] of cases) assertEquals(new Date(read(text) ?? NaN).toJSON(), time, text);
});

Deno.test("what is no time is none, and before the first event only a moment is", () => {
  const read = timeReader("UTC", () => NaN);
  assertEquals(["25:99", "yesterday", "2026-02-30", "14:20", "15m"].map(read), Array(5).fill(undefined));
  assertEquals(read("2026-11-22T14:20"), Date.UTC(2026, 10, 22, 14, 20));
});
