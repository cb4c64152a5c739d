import { assert, assertEquals } from "@std/assert";
import { hashShape, ShapeHash } from "../../src/mining/masking.ts";
import { LocalShapes, ShapeInterner, SHAPES_MAX } from "../../src/mining/shape_table.ts";
import { TemplateMiner } from "../../src/mining/template_miner.ts";

const encoder = new TextEncoder();

function add(miner: TemplateMiner, message: string): number {
  const bytes = encoder.encode(message);
  const hash = new ShapeHash();
  hashShape(bytes, 0, bytes.length, hash);
  const index = miner.templateOf(hash.word1, hash.word2, bytes, 0, bytes.length);
  miner.table.count[index]++;
  return index;
}

Deno.test("six lines in, three templates out", () => {
  const miner = new TemplateMiner();
  const lines = ["job 1 started", "job 1 stopped", "job 2 started", "disk 93% full", "job 2 stopped", "disk 94% full"];
  const texts = lines.map((line) => miner.texts[add(miner, line)]);
  assertEquals(texts, [
    "job <*> started",
    "job <*> stopped",
    "job <*> started",
    "disk <*> full",
    "job <*> stopped",
    "disk <*> full",
  ]);
  assertEquals(miner.size, 3);
});

Deno.test("a template's id is the same in every miner, whatever came before", () => {
  const one = new TemplateMiner();
  const other = new TemplateMiner();
  add(other, "something else");
  assertEquals(one.ids[add(one, "job 1 started")], other.ids[add(other, "job 7 started")]);
});

Deno.test("a saved and restored miner knows its templates and their counts", () => {
  const miner = new TemplateMiner();
  for (const line of ["a 1", "b 2", "a 3"]) add(miner, line);
  const again = new TemplateMiner();
  again.restore(JSON.parse(JSON.stringify(miner.save())));
  assertEquals(again.save(), miner.save());
  add(again, "a 4");
  assert(!again.isNew);
});

Deno.test("a full miner evicts the templates not seen for longest, and counts them", () => {
  const miner = new TemplateMiner({ maxClusters: 16 });
  const name = (k: number) => `kind ${String.fromCharCode(97 + k / 26)}${String.fromCharCode(97 + k % 26)}`;
  for (let k = 0; k < 100; k++) {
    miner.table.lastLine[add(miner, name(k))] = k;
    assert(miner.size <= 16);
  }
  assertEquals(miner.size + miner.evicted, 100);
  add(miner, name(99));
  assert(!miner.isNew, "the newest is still there");
  add(miner, name(0));
  assert(miner.isNew, "the oldest is gone");
});

Deno.test("a shape interner gives dense ids, and starts anew when it is full", () => {
  let tables = 0;
  const shapes = new ShapeInterner(() => tables++);
  assertEquals([shapes.idOf(1, 1), shapes.idOf(1, 2), shapes.idOf(1, 1), shapes.idOf(2, 1)], [0, 1, 0, 2]);
  for (let k = 3; k < SHAPES_MAX; k++) shapes.idOf(k, k);
  assert(shapes.isNearlyFull(1));
  shapes.renew();
  assertEquals([shapes.table, shapes.idOf(9, 9), shapes.isNew], [1, 0, true]);
});

Deno.test("local shapes grow with the ids they are told of", () => {
  const shapes = new LocalShapes();
  shapes.set(5000, 7, 8);
  assertEquals([shapes.hash1[5000], shapes.hash2[5000], shapes.template[5000]], [7, 8, -1]);
});
