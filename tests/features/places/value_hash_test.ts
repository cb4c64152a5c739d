import { assert, assertEquals } from "@std/assert";
import { hashOf } from "../../../src/features/places/value_hash.ts";

const text = new TextEncoder().encode("dfs.DataNode$PacketResponder-0123456789");

Deno.test("a value has the same hash wherever it stands", () => {
  for (let length = 1; length <= text.length; length++) {
    const hash = hashOf(text, 0, length);
    for (let at = 1; at < 5; at++) {
      const bytes = new Uint8Array(64).fill(0x20);
      bytes.set(text.subarray(0, length), at);
      assertEquals(hashOf(bytes, at, at + length), hash, `${length} bytes at ${at}`);
    }
  }
});

Deno.test("a short value with another byte, or one more, has another hash", () => {
  for (let length = 1; length <= 24; length++) {
    const hash = hashOf(text, 0, length);
    assert(hashOf(text, 0, length + 1) !== hash, `${length} bytes and one more`);
    for (let at = 0; at < length; at++) {
      const bytes = text.slice();
      bytes[at] ^= 1;
      assert(hashOf(bytes, 0, length) !== hash, `byte ${at} of ${length}`);
    }
  }
});
