import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { Packer, Unpacker } from "../../../src/core/collections/packed.ts";

function packed(numbers: readonly number[]): string {
  const packer = new Packer();
  for (const number of numbers) packer.number(number);
  return packer.text();
}

function read(text: string, count: number): number[] {
  const unpacker = new Unpacker(text);
  return Array.from({ length: count }, () => unpacker.number());
}

Deno.test("packed numbers are read as they were", () => {
  const edges = [
    0,
    1,
    -1,
    63,
    64,
    -64,
    -65,
    2 ** 27 - 1,
    2 ** 27,
    -(2 ** 27),
    2 ** 31,
    -(2 ** 31),
    2 ** 51,
    -(2 ** 51),
  ];
  const others = [2 ** 51 + 1, 2 ** 53, -(2 ** 53), 2 ** 60, .1, -1e-300, NaN, Infinity, -Infinity, 1226262931000];
  const numbers = [...edges, ...others];
  assertEquals(read(packed(numbers), numbers.length), numbers);
  const number = fc.oneof(fc.integer(), fc.maxSafeInteger(), fc.double());
  fc.assert(fc.property(fc.array(number, { maxLength: 2000 }), (some) => {
    // as in JSON there is one zero
    const numbers = some.map((value) => value === 0 ? 0 : value);
    assertEquals(read(packed(numbers), numbers.length), numbers);
  }));
});

Deno.test("names are read as they were, among numbers", () => {
  const names = ["", "blk_1", "\u0000\u00ff", "x".repeat(5000)].map((name) => new TextEncoder().encode(name));
  const packer = new Packer();
  for (const [k, name] of names.entries()) {
    packer.number(k);
    packer.bytes(name);
  }
  const unpacker = new Unpacker(packer.text());
  for (const [k, name] of names.entries()) assertEquals([unpacker.number(), unpacker.bytes()], [k, name]);
  assertThrows(() => unpacker.bytes(), RangeError);
  for (const length of [6, -1, .5, NaN]) {
    assertThrows(() => new Unpacker(packed([length, 1, 2, 3])).bytes(), RangeError);
  }
});

Deno.test("small numbers are packed small", () => {
  const numbers = Array.from({ length: 3000 }, (_, k) => k % 60 - 30);
  assertEquals(packed(numbers).length, 4000);
});

Deno.test("numbers that end in the middle, or are no numbers, are refused", () => {
  for (const numbers of [[], [7], [1226262931000], [.5]]) {
    const text = packed(numbers);
    assertThrows(() => read(text, numbers.length + 1), RangeError);
    const cut = Uint8Array.fromBase64(text).slice(0, -1).toBase64();
    if (numbers.length > 0) assertThrows(() => read(cut, 1), RangeError);
  }
  assertThrows(() => new Unpacker("no base64!"), SyntaxError);
});
