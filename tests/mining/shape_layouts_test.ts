import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { Batch, LINE_PARAMETERS_MAX } from "../../src/core/lines/batch.ts";
import { ParameterList } from "../../src/core/lines/parameters.ts";
import { hashShape, ShapeHash } from "../../src/mining/masks/masking.ts";
import { ShapeLayouts } from "../../src/mining/masks/shape_layouts.ts";

const batch = Batch.allocate(1 << 12);
const encoder = new TextEncoder();

type Hash = (...of: Parameters<typeof hashShape>) => void;

/** The hash of a message's shape, and its parameters, with what stands behind it in its line. */
function saidBy(hash: Hash, message: string, behind = "\n", limit = LINE_PARAMETERS_MAX): unknown {
  const parameters = new ParameterList(batch);
  parameters.beginLine();
  parameters.limit = limit;
  const bytes = encoder.encode(`x ${message}${behind}  `);
  const end = bytes.length - 2 - encoder.encode(behind).length;
  const { word1, word2 } = hashed(hash, bytes, end, parameters);
  const found = Array.from({ length: parameters.length }, (_, k) => [
    parameters.name[k],
    parameters.start[k],
    parameters.end[k],
  ]);
  return { word1, word2, found };
}

function hashed(hash: Hash, bytes: Uint8Array, end: number, parameters: ParameterList): ShapeHash {
  const into = new ShapeHash();
  hash(bytes, 2, end, into, parameters);
  return into;
}

function assertSame(layouts: ShapeLayouts, ...of: [message: string, behind?: string, limit?: number]): void {
  assertEquals(
    saidBy((...line) => layouts.hash(...line as Parameters<ShapeLayouts["hash"]>), ...of),
    saidBy(hashShape, ...of),
    of[0],
  );
}

const part = fc.constantFrom(
  ..."job done 7 12 -3 x1 eth0 req-7f blk_12 /a/b a/b a@b 10.0.0.1:80 10.0.0.2: :// a: : ? .. . 0xff é = , ( ) [ \" '"
    .split(" "),
  " ",
  " ",
  "  ",
);
const message = fc.array(part, { maxLength: 8 }).map((parts) => parts.join(""));

Deno.test("a message has the hash and the parameters that it has, whatever came before it", () => {
  const behind = fc.constantFrom("\n", '"', "a", "7");
  fc.assert(fc.property(fc.array(fc.tuple(message, behind), { maxLength: 20 }), (lines) => {
    const layouts = new ShapeLayouts();
    // a layout is kept when it comes again, and followed when it comes once more
    for (let round = 0; round < 4; round++) for (const [each, sign] of lines) assertSame(layouts, each, sign);
  }));
});

Deno.test("parameters beyond those of a line are left out where a layout is followed as well", () => {
  const layouts = new ShapeLayouts();
  for (const limit of [32, 32, 32, 2, 1, 0, 32]) assertSame(layouts, "took 1 ms of 2 ms for 3", "\n", limit);
});

Deno.test("a layout that came twice is followed, one with numbers within its words never is", () => {
  const messages = [["job 7 done", true], ["7 jobs", true], ["from 10.0.0.1: lost", true], ["link eth0 is up", false]];
  for (const [each, isFollowed] of messages as [string, boolean][]) {
    const layouts = new ShapeLayouts();
    for (let k = 0; k < 3; k++) assertSame(layouts, each);
    assertEquals(layouts.missed, isFollowed ? 2 : 3, each);
  }
});

Deno.test("layouts for which there was no room take the place of others in the end", () => {
  const layouts = new ShapeLayouts();
  const words = Array.from("abcdefghijklmnopqrstuvwxyz", (letter) => `a${letter} began at 7`);
  for (const each of [...words, ...words]) assertSame(layouts, each);
  const missedOf = (each: string) => {
    const { missed } = layouts;
    assertSame(layouts, each);
    return layouts.missed - missed;
  };
  assertEquals([missedOf(words[0]), missedOf(words[25])], [0, 1]);
  const bytes = encoder.encode("eth0 ");
  const hash = new ShapeHash();
  for (let k = 0; k < 1 << 16; k++) layouts.hash(bytes, 0, 4, hash, new ParameterList());
  for (const each of [words[25], words[25], words[0], words[0]]) assertSame(layouts, each);
  assertEquals([missedOf(words[25]), missedOf(words[0])], [0, 0]);
});
