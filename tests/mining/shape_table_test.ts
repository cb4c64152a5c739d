import { assert, assertEquals } from "@std/assert";
import { LocalShapes, ShapeInterner, SHAPES_MAX } from "../../src/mining/shape_table.ts";

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
