/** That what is to be told gets there: tried again, kept on disk, given up in the end. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { backoffMs } from "../../src/alerts/queue/backoff.ts";
import type { Alert } from "../../src/alerts/alert.ts";
import { Ledger, writeJournal } from "../../src/alerts/queue/ledger.ts";
import { type Outcome, SENT } from "../../src/alerts/notifier.ts";
import { anomaly, Disk, route, START_MS, update, World } from "./world.ts";

const FAILED: Outcome = { sent: false, reason: "answered with 503", isFinal: false };
const AT_ONCE = route({ groupWaitMs: 0, groupIntervalMs: 0 });

Deno.test("pauses double up to five minutes, by chance between half and all of it", () => {
  assertEquals([1, 2, 3, 20].map((attempts) => backoffMs(attempts, () => 0)), [500, 1000, 2000, 150_000]);
  assertEquals([1, 2, 3, 20].map((attempts) => backoffMs(attempts, () => 1)), [1000, 2000, 4000, 300_000]);
});

Deno.test("a receiver that fails is tried again after longer and longer pauses, and told of once", async () => {
  const tries: number[] = [];
  const world: World = new World([AT_ONCE], {
    answer: () => {
      tries.push((world.nowMs - START_MS) / 1000);
      return tries.length < 5 ? FAILED : SENT;
    },
  });
  world.dispatcher.push(anomaly("a"));
  await world.pass(30);
  assertEquals(tries, [1, 2, 4, 7, 13]);
  assertEquals(world.told, [1]);
  assertEquals(world.warnings, ["alerts: notifier 'team': answered with 503; trying again"]);
});

Deno.test("a receiver that asks for a pause gets it", async () => {
  let tries = 0;
  const world = new World([AT_ONCE], {
    answer: () => ++tries === 1 ? { ...FAILED, retryAfterMs: 120_000 } : SENT,
  });
  world.dispatcher.push(anomaly("a"));
  await world.pass(100);
  assertEquals(world.told, []);
  await world.pass(30);
  assertEquals(world.told, [1]);
});

Deno.test("what cannot help to be tried again is a dead letter at once, what never works after a hundred tries", async () => {
  const final = new World([AT_ONCE], {
    answer: () => ({ sent: false, reason: "answered with 404", isFinal: true }),
  });
  final.dispatcher.push(anomaly("a"));
  await final.pass(3);
  assertEquals([final.dispatcher.view().dead, final.dispatcher.view().waiting], [1, 0]);
  let tries = 0;
  const never = new World([{ ...AT_ONCE, repeatIntervalMs: undefined }], {
    answer: () => {
      tries++;
      return FAILED;
    },
  });
  never.dispatcher.push(anomaly("a"));
  for (let minute = 0; minute < 600; minute++) {
    never.nowMs += 59_000;
    await never.pass(1);
  }
  assertEquals([tries, never.dispatcher.view().dead], [100, 1]);
  assertEquals(Ledger.read(never.disk.text).state.deadLetters.map(({ reason }) => reason), ["answered with 503"]);
});

Deno.test("a receiver that hangs holds up nobody else, nor the run", async () => {
  const world = new World([
    { ...AT_ONCE, name: "hanging", notify: ["hangs"], match: { source: "app" } },
    { ...AT_ONCE, name: "fine", notify: ["works"], match: { source: "db" } },
  ], { answer: (alert) => alert.route === "hanging" ? new Promise<Outcome>(() => {}) : SENT });
  world.dispatcher.push(anomaly("a"));
  world.dispatcher.push(anomaly("b", { source: "db.log" }));
  await world.pass(5);
  assertEquals(world.got.map(({ route }) => route), ["fine"]);
  await world.dispatcher.close(Promise.resolve());
  assertEquals(Ledger.read(world.disk.text).state.deliveries.map(({ notifier }) => notifier), ["hangs"]);
});

Deno.test("a run that is killed at any moment tells of all of it, and a repeat has the same id", async () => {
  const disk = new Disk();
  const pictures: string[] = [];
  let tries = 0;
  const first = new World([route({ groupWaitMs: 3000, groupIntervalMs: 0 })], {
    disk,
    answer: () => ++tries % 2 === 0 ? SENT : FAILED,
  });
  for (const id of ["a", "b", "c"]) {
    first.dispatcher.push(anomaly(id));
    await first.dispatcher.settle();
    pictures.push(disk.text);
    await first.pass(4);
    pictures.push(disk.text);
  }
  const whole = disk.text;
  for (let length = 0; length < whole.length; length += 97) pictures.push(whole.slice(0, length));
  for (const text of pictures) {
    const left = new Disk();
    left.text = text;
    const before = Ledger.read(text).state;
    const second = new World([route({ groupWaitMs: 0, groupIntervalMs: 0 })], { disk: left, nowMs: START_MS + 60_000 });
    await second.pass(10);
    const told = new Set(second.got.flatMap(({ anomalies }) => anomalies.map(({ id }) => id)));
    for (const { anomaly: { id } } of before.waiting) assert(told.has(id), `${id} was lost`);
    for (const { alert } of before.deliveries) assert(second.got.some(({ id }) => id === alert.id));
    const after = Ledger.read(left.text).state;
    assertEquals([after.waiting.length, after.deliveries.length], [0, 0]);
  }
});

Deno.test("after a restart what was told of is not told of again", async () => {
  const world = new World([route({ groupWaitMs: 0 })]);
  world.dispatcher.push(anomaly("a"));
  await world.pass(5);
  const again = new World([route({ groupWaitMs: 0 })], { disk: world.disk, nowMs: world.nowMs });
  again.dispatcher.push(anomaly("a"));
  await again.pass(5);
  assertEquals([world.told, again.told], [[1], []]);
});

Deno.test("what has settled outlasts a power cut, also where the disk could not do it at first", async () => {
  const world = new World([route()]);
  const waiting = () => Ledger.read(world.disk.synced).state.waiting.map(({ anomaly }) => anomaly.id);
  for (const [id, kept] of [["a", ["a"]], ["b", ["a", "b"]]] as const) {
    world.dispatcher.push(anomaly(id));
    world.dispatcher.tick();
    await world.dispatcher.settle();
    assertEquals(waiting(), [...kept]);
  }
  world.dispatcher.push(anomaly("c"));
  world.dispatcher.tick();
  world.disk.isFull = true; // what was written to the cache does not reach the disk
  await world.dispatcher.settle();
  assertStringIncludes(world.warnings.join(), "the queue of alerts cannot be written (no space left)");
  world.disk.isFull = false;
  world.nowMs += 1000;
  await world.dispatcher.settle();
  assertEquals(waiting(), ["a", "b", "c"]);
});

Deno.test("a run that goes on says when what an earlier one told of is over, and repeats it no sooner", async () => {
  const told = route({ groupWaitMs: 0, repeatIntervalMs: 3_600_000, resolved: true });
  const first = new World([told]);
  for (const id of ["a", "b"]) first.dispatcher.push(anomaly(id));
  await first.pass(5);
  const second = new World([told], { disk: first.disk, nowMs: first.nowMs + 3_000_000 });
  second.dispatcher.goOnWith(() => true);
  await second.pass(500);
  assertEquals(second.told, []);
  await second.pass(200);
  assertEquals(second.got.map(({ status, started }) => [status, started]), [["firing", first.got[0].started]]);
  const third = new World([told], { disk: first.disk, nowMs: second.nowMs + 1000 });
  third.dispatcher.goOnWith(() => true);
  third.dispatcher.push(update("a", { count: 7, closed: true }));
  await third.pass(120);
  assertEquals(third.told, [], "one of the two goes on");
  third.dispatcher.push(update("b", { closed: true }));
  await third.pass(2);
  const [over] = third.got;
  assertEquals([third.got.length, over.status, over.group_key, over.count], [1, "resolved", first.got[0].group_key, 8]);
  const fourth = new World([told], { disk: first.disk, nowMs: third.nowMs });
  fourth.dispatcher.goOnWith(() => false);
  await fourth.pass(120);
  assertEquals(fourth.told, []);
});

Deno.test("what no run goes on with is over after a minute, unless it is told anew", async () => {
  const told = route({ groupWaitMs: 0, dedupMs: 0, groupBy: ["template"], resolved: true });
  const first = new World([told, route({ name: "later", groupWaitMs: 10 * 60_000, resolved: true })]);
  for (const id of ["a", "b"]) first.dispatcher.push(anomaly(id));
  await first.pass(5);
  const second = new World([told, route({ name: "later", groupWaitMs: 0, resolved: true })], {
    disk: first.disk,
    nowMs: first.nowMs,
  });
  second.dispatcher.goOnWith(() => false);
  second.dispatcher.push(anomaly("a"));
  await second.pass(120);
  const said = second.got.map((alert) => [alert.route, alert.status, ...alert.anomalies.map(({ id }) => id)].join(" "));
  assertEquals(said, ["later firing a b", "all resolved b"]);
  second.dispatcher.push(update("a", { closed: true }));
  await second.pass(2);
  assertEquals(second.got.slice(2).map(({ route, status }) => `${route} ${status}`), [
    "all resolved",
    "later resolved",
  ]);
});

Deno.test("what ends with its run is told of as over too", async () => {
  const world = new World([route({ groupWaitMs: 60_000, resolved: true })]);
  world.dispatcher.push(anomaly("a"));
  world.dispatcher.push(update("a", { closed: true }));
  await world.dispatcher.close(new Promise(() => {}));
  assertEquals(world.got.map(({ status }) => status), ["firing", "resolved"]);
});

Deno.test("a full disk is said once, and what came meanwhile is on it when there is room", async () => {
  const world = new World([AT_ONCE], { answer: () => FAILED });
  world.disk.isFull = true;
  world.dispatcher.push(anomaly("a"));
  await world.pass(5);
  world.dispatcher.push(anomaly("b"));
  await world.pass(600);
  assertEquals(world.warnings.filter((text) => text.includes("no space left")).length, 1);
  assert(world.disk.tries < 600 / 30 + 6, `the whole queue was written ${world.disk.tries} times`);
  world.disk.isFull = false;
  await world.pass(30);
  assertEquals(Ledger.read(world.disk.text).state.deliveries.length, 2);
  assertEquals(
    world.warnings.filter((text) => text.includes("the queue of alerts can be written again; nothing is missing"))
      .length,
    1,
  );
});

Deno.test("a full queue gives up what comes, and counts it", async () => {
  const world = new World([route({ ...AT_ONCE, groupBy: ["template"], rateLimit: undefined })], {
    answer: () => FAILED,
  });
  for (let round = 0; round < 3; round++) {
    for (let k = 0; k < 500; k++) {
      world.dispatcher.push(anomaly(`a${round} ${k}`));
      world.dispatcher.push(update(`a${round} ${k}`, { closed: true }));
    }
    await world.pass(2);
  }
  const { waiting, dead } = world.dispatcher.view();
  assertEquals([waiting, dead], [1000, 500]);
});

Deno.test("the journal is made shorter when it has grown, and says the same", async () => {
  const world = new World([route({ ...AT_ONCE, rateLimit: undefined })]);
  for (let k = 0; k < 700; k++) {
    world.dispatcher.push(anomaly(`a${k}`, { message: "x".repeat(1500) }));
    world.dispatcher.push(update(`a${k}`, { closed: true }));
    await world.pass(1);
  }
  assert(world.disk.text.length < 1.5e6);
  const { sent, dead, damaged } = Ledger.read(world.disk.text);
  assertEquals([sent, dead, damaged], [700, 0, 0]);
  assertEquals(Ledger.read(writeJournal(Ledger.read(world.disk.text).state)).sent, 700);
});

Deno.test("a journal that was damaged by hand is read as far as it goes", () => {
  const text =
    '{"k":"out"}\n[]\nnull\n{"k":"in","anomaly":null}\n{"k":"told","kinds":[null]}\n{"k":"totals","sent":3,"dead":1}\n{"k":"ou';
  const { sent, damaged, state } = Ledger.read(text);
  assertEquals([sent, damaged, state.deliveries], [3, 6, []]);
});

Deno.test("of dead letters the newest are kept, and all are counted", () => {
  const ledger = new Ledger();
  for (let k = 0; k < 300; k++) {
    const alert = { id: `alert-${k}` } as Alert;
    ledger.add({ k: "dead", notifier: "team", alert, ms: k, reason: "no such address" });
  }
  const { deadLetters, dead } = ledger.state;
  assertEquals([deadLetters[0].alert.id, deadLetters.at(-1)?.alert.id], ["alert-100", "alert-299"]);
  assertEquals([deadLetters.length, dead], [200, 300]);
});

Deno.test("a notifier that may not be asked is not, and its alerts wait", async () => {
  const world = new World([AT_ONCE], { blocked: new Map([["team", "may not use the network"]]) });
  world.dispatcher.push(anomaly("a"));
  await world.pass(5);
  const { notifiers } = world.dispatcher.view();
  assertEquals([world.told, notifiers[0].waiting], [[], 1]);
  assertStringIncludes(notifiers[0].problem, "may not use the network");
});

Deno.test("the end of a run sends what waits, also what still waits for company", async () => {
  const world = new World([route({ groupWaitMs: 60_000 })]);
  world.dispatcher.push(anomaly("a"));
  await world.dispatcher.close(new Promise(() => {}));
  assertEquals(world.told, [1]);
  // and what is left on the disk says so: the next run does not tell it again
  const { sent, state } = Ledger.read(world.disk.text);
  assertEquals([sent, state.waiting, state.deliveries], [1, [], []]);
});
