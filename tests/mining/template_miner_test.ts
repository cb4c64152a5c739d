import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { TemplateMiner } from "../../src/mining/template_miner.ts";
import { feed, feedOne, finalIds } from "./feed.ts";
import { renamed } from "./renamed.ts";
import { scoreGrouping } from "./scoring.ts";
import { syntheticLog } from "./synthetic.ts";

Deno.test("a template's id is the same in every miner, whatever came before", () => {
  const one = new TemplateMiner();
  const other = new TemplateMiner();
  feed(other, ["something else"]);
  assertEquals(feed(one, ["job 1 started"]), feed(other, ["job 7 started"]));
});

Deno.test("when two templates turn out to be one, the older id stands and counts are joined", () => {
  const miner = new TemplateMiner();
  const ids = feed(miner, ["alpha session of root was opened twice", "beta session of root was opened twice"]);
  assert(ids[0] !== ids[1], "one word at the start may say what it is about");
  const generation = miner.generation;
  feed(miner, ["gamma session of root was opened twice", "delta session of root was opened twice"]);
  feed(miner, ["epsilon session of root was opened twice", "7 session of root was opened twice"]);
  const merges = miner.takeMerges();
  assertEquals(merges[0].into, ids[0]);
  assertEquals(miner.takeMerges(), []);
  assert(miner.generation > generation);
  assertEquals(new Set(finalIds(miner, ids)), new Set([ids[0]]));
  assertEquals(miner.canonical(merges[0].fromIndex), merges[0].intoIndex);
  assertEquals(miner.table.count[merges[0].intoIndex], 6);
});

Deno.test("feeding a log twice changes nothing", () => {
  const { messages } = syntheticLog(500, 600);
  const miner = new TemplateMiner();
  feed(miner, messages);
  const ids = feed(miner, messages);
  const size = miner.size;
  const texts = [...miner.indices()].map((index) => miner.texts[index]);
  assertEquals(feed(miner, messages), ids);
  assertEquals(miner.size, size);
  assertEquals([...miner.indices()].map((index) => miner.texts[index]), texts);
});

Deno.test("a saved and restored miner goes on identically", () => {
  fc.assert(
    fc.property(fc.integer({ min: 600, max: 700 }), fc.integer({ min: 1, max: 400 }), (seed, cut) => {
      const { messages } = syntheticLog(seed, 400);
      const whole = new TemplateMiner();
      feed(whole, messages.slice(0, cut));
      whole.takeMerges();
      const restored = new TemplateMiner();
      restored.restore(JSON.parse(JSON.stringify(whole.save())));
      assertEquals(restored.save(), whole.save());
      assertEquals(feed(restored, messages.slice(cut)), feed(whole, messages.slice(cut)));
      assertEquals(restored.save().templates, whole.save().templates);
    }),
    { numRuns: 20 },
  );
});

Deno.test("a small cache of shapes changes no template", () => {
  const { messages, events } = syntheticLog(501);
  const wide = new TemplateMiner();
  const narrow = new TemplateMiner({ shapeCache: 16 });
  assertEquals(feed(narrow, messages), feed(wide, messages));
  assert(scoreGrouping(finalIds(wide, feed(wide, messages)), events).ga > .9);
});

Deno.test("the order of two sources whose words differ does not matter", () => {
  const one = syntheticLog(502, 300).messages;
  const other = renamed(syntheticLog(503, 300).messages);
  const sorted = (logs: readonly (readonly string[])[]) => {
    const miner = new TemplateMiner();
    const ids = logs.map((log) => feed(miner, log));
    const groups = (log: number) => finalIds(miner, ids[log]).map((id, _, all) => all.indexOf(id));
    return logs[0] === one ? [groups(0), groups(1)] : [groups(1), groups(0)];
  };
  assertEquals(sorted([one, other]), sorted([other, one]));
});

Deno.test("a full miner evicts the templates not seen for longest, and counts them", () => {
  const miner = new TemplateMiner({ maxClusters: 16 });
  const word = (k: number) => String.fromCharCode(97 + k / 26, 97 + k % 26);
  const message = (k: number) => `${word(k)} w${word(k + 100)} v${word(k + 200)}`;
  for (let k = 0; k < 100; k++) {
    feedOne(miner, message(k), k);
    assert(miner.size <= 16);
  }
  assertEquals(miner.size + miner.evicted, 100);
  feedOne(miner, message(99), 100);
  assert(!miner.isNew, "the newest is still there");
  feedOne(miner, message(0), 101);
  assert(miner.isNew, "the oldest is gone");
});

Deno.test("an index that was taken away is not given out before the caller says so", () => {
  const miner = new TemplateMiner({ maxClusters: 8 });
  const word = (k: number) => String.fromCharCode(97 + k % 26).repeat(3 + k % 5);
  const indices = Array.from({ length: 40 }, (_, k) => feedOne(miner, `${word(k)} ${word(k + 7)} ${word(3 * k)}`, k));
  assertEquals(new Set(indices).size, indices.length);
  miner.recycle();
  assert(feedOne(miner, "something wholly other here", 41) < 40);
});

Deno.test("a log whose every line is new stays within its bounds", () => {
  const miner = new TemplateMiner({ maxClusters: 200 });
  const syllables = "ba de fi go ku la me ni".split(" ");
  let state = 1;
  const word = () => Array.from({ length: 4 }, () => syllables[(state = state * 48271 % 0x7fffffff) & 7]).join("");
  for (let line = 0; line < 5000; line++) {
    feedOne(miner, Array.from({ length: 8 }, word).join(" "), line);
    miner.recycle();
  }
  assert(miner.size <= 200 && miner.table.ids.length <= 500);
  assert(miner.evicted + miner.mergeCount > 4000);
});

Deno.test("unseen synthetic systems are grouped right", () => {
  const scores = Array.from({ length: 6 }, (_, k) => {
    const { messages, events } = syntheticLog(900 + k);
    const miner = new TemplateMiner();
    return scoreGrouping(finalIds(miner, feed(miner, messages)), events).ga;
  });
  assert(scores.reduce((sum, score) => sum + score, 0) / scores.length > .95, scores.join(" "));
});
