/**
 * A hash index and a store of recent hashes do what a `Map` does, also where many hashes begin
 * their search in one slot.
 */
import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { HashIndex } from "../../src/mining/hash_index.ts";
import { RecentHashes } from "../../src/mining/growth/recent_hashes.ts";

const step = fc.record({
  kind: fc.constantFrom("set", "set", "delete", "drop odd", "clear"),
  hash: fc.integer({ min: 0, max: 60 }),
  value: fc.nat(1000),
});

Deno.test("whatever is set, deleted and dropped, a hash index holds what a map holds", () => {
  fc.assert(fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
    const index = new HashIndex();
    const map = new Map<number, number>();
    // a few homes for all: searches run into each other
    const hash1 = (hash: number) => (hash % 7) * 256;
    for (const { kind, hash, value } of steps) {
      if (kind === "set") {
        index.set(hash1(hash), hash, value);
        map.set(hash, value);
      } else if (kind === "delete") {
        index.delete(hash1(hash), hash);
        map.delete(hash);
      } else if (kind === "clear" && value < 50) {
        index.clear();
        map.clear();
      } else if (kind === "drop odd") {
        index.update((each) => each % 2 === 0 ? each : -1);
        for (const [key, each] of map) if (each % 2 === 1) map.delete(key);
      }
    }
    assertEquals(index.size, map.size);
    for (let hash = 0; hash <= 60; hash++) assertEquals(index.get(hash1(hash), hash), map.get(hash) ?? -1);
  }));
});

Deno.test("a hash index grows with its entries", () => {
  const index = new HashIndex();
  for (let k = 0; k < 5000; k++) index.set(Math.imul(k, 0x9e3779b1), k, k);
  for (let k = 0; k < 5000; k++) assertEquals(index.get(Math.imul(k, 0x9e3779b1), k), k);
  assertEquals(index.get(1, 5000), -1);
});

Deno.test("of recent hashes those that were used last stay", () => {
  const recent = new RecentHashes(8);
  for (let k = 0; k < 4; k++) recent.set(k, k, k);
  for (let k = 4; k < 100; k++) {
    assertEquals(recent.get(0, 0), 0, "used again and again");
    recent.set(k, k, k);
  }
  assertEquals([96, 97, 98, 99].map((k) => recent.get(k, k)), [96, 97, 98, 99]);
  assertEquals(recent.get(50, 50), -1);
  recent.update((value) => value === 0 ? -1 : value + 1);
  assertEquals([0, 99].map((k) => recent.get(k, k)), [-1, 100]);
});
