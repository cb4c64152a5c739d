/** What the miner keeps is bounded: of one line, of all shapes, of all places. */
import { assert, assertEquals } from "@std/assert";
import { Journal } from "../../src/mining/growth/journal.ts";
import { ParameterStatistics } from "../../src/mining/parameters/parameter_statistics.ts";
import { TemplateMiner } from "../../src/mining/template_miner.ts";
import { tokenize } from "../../src/mining/masks/tokenizer.ts";
import { feed } from "./feed.ts";

const MEGABYTE = 1 << 20;

Deno.test("of a line of very many words the first are looked at", () => {
  assertEquals(tokenize("a ".repeat(10_000)).length, 256);
});

Deno.test("long shapes make room for newer ones long before there are many", () => {
  const journal = new Journal();
  const shapes = Array.from({ length: 28 }, (_, k) => `${k} `.padEnd(MEGABYTE, "x"));
  for (const shape of shapes) journal.assign(journal.enter(shape), 1);
  const kept = [...journal.shapes()].map(([shape]) => shape);
  assert(kept.length >= 20 && kept.length <= 25, `${kept.length} shapes of a megabyte are kept`);
  assertEquals(kept, shapes.slice(-kept.length));
  assertEquals([journal.templateOf(shapes[0]), journal.templateOf(shapes[27])], [-1, 1]);
});

Deno.test("statistics are kept of so many places, and of those they go on", () => {
  const statistics = new ParameterStatistics();
  for (let slot = 0; slot < 10_000; slot++) statistics.addNumber(slot, slot, 1);
  statistics.addNumber(0, 5, 1);
  assertEquals(statistics.save().length, 8192);
  assertEquals([statistics.summary(0)?.numbers?.count, statistics.summary(9999)], [2, undefined]);
});

Deno.test("indices that were merged away are given out again before there are many of them", () => {
  const miner = new TemplateMiner({ maxClusters: 64 });
  let waiting = 0;
  for (let kind = 0; kind < 40; kind++) {
    const [subject, object, verb] = ["um", "or", "ed"].map((end) =>
      "bcdfghjk"[kind & 7] + "aeiou"[kind >> 3] + "l" + end
    );
    for (const word of ["alpha", "beta", "gamma", "delta", "epsilon", "7"]) {
      // each kind has words of its own: what were values once are taken for some at once
      feed(miner, [`${word === "7" ? word : word + object} ${subject} of ${object} was ${verb} twice`]);
    }
    waiting = Math.max(waiting, miner.table.merged.length);
    miner.recycle();
  }
  assert(miner.mergeCount > 64, `only ${miner.mergeCount} merges`);
  assert(waiting <= 16, `${waiting} indices waited`);
});
