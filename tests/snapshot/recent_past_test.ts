import { assertEquals } from "@std/assert";
import { RecentPast } from "../../src/snapshot/recent_past.ts";

const HOUR_MS = 3_600_000;
const NOW_MS = 1_800_000_000_000;

/** A batch of lines so many hours before now. */
function batch(hoursAgo: readonly number[], past: boolean) {
  return { lines: hoursAgo.length, clock: Float64Array.from(hoursAgo, (ago) => NOW_MS - ago * HOUR_MS), past };
}

/** Where the axis begins that has a line so many hours before now. */
function begins(hoursAgo: number): number {
  return NOW_MS - hoursAgo * HOUR_MS;
}

Deno.test("of a past of months the last hours stand on the axis, which begins anew with them", () => {
  const recent = new RecentPast();
  assertEquals(recent.place(batch([4000, 3999, 3998], true), NaN), { from: 0, isNew: false });
  assertEquals(recent.place(batch([2000, 5, 0], true), begins(4000)), { from: 1, isNew: true });
  assertEquals(
    recent.place(batch([4000, 300], true), begins(5)),
    { from: 2, isNew: false },
    "older ones count no more",
  );
  assertEquals(recent.place(batch([3, 2, 1], true), begins(5)), { from: 0, isNew: false });
});

Deno.test("a past that reaches to the run stays beside it, however old its times are", () => {
  const recent = new RecentPast();
  recent.place(batch([4004, 4000], true), NaN);
  assertEquals(recent.place(batch([4000, 3999], false), begins(4004)), { from: 0, isNew: false });
});

Deno.test("what came while the run goes on stays, however long it is", () => {
  const recent = new RecentPast();
  recent.place(batch([4000], false), NaN);
  assertEquals(recent.place(batch([3000, 0], false), begins(4000)), { from: 0, isNew: false });
});

Deno.test("lines without a time yet count, which the axis leaves out", () => {
  assertEquals(new RecentPast().place(batch([NaN, NaN, 0], true), NaN), { from: 0, isNew: false });
});
