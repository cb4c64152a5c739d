import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { Batch, BATCH_LINES } from "../../../src/core/lines/batch.ts";
import { Framer } from "../../../src/core/lines/framing.ts";

const batch = Batch.allocate();
const framer = new Framer(batch);

function frame(text: string, begin = 0): string[] {
  const bytes = new TextEncoder().encode(text);
  batch.bytes.set(bytes, begin);
  const lines = framer.frame(begin, begin + bytes.length);
  return Array.from({ length: lines }, (_, i) => {
    return new TextDecoder().decode(batch.bytes.slice(batch.start[i], batch.end[i]));
  });
}

Deno.test("the framer finds lines, without their line feeds and carriage returns", () => {
  assertEquals(frame("one\ntwo\r\n\n\r\nfive\n"), ["one", "two", "", "", "five"]);
});

Deno.test("the framer finds the same lines wherever in a word they begin", () => {
  const text = "a\nbc\ndef\nghij\nklmno\npqrstu\n";
  for (let begin = 0; begin < 9; begin++) assertEquals(frame(text, begin), text.trimEnd().split("\n"));
});

Deno.test("the framer finds the lines of any text, and which may hold more than ASCII", () => {
  const line = fc.string({ unit: "grapheme" }).map((text) => text.replace(/[\r\n]/g, ""));
  fc.assert(fc.property(fc.array(line, { maxLength: 50 }), fc.integer({ min: 0, max: 7 }), (lines, begin) => {
    assertEquals(frame(lines.map((text) => text + "\n").join(""), begin), lines);
    for (const [i, text] of lines.entries()) {
      // deno-lint-ignore no-control-regex
      if (!/^[\x00-\x7f]*$/.test(text)) assert(framer.beyondAscii[i] !== 0);
    }
  }));
});

Deno.test("the framer stops when its columns are full", () => {
  batch.bytes.fill(10, 0, BATCH_LINES + 5);
  assertEquals(framer.frame(0, BATCH_LINES + 5), BATCH_LINES);
});
