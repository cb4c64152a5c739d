import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { hashText } from "../../src/core/hash.ts";

/** The plain definition, in BigInt: as Fowler, Noll and Vo give it, without the speed. */
function fnv1a64(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return hash.toString(16).padStart(16, "0");
}

Deno.test("hashText is 64-bit FNV-1a, as its authors publish it", () => {
  assertEquals(hashText(""), "cbf29ce484222325");
  assertEquals(hashText("a"), "af63dc4c8601ec8c");
  assertEquals(hashText("foobar"), "85944171f73967e8");
});

Deno.test("hashText equals the definition for any text", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => assertEquals(hashText(text), fnv1a64(text))));
});
