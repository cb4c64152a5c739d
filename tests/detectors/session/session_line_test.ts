import { assert, assertEquals } from "@std/assert";
import { hashValue, newLine } from "../../../src/detectors/session/session_line.ts";

function hashOf(name: string, at = 0, salt = 0): readonly [number, number] {
  const line = newLine();
  line.bytes = new TextEncoder().encode(`${" ".repeat(at)}${name} and more`);
  line.start = at;
  line.end = at + name.length;
  hashValue(line, salt);
  return [line.hash1, line.hash2];
}

Deno.test("a session has the same hash wherever its name stands, and another in a source of its own", () => {
  for (const name of ["7", "ab", "req-1", "blk_-1608999687919862906", "fd9ce95a56531bc6"]) {
    for (let at = 1; at < 5; at++) assertEquals(hashOf(name, at), hashOf(name));
    assert(hashOf(name, 0, 1)[0] !== hashOf(name)[0], name);
  }
});

Deno.test("of names that differ in their last digits hardly two have a word of their hashes in common", () => {
  for (const prefix of ["", "blk_-1608999687919", "fd9ce95a5653"]) {
    const names = 50_000;
    const words = [new Set<number>(), new Set<number>()];
    for (let k = 0; k < names; k++) hashOf(`${prefix}${k}`).forEach((word, index) => words[index].add(word));
    for (const { size } of words) assert(size > names * .999, `${size} of ${names} with ${prefix}`);
  }
});
