/** Maps that forget what came first. */
import { assertEquals } from "@std/assert";
import { BoundedMap } from "../../../src/core/collections/bounded_map.ts";

Deno.test("a name beyond the bound takes the place of the one that came first", () => {
  const map = new BoundedMap<number>(2);
  map.set("a", 1);
  map.set("b", 2);
  map.set("a", 3);
  assertEquals([...map], [["a", 3], ["b", 2]]);
  assertEquals(map.of("c", () => 4), 4);
  assertEquals([...map], [["b", 2], ["c", 4]]);
});

Deno.test("a value is made once, and again when it was deleted", () => {
  const map = new BoundedMap<number>(2);
  let made = 0;
  const next = () => ++made;
  assertEquals([map.of("a", next), map.of("a", next), map.get("a")], [1, 1, 1]);
  map.delete("a");
  assertEquals([map.get("a"), map.of("a", next)], [undefined, 2]);
});
