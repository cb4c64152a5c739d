import { assertEquals } from "@std/assert";
import { PlaceTable } from "../../src/mining/parameters/place_table.ts";

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
  assertEquals(
    table.slotOf(2, 20, 0, 0),
    2,
    "a new template of the old number gets the slot that nothing fills any more",
  );
});

Deno.test("when there are too many, the others have none and are counted", () => {
  const table = new PlaceTable(2);
  assertEquals([1, 2, 3, 2, 4].map((key) => table.slotOf(0, key, 0, 0)), [0, 1, -1, 1, -1]);
  assertEquals(table.refused, 2);
});

Deno.test("slots of templates that are gone are given out again, the lowest first, also after a restart", () => {
  const table = new PlaceTable(4);
  for (const template of [5, 6, 5, 7]) table.slotOf(template, table.size, 0, 9);
  assertEquals(table.slotOf(8, 0, 0, 0), -1, "all are filled");
  const dropped: number[] = [];
  table.remove(5, (slot) => dropped.push(slot));
  assertEquals(dropped, [2, 0]);
  const restored = new PlaceTable(4);
  restored.restore(JSON.parse(JSON.stringify(table.save((template) => template - 6))), (position) => position + 6);
  for (const each of [table, restored]) {
    assertEquals([each.slotOf(6, 1, 0, 9), each.slotOf(7, 3, 0, 9)], [1, 3], "those that live keep theirs");
    assertEquals([each.slotOf(9, 1, 0, 0), each.slotOf(9, 2, 0, 0), each.slotOf(9, 3, 0, 0)], [0, 2, -1]);
    assertEquals([each.slotOf(9, 1, 0, 0), each.slotOf(5, 0, 0, 9)], [0, -1], "what was removed is not found");
  }
});

Deno.test("an endless stream of templates that come and go needs no more slots than live at one time", () => {
  const table = new PlaceTable();
  for (let template = 0; template < 20_000; template++) {
    for (let key = 1; key <= 3; key++) table.slotOf(template % 64, key * 7919 + template, 0, 0);
    if (template >= 40) table.remove((template - 40) % 64, () => {});
  }
  assertEquals(table.size <= 3 * 42, true);
});
