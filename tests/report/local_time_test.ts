import { assertEquals } from "@std/assert";
import { TIME_COLUMNS, timeTextIn } from "../../src/report/local_time.ts";

for (
  const [time, text] of [
    [null, "-"],
    ["no time", "-"],
    ["1970-01-01T00:00:00Z", "1970-01-01 00:00:00.000"],
    ["2026-11-22T18:00:00.123Z", "2026-11-22 18:00:00.123"],
    ["2026-11-22T18:00:00.5+02:00", "2026-11-22 16:00:00.500"],
    ["0050-01-02T03:04:05.678Z", "0050-01-02 03:04:05.678"],
  ] as const
) {
  Deno.test(`${time} is shown in UTC as in any zone that has its time`, () => {
    assertEquals(timeTextIn("UTC")(time), text.padEnd(TIME_COLUMNS));
    assertEquals(timeTextIn("Etc/UTC")(time), text.padEnd(TIME_COLUMNS));
  });
}

Deno.test("a zone's own time is shown, also where its clock was put back", () => {
  const text = timeTextIn("Europe/Berlin");
  assertEquals(text("2026-10-25T00:30:00Z"), "2026-10-25 02:30:00.000");
  assertEquals(text("2026-10-25T01:30:00Z"), "2026-10-25 02:30:00.000");
});
