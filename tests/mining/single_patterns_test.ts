/** A table that begins small keeps what a large one would, and forgets the oldest only at its greatest size. */
import { assertEquals } from "@std/assert";
import { SinglePatterns } from "../../src/mining/growth/single_patterns.ts";

const HASH = 0x9e3779b1;

Deno.test("patterns are found again when the table has grown under them", () => {
  const patterns = new SinglePatterns();
  const count = 50_000;
  for (let k = 0; k < count; k++) patterns.add(Math.imul(k, HASH), k, k, ~k);
  for (let k = 0; k < count; k++) {
    const slot = patterns.find(Math.imul(k, HASH), k);
    assertEquals([patterns.serialAt(slot), patterns.useAt(slot)], [k, ~k]);
    assertEquals(patterns.find(Math.imul(k, HASH), k + 1), -1);
  }
});

Deno.test("in a full set of the largest table the oldest message makes room, after what was removed", () => {
  const patterns = new SinglePatterns();
  const inTheSet = (hash2: number) => patterns.find(7, hash2) >= 0;
  for (let k = 0; k < 4; k++) patterns.add(7, k, 10 + k, 0);
  patterns.add(7, 4, 14, 0);
  assertEquals([0, 1, 2, 3, 4].map(inTheSet), [false, true, true, true, true]);
  patterns.remove(patterns.find(7, 3));
  patterns.add(7, 5, 15, 0);
  assertEquals([1, 2, 3, 4, 5].map(inTheSet), [true, true, false, true, true]);
});
