/** What a source has always had, and when it is told of all the same. */
import { assertEquals } from "@std/assert";
import type { DetectorId } from "../../../src/core/anomaly.ts";
import { Habits } from "../../../src/pipeline/incidents/habits.ts";
import { detectorBit } from "../../../src/pipeline/incidents/incident.ts";

const MINUTE = 60_000;
const SEVERITY: readonly DetectorId[] = ["severity"];

/** What comes of one kind: its minute, and who flags it at which score. */
type Coming = readonly [minute: number, detectors?: readonly DetectorId[], score?: number];

/** Minutes at which something is told of, with what is said of it. */
function told(comings: readonly Coming[], habits = new Habits(MINUTE)): string[] {
  return comings.flatMap(([minute, detectors = SEVERITY, score = .9]) => {
    const time = minute * MINUTE;
    const bits = detectors.reduce((sum, id) => sum | detectorBit(id), 0);
    const standing = habits.take("app.log", "kind", { score, detectors: bits, time, clock: time });
    return standing?.isUsual ? [] : [[minute, standing?.note].filter((part) => part).join(" ") || "0"];
  });
}

/** Every so many minutes, so many times. */
function every(minutes: number, times: number, ...rest: [(readonly DetectorId[])?, number?]): Coming[] {
  return Array.from({ length: times }, (_, k) => [k * minutes, ...rest]);
}

const KNOWN = "35 it comes about every 7 min, and is told of no more unless it comes more often";
/** What comes every seven minutes, until it is known. */
const BEGINNING = ["0", "7", "14", "21", "28", KNOWN];

Deno.test("an error that comes every few minutes is told of for half an hour, the last time with how often it comes", () => {
  assertEquals(told(every(7, 100)), BEGINNING);
});

Deno.test("what comes seldomer is told of three times at least, and what comes often no less long", () => {
  assertEquals(told(every(50, 10)).length, 3);
  assertEquals(told(every(2, 100)).length, 16);
});

Deno.test("a keyword and sessions do as well, and what the forest says of such a line beside it is nothing new", () => {
  assertEquals(told(every(7, 20, ["keyword"])), BEGINNING);
  assertEquals(told(every(7, 20, ["session"], .99)), BEGINNING);
  assertEquals(told([...every(7, 20), [140, ["severity", "isolation_forest"], .92]]), BEGINNING);
});

Deno.test("what is critical, a burst, and a number that is far out are told of each time", () => {
  for (
    const [detectors, score] of [[SEVERITY, .98], [["severity", "spike"], .95], [["numeric_outlier"], .95]] as const
  ) {
    assertEquals(told([...every(7, 20), [140, detectors, score]]).length, 7);
  }
});

Deno.test("more of them than ever are told of, once for each time that they become more", () => {
  const burst = Array.from({ length: 40 }, (_, k): Coming => [140 + k]);
  assertEquals(told([...every(7, 20), ...burst]).slice(6), [
    "145 8 such came within 19 min, which took 49 min at least until now",
    "147 8 such came within 7 min, which took 19 min at least until now",
  ]);
});

Deno.test("what bursts by habit may burst", () => {
  const bursts = Array.from({ length: 30 }, (_, hour) => Array.from({ length: 10 }, (_, k): Coming => [hour * 60 + k]));
  assertEquals(told(bursts.flat()).filter((text) => text.includes("such came")), []);
});

Deno.test("what comes back after it was gone for long is told of, and then goes on", () => {
  assertEquals(told([...every(7, 20), [600], [607], [614]]).slice(6), ["600 it is back after 8 h"]);
});

Deno.test("what comes every few hours, and what has no time, is told of each time", () => {
  assertEquals(told(every(180, 10)).length, 10);
  assertEquals(told(every(NaN, 10)).length, 10);
});

Deno.test("a habit is known to a run that goes on, and goes on under the template that its own turns out to be", () => {
  for (const cut of [1, 2, 5, 12]) {
    const comings = every(7, 30);
    const first = new Habits(MINUTE);
    const begun = told(comings.slice(0, cut), first);
    const then = new Habits(MINUTE);
    first.rename("kind", "other");
    first.rename("other", "kind");
    then.restore(first.save());
    assertEquals([...begun, ...told(comings.slice(cut), then)], BEGINNING);
  }
});
