import { assert, assertEquals } from "@std/assert";
import { KeptLines } from "../../../src/detectors/session/kept_lines.ts";

const encoder = new TextEncoder();

/** Keeps a line that stands in the middle of others. */
function keep(lines: KeptLines, linesBefore: number, text: string): void {
  const bytes = encoder.encode(`before\n${text}\nafter`);
  lines.add(linesBefore, bytes, 7, bytes.length - 6);
}

function filled(count: number, textOf: (k: number) => string): KeptLines {
  const lines = new KeptLines(8192);
  for (let k = 0; k < count; k++) keep(lines, k * 3, textOf(k));
  return lines;
}

Deno.test("a kept line is found by the lines before it, and no other is", () => {
  const lines = filled(20, (k) => `größe ${k}`);
  assertEquals([lines.of(0), lines.of(21), lines.of(57)], ["größe 0", "größe 7", "größe 19"]);
  assertEquals([lines.of(1), lines.of(60), lines.of(-3)], [undefined, undefined, undefined]);
});

Deno.test("of a long line the first 512 bytes are kept", () => {
  assertEquals(filled(1, () => "x".repeat(600)).of(0), "x".repeat(512));
});

Deno.test("the newest lines are kept, as many as have room: by their bytes, and by their number where they are short", () => {
  for (const [bytes, lowest] of [[400, 10], [100, 40], [1, 64], [0, 64]]) {
    const lines = filled(5000, () => "y".repeat(bytes));
    const kept = Array.from({ length: 5000 }, (_, k) => lines.of(k * 3)).filter((text) => text !== undefined).length;
    assertEquals(lines.of(14_997), "y".repeat(bytes));
    assert(kept >= lowest && kept <= 2 * lowest + 1, `${kept} lines of ${bytes} bytes`);
  }
});

Deno.test("what is saved and restored keeps the same lines, and goes on the same way", () => {
  const lines = filled(73, (k) => `line ${k} of ${"some".repeat(k)}`);
  const copy = new KeptLines(8192);
  copy.restore(JSON.parse(JSON.stringify(lines.save())));
  for (const each of [lines, copy]) for (let k = 73; k < 90; k++) keep(each, k * 3, `later ${k}`);
  const texts = (of: KeptLines) => Array.from({ length: 300 }, (_, k) => of.of(k));
  assertEquals(texts(copy), texts(lines));
  assert(texts(lines).filter((text) => text !== undefined).length > 17);
});
