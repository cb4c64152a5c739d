/** A source that goes on with far fewer lines than it ever had. */
import { assertEquals } from "@std/assert";
import { Lull } from "../../../src/features/rates/lull.ts";

/** Minutes at which a lull shows, with the lines then and the fewest before, of so many lines a minute. */
function lulls(minutes: readonly number[], lull = new Lull()): string[] {
  return minutes.flatMap((lines, minute) => {
    const fewest = lull.add(lines, 0);
    return fewest > 0 ? [`${minute}: ${lull.lines} of ${Math.round(fewest)}`] : [];
  });
}

function minutes(count: number, lines: (minute: number) => number): number[] {
  return Array.from({ length: count }, (_, minute) => lines(minute));
}

Deno.test("traffic that falls to a third is told of within ten minutes, once", () => {
  assertEquals(lulls(minutes(300, (minute) => minute < 200 ? 30 : 10)), ["207: 140 of 300"]);
});

Deno.test("what goes quiet by and by, and busy again, has no lull", () => {
  assertEquals(lulls(minutes(3000, (minute) => Math.round(110 + 100 * Math.cos(minute / 720 * Math.PI)))), []);
});

Deno.test("a source that pauses by habit, is young, or says little has no lull", () => {
  assertEquals(lulls(minutes(600, (minute) => minute % 50 < 30 ? 60 : 5)), []);
  assertEquals(lulls(minutes(59, (minute) => minute < 40 ? 60 : 5)), []);
  assertEquals(lulls(minutes(300, (minute) => minute < 200 ? 6 : 1)), []);
});

Deno.test("minutes without lines count, and a lull is known to a run that goes on", () => {
  const lull = new Lull();
  assertEquals(lulls(minutes(100, () => 30), lull), []);
  const then = new Lull();
  then.restore(JSON.parse(JSON.stringify(lull.save())));
  assertEquals([then.add(30, 6) > 0, then.lines], [true, 120]);
});
