import { assertEquals } from "@std/assert";
import { enlarged } from "../../../src/core/collections/enlarged.ts";

Deno.test("a larger array is of the same kind, keeps the values, and has the filling behind them alone", () => {
  for (const column of [Int32Array.of(1, 2), Float32Array.of(1, 2), Uint8Array.of(1, 2)]) {
    const larger = enlarged(column, 4);
    assertEquals(larger.constructor, column.constructor);
    assertEquals([...larger], [1, 2, 0, 0]);
  }
  assertEquals([...enlarged(Int16Array.of(5), 3, -1)], [5, -1, -1]);
  assertEquals([...enlarged(Float64Array.of(5), 2, NaN)], [5, NaN]);
});
