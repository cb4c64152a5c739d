import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { hashShape, ShapeHash, shapeText } from "../../src/mining/masking.ts";

const encoder = new TextEncoder();

function hashOf(message: string): string {
  const bytes = encoder.encode(message);
  const hash = new ShapeHash();
  hashShape(bytes, 0, bytes.length, hash);
  return `${hash.word1} ${hash.word2}`;
}

function textOf(message: string): string {
  const bytes = encoder.encode(message);
  return shapeText(bytes, 0, bytes.length);
}

const SHAPES: readonly (readonly [string, string])[] = [
  ["Received block blk_-160 of size 67108864 from /10.251.1.2", "Received block <*> of size <*> from <*>"],
  ["user=root uid=0 tty=NODEVssh", "user=root uid=<*> tty=NODEVssh"],
  ["opened /var/log/app.log", "opened <*>"],
  ["read and/or write", "read and/or write"],
  ["connect to 10.0.0.1:443 failed", "connect to <*>:<*> failed"],
  ["took   3 ms", "took <*> ms"],
  ["session 550e8400-e29b-41d4-a716-446655440000 closed", "session <*> closed"],
  ["größer als 5", "größer als <*>"],
  ["", ""],
];

for (const [message, shape] of SHAPES) {
  Deno.test(`the shape of "${message}" is "${shape}"`, () => assertEquals(textOf(message), shape));
}

Deno.test("lines of one kind have one shape, others have others", () => {
  assertEquals(hashOf("job 12 done in 3s"), hashOf("job 4711 done in 250s"));
  assertEquals(hashOf("job 12 done") === hashOf("job 12 lost"), false);
  assertEquals(hashOf("a b") === hashOf("a=b"), false);
});

Deno.test("two messages have the same hash if and only if their shapes read the same", () => {
  const word = fc.constantFrom(
    "job",
    "done",
    "7",
    "x1",
    "/a/b",
    "a/b",
    " ",
    "  ",
    "\t",
    "=",
    ":",
    ",",
    "(",
    ")",
    "é",
  );
  const message = fc.array(word, { maxLength: 8 }).map((words) => words.join(""));
  fc.assert(
    fc.property(message, message, (a, b) => assertEquals(hashOf(a) === hashOf(b), textOf(a) === textOf(b))),
    { numRuns: 2000 },
  );
});

Deno.test("a hash looks only at the message, not at what stands around it", () => {
  const hash = new ShapeHash();
  const bytes = encoder.encode("header: job 5 done\nnext");
  hashShape(bytes, 8, 18, hash);
  assertEquals(`${hash.word1} ${hash.word2}`, hashOf("job 5 done"));
});
