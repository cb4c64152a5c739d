/** Who is told of what, and how often. */
import { assertEquals } from "@std/assert";
import type { MatcherSpec } from "../../src/alerts/routes/matcher.ts";
import { createMatcher } from "../../src/alerts/routes/matcher.ts";
import { type AlertAnomaly, alertAnomaly } from "../../src/alerts/alert.ts";
import { createGroup, end } from "../../src/alerts/routes/group.ts";
import { MovingCount, RateLimit } from "../../src/alerts/routes/limits.ts";
import { createMuted, WEEKDAYS } from "../../src/alerts/routes/quiet_times.ts";
import { anomaly, route, START_MS, update, World } from "./world.ts";

Deno.test("a route takes what all of its conditions hold for", () => {
  const odd = anomaly("5f1c0a9e", { score: 0.95, severity: "warning", detector: "spike" });
  const table: [MatcherSpec, boolean][] = [
    [{}, true],
    [{ severityMin: "warning" }, true],
    [{ severityMin: "critical" }, false],
    [{ scoreMin: 0.95 }, true],
    [{ scoreMin: 0.96 }, false],
    [{ detectors: ["spike", "rule"] }, true],
    [{ detectors: ["rule"] }, false],
    [{ source: "app\\.log$" }, true],
    [{ source: "^app" }, false],
    [{ template: "5f1c0a9e" }, true],
    [{ template: "^connection to" }, true],
    [{ template: "disk" }, false],
    [{ severityMin: "warning", source: "other" }, false],
  ];
  for (const [spec, expected] of table) {
    assertEquals(createMatcher(spec)(alertAnomaly(odd)), expected, JSON.stringify(spec));
  }
});

Deno.test("the first of a group waits for company, and they are told of together", async () => {
  const world = new World([route({ groupWaitMs: 5000 })]);
  world.dispatcher.push(anomaly("a"));
  await world.pass(3);
  world.dispatcher.push(anomaly("b"));
  assertEquals(world.told, []);
  await world.pass(3);
  assertEquals(world.told, [2]);
  assertEquals(world.got[0].title, "app.log: an error where there was none (and 1 more)");
});

Deno.test("anomalies are grouped by what the route says", async () => {
  const table: [Parameters<typeof route>[0], number[]][] = [
    [{ groupBy: [] }, [3]],
    [{ groupBy: ["source"] }, [2, 1]],
    [{ groupBy: ["detector"] }, [1, 2]],
    [{ groupBy: ["source", "detector"] }, [1, 1, 1]],
  ];
  for (const [changes, told] of table) {
    const world = new World([route(changes)]);
    world.dispatcher.push(anomaly("a"));
    world.dispatcher.push(anomaly("b", { detector: "spike" }));
    world.dispatcher.push(anomaly("c", { detector: "spike", source: "/var/log/db.log" }));
    await world.pass(10);
    assertEquals(world.told, told, JSON.stringify(changes));
  }
});

Deno.test("a group that grows is told of again after the interval, not before", async () => {
  const world = new World([route({ groupWaitMs: 1000, groupIntervalMs: 60_000 })]);
  world.dispatcher.push(anomaly("a"));
  await world.pass(2);
  world.dispatcher.push(anomaly("b"));
  await world.pass(50);
  assertEquals(world.told, [1]);
  await world.pass(15);
  assertEquals(world.told, [1, 1]);
});

Deno.test("a second anomaly of the same kind is counted, not told of, for as long as dedup says", async () => {
  const kind = { template_id: "one" };
  const world = new World([route({ dedupMs: 120_000, groupIntervalMs: 1000, groupWaitMs: 0 })]);
  world.dispatcher.push(anomaly("a", kind));
  await world.pass(100);
  world.dispatcher.push(anomaly("b", kind));
  await world.pass(30);
  assertEquals([world.told, world.dispatcher.view().routes[0].deduplicated], [[1], 1]);
  world.dispatcher.push(anomaly("c", kind));
  await world.pass(10);
  assertEquals(world.told, [1, 1]);
});

Deno.test("an anomaly that comes twice, as after a crash, is told of once", async () => {
  const world = new World([route({ dedupMs: 0, groupWaitMs: 5000 })]);
  world.dispatcher.push(anomaly("a"));
  world.dispatcher.push(anomaly("a"));
  await world.pass(10);
  assertEquals(world.told, [1]);
});

Deno.test("what goes on is told of again, what has ended is not", async () => {
  const world = new World([route({ repeatIntervalMs: 100_000, groupWaitMs: 0 })]);
  world.dispatcher.push(anomaly("a"));
  await world.pass(150);
  world.dispatcher.push(update("a", { count: 412 }));
  await world.pass(60);
  world.dispatcher.push(update("a", { count: 413, closed: true }));
  await world.pass(300);
  assertEquals(world.got.map(({ count }) => count), [1, 1, 412]);
});

Deno.test("the end is told where it is wanted, once", async () => {
  const world = new World([route({ resolved: true, groupWaitMs: 0 })]);
  world.dispatcher.push(anomaly("a"));
  world.dispatcher.push(anomaly("b"));
  await world.pass(2);
  world.dispatcher.push(update("a", { closed: true }));
  await world.pass(2);
  world.dispatcher.push(update("b", { closed: true }));
  await world.pass(100);
  assertEquals(world.got.map(({ status, group_key }) => [status, group_key === world.got[0].group_key]), [
    ["firing", true],
    ["resolved", true],
  ]);
});

Deno.test("a group remembers of what has ended the newest alone", () => {
  const group = createGroup("app.log", {}, route({}));
  for (let k = 0; k < 100; k++) {
    group.open.set(`${k}`, { id: `${k}` } as AlertAnomaly);
    end(group, { id: `${k}` } as AlertAnomaly);
  }
  assertEquals([group.open.size, group.ended.size], [0, 50]);
  assertEquals([...group.ended.keys()].at(0), "50");
});

Deno.test("below its threshold a route tells nothing; lines count, also those of updates", async () => {
  const spec = route({ threshold: { count: 10, withinMs: 60_000 }, groupWaitMs: 0 });
  const few = new World([spec]);
  few.dispatcher.push(anomaly("a"));
  few.dispatcher.push(update("a", { count: 8, closed: true }));
  await few.pass(200);
  assertEquals([few.told, few.dispatcher.view().routes[0].below], [[], 1]);

  const many = new World([spec]);
  many.dispatcher.push(anomaly("a"));
  await many.pass(5);
  many.dispatcher.push(update("a", { count: 12 }));
  await many.pass(5);
  assertEquals(many.got.map(({ count }) => count), [12]);

  const slow = new World([spec]);
  slow.dispatcher.push(anomaly("a"));
  for (let count = 2; count < 20; count++) {
    slow.dispatcher.push(update("a", { count }));
    await slow.pass(10);
  }
  assertEquals(slow.told, []);
});

Deno.test("a rate limit holds alerts back, and tells of them together when there is room", async () => {
  const spec = route({ rateLimit: { max: 2, perMs: 600_000 }, groupWaitMs: 0, groupIntervalMs: 1000 });
  const world = new World([spec]);
  for (const id of ["a", "b", "c", "d"]) {
    world.dispatcher.push(anomaly(id));
    await world.pass(5);
  }
  assertEquals([world.told, world.dispatcher.view().routes[0].limited], [[1, 1], 1]);
  await world.pass(600);
  assertEquals(world.told, [1, 1, 2]);
});

Deno.test("in a mute window nothing is told; what still goes on after it is", async () => {
  const window = { name: "noon", days: ["mon"] as const, fromMinute: 12 * 60, untilMinute: 12 * 60 + 10 };
  const world = new World([route({ mute: ["noon"], groupWaitMs: 0 })], { spec: { muteWindows: [window] } });
  world.dispatcher.push(anomaly("ends"));
  world.dispatcher.push(anomaly("goes on"));
  world.dispatcher.push(update("ends", { closed: true }));
  await world.pass(590);
  assertEquals([world.told, world.dispatcher.view().routes[0].muted], [[], 1]);
  await world.pass(20);
  assertEquals(world.got.map(({ anomalies }) => anomalies.map(({ id }) => id)), [["goes on"]]);
});

Deno.test("mute windows go by the clocks of their zone, and over midnight", () => {
  const nights = { name: "nights", days: ["fri"] as const, fromMinute: 22 * 60, untilMinute: 6 * 60 };
  const always = { name: "days", days: WEEKDAYS, fromMinute: 9 * 60, untilMinute: 10 * 60 };
  const table: [typeof nights | typeof always, string, string, boolean][] = [
    [nights, "UTC", "2026-11-27T21:59:00Z", false],
    [nights, "UTC", "2026-11-27T22:00:00Z", true],
    [nights, "UTC", "2026-11-28T05:59:59Z", true],
    [nights, "UTC", "2026-11-28T06:00:00Z", false],
    [nights, "UTC", "2026-11-28T22:00:00Z", false],
    [nights, "America/New_York", "2026-11-28T03:00:00Z", true],
    [always, "Europe/Berlin", "2026-11-28T08:30:00Z", true],
    [always, "Europe/Berlin", "2026-11-28T09:30:00Z", false],
  ];
  for (const [window, zone, time, expected] of table) {
    assertEquals(createMuted([window], zone)(Date.parse(time)), expected, `${window.name} ${zone} ${time}`);
  }
});

Deno.test("a silence is about what matches it, until it is over", async () => {
  const silence = { fromMs: -Infinity, untilMs: START_MS + 60_000, match: { source: "app" } };
  const world = new World([route({ groupWaitMs: 0 })], { spec: { silences: [silence] } });
  world.dispatcher.push(anomaly("a"));
  world.dispatcher.push(anomaly("b", { source: "/var/log/db.log" }));
  await world.pass(90);
  world.dispatcher.push(anomaly("c"));
  await world.pass(90);
  assertEquals(world.got.map(({ anomalies }) => anomalies[0].id), ["b", "c"]);
  assertEquals(world.dispatcher.view().silenced, 1);
});

Deno.test("a clock that goes back an hour neither repeats nor holds up anything", async () => {
  const world = new World([route({ groupWaitMs: 5000, groupIntervalMs: 10_000 })]);
  world.dispatcher.push(anomaly("a"));
  await world.pass(6);
  world.nowMs -= 3_600_000;
  world.dispatcher.push(anomaly("b"));
  await world.pass(20);
  assertEquals(world.told, [1, 1]);
});

Deno.test("ten thousand anomalies at once become few alerts, and all are counted", async () => {
  const world = new World([route({ groupWaitMs: 1000 })]);
  for (let k = 0; k < 10_000; k++) world.dispatcher.push(anomaly(`a${k}`));
  await world.pass(3);
  assertEquals(world.told, [10_000]);
  assertEquals(world.got[0].anomalies.length, 10);
});

Deno.test("a moving count forgets what is older than its span, a rate limit what it gave", () => {
  const count = new MovingCount(60_000);
  count.add(0, 5);
  count.add(30_000, 2);
  assertEquals([count.sum(59_000), count.sum(61_000), count.sum(200_000)], [7, 2, 0]);
  const limit = new RateLimit(2, 1000);
  assertEquals([0, 1, 2, 1000, 1001, 1002].map((ms) => limit.take(ms)), [true, true, false, true, true, false]);
});
