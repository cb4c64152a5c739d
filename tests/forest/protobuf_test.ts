import { assertEquals, assertThrows } from "@std/assert";
import { MessageWriter, readFields, readNumbers } from "../../src/forest/protobuf.ts";

Deno.test("packed numbers are read as they were written, also those of several bytes", () => {
  const numbers = [0, 1, 127, 128, 300, 2 ** 31, Number.MAX_SAFE_INTEGER];
  const [{ id, bytes }] = readFields(new MessageWriter().numbers(3, numbers).finish());
  assertEquals([id, readNumbers(bytes)], [3, numbers]);
  assertEquals(readNumbers(new Uint8Array()), []);
});

Deno.test("packed numbers that are cut short, or go on beyond ten bytes, are none", () => {
  assertThrows(() => readNumbers(Uint8Array.of(1, 0x80)), SyntaxError, "cut short");
  assertThrows(() => readNumbers(new Uint8Array(11).fill(0x80)), SyntaxError, "a number has no end");
  assertThrows(() => [...readFields(new Uint8Array(11).fill(0x80))], SyntaxError, "a number has no end");
});
