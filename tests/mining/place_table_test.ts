import { assertEquals } from "@std/assert";
import { PlaceTable } from "../../src/mining/place_table.ts";

Deno.test("places get dense slots and keep them", () => {
  const table = new PlaceTable();
  const slots = Array.from({ length: 5000 }, (_, k) => table.slotOf(k % 700, k, 7, 0));
  assertEquals(slots, Array.from({ length: 5000 }, (_, k) => k));
  assertEquals(slots.map((_, k) => table.slotOf(k % 700, k, 7, 0)), slots);
  assertEquals([...table.slotsOf(3)], [4903, 4203, 3503, 2803, 2103, 1403, 703, 3]);
});

Deno.test("a template that is merged away brings its places along, and those that both have are joined", () => {
  const table = new PlaceTable();
  const [kept, shared, other, own] = [[1, 10], [1, 20], [2, 20], [2, 30]].map(([template, key]) =>
    table.slotOf(template, key, 0, 0)
  );
  const joined: number[][] = [];
  table.merge(2, 1, (from, into) => joined.push([from, into]));
  assertEquals(joined, [[other, shared]]);
  assertEquals([10, 20, 30].map((key) => table.slotOf(1, key, 0, 0)), [kept, shared, own]);
  assertEquals([...table.slotsOf(2)], []);
  assertEquals(table.slotOf(2, 20, 0, 0), 4, "a new template of the old number has places of its own");
});

Deno.test("when there are too many, the others have none and are counted", () => {
  const table = new PlaceTable(2);
  assertEquals([1, 2, 3, 2, 4].map((key) => table.slotOf(0, key, 0, 0)), [0, 1, -1, 1, -1]);
  assertEquals(table.refused, 2);
});

Deno.test("slots of templates that are gone are not given out again, also not after a restart", () => {
  const table = new PlaceTable();
  table.slotOf(5, 1, 0, 0);
  table.slotOf(6, 1, 0, 9);
  const dropped: number[] = [];
  table.remove(5, (slot) => dropped.push(slot));
  assertEquals(dropped, [0]);
  const restored = new PlaceTable();
  restored.restore(JSON.parse(JSON.stringify(table.save((template) => template - 6))), (position) => position + 40);
  assertEquals([restored.slotOf(46 - 6, 1, 0, 9), restored.slotOf(5, 1, 0, 0)], [1, 2]);
});
