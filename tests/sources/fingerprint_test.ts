import { assert, assertEquals, assertNotEquals } from "@std/assert";
import fc from "fast-check";
import { countLineFeeds, PrefixCount } from "../../src/sources/count_lines.ts";
import { hashBytes } from "../../src/core/hash.ts";
import { fingerprintOf, fits, streamIdentity } from "../../src/sources/following/fingerprint.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

Deno.test("fingerprint: a file that has grown is the same, one that begins otherwise or is shorter is not", () => {
  const known = fingerprintOf(bytes("one\n"));
  assert(fits(known, bytes("one\n")));
  assert(fits(known, bytes("one\ntwo\n")));
  assert(!fits(known, bytes("One\ntwo\n")));
  assert(!fits(known, bytes("one")));
  assert(!fits(fingerprintOf(new Uint8Array(0)), bytes("one")), "an empty file says nothing");
  assertEquals(fingerprintOf(new Uint8Array(5000)).bytes, 1024);
});

Deno.test("fingerprint: the identity of a stream is its first line", () => {
  assertEquals(streamIdentity(bytes("one\ntwo")), streamIdentity(bytes("one\nthree")));
  assertEquals(streamIdentity(bytes("\ufeffone\n")), streamIdentity(bytes("one\n")));
  assertNotEquals(streamIdentity(bytes("one\n")), streamIdentity(bytes("two\n")));
  const long = "x".repeat(1024);
  assertEquals(streamIdentity(bytes(long + "a\n")), streamIdentity(bytes("\ufeff" + long + "b\n")));
});

Deno.test("fingerprint: hashes of near inputs differ", () => {
  const hashes = new Set<string>();
  for (let i = 0; i < 20_000; i++) hashes.add(hashBytes(bytes(`2026-01-01 00:00:00 line ${i}`)));
  for (let i = 0; i < 100; i++) hashes.add(hashBytes(new Uint8Array(i)));
  assertEquals(hashes.size, 20_100);
  assert([...hashes].every((hash) => /^[0-9a-f]{16}$/.test(hash)));
});

Deno.test("line feeds are counted right, wherever the bytes begin", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(9, 10, 11, 0x8a, 0, 0xff)), fc.nat(7), (list, skip) => {
      const tested = Uint8Array.from([...new Array(skip).fill(10), ...list]).subarray(skip);
      assertEquals(countLineFeeds(tested), list.filter((byte) => byte === 10).length);
    }),
  );
});

Deno.test("a prefix is counted in stretches, up to a line's start", () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom("a", "bb", "\n")),
      fc.nat(40),
      fc.integer({ min: 1, max: 9 }),
      (parts, to, size) => {
        const input = bytes(parts.join(""));
        fc.pre(to <= input.length);
        const readAt = (into: Uint8Array, offset: number) => {
          const piece = input.subarray(offset, offset + into.length);
          into.set(piece);
          return piece.length;
        };
        const count = new PrefixCount(to, true);
        while (!count.advance(readAt, new Uint8Array(size), size));
        const next = to === 0 ? 0 : input.indexOf(10, to - 1) + 1 || input.length;
        assertEquals(count.at, next);
        assertEquals(count.lines, countLineFeeds(input.subarray(0, next)));
      },
    ),
  );
});
