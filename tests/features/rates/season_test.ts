import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { Season } from "../../../src/features/rates/season.ts";

const HOUR = 60;
const DAY = 24 * HOUR;

/** Windows with 100 lines in the hours of the day, and one at night. */
function days(season: Season, count: number): void {
  for (let window = 0; window < count * DAY; window++) season.add(window, window % DAY < 12 * HOUR ? 100 : 1, 0);
}

Deno.test("a season says nothing before two days are over", () => {
  const season = new Season();
  days(season, 1);
  assertEquals(season.times(DAY, 1), 1);
});

Deno.test("after a night the morning's lines are expected, and after a day the night", () => {
  const season = new Season();
  days(season, 3);
  assertEquals(season.times(3 * DAY, 1), 10, "as far as one goes");
  assertEquals(season.times(3 * DAY, 50), 2);
  assertEquals(season.times(3 * DAY + 13 * HOUR, 5), .2);
  assert(season.times(-HOUR, 1) <= 1, "before 1970, too");
});

Deno.test("over a silence what is usual at each hour is forgotten, of one longer than a month as much as of a month", () => {
  for (const silent of [1, 7, 30, 365]) {
    const season = new Season();
    days(season, 10);
    season.add(10 * DAY + HOUR - 1, 100, silent * DAY);
    const [, ...means] = season.save().slice(0, 25);
    const left = 100 * Math.exp(-Math.min(silent, 30) / 7);
    for (const hour of [0, 1, 5, 11]) assertAlmostEquals(means[hour], left, 1e-9, `hour ${hour}, ${silent} days`);
    for (const hour of [12, 23]) assertAlmostEquals(means[hour], left / 100, 1e-9, `hour ${hour}, ${silent} days`);
  }
});

Deno.test("a season goes on after it was saved", () => {
  const season = new Season();
  days(season, 3);
  const copy = new Season();
  copy.restore(JSON.parse(JSON.stringify(season.save())));
  season.add(0, 7, 3);
  copy.add(0, 7, 3);
  assertEquals(copy.save(), season.save());
});
