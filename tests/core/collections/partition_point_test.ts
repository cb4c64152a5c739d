import { assertEquals } from "@std/assert";
import { partitionPoint } from "../../../src/core/collections/partition_point.ts";

Deno.test("the first number of which something does not hold is found, also beyond 32 bits, and the end where there is none", () => {
  for (const from of [0, 2 ** 40]) {
    for (let at = from; at <= from + 9; at++) {
      assertEquals(partitionPoint(from, from + 9, (each) => each < at), at);
    }
  }
  assertEquals(partitionPoint(3, 3, () => true), 3);
});
