import { assertEquals } from "@std/assert";
import { Batch } from "../../../src/core/lines/batch.ts";
import { LogRing, type RingColumns } from "../../../src/core/lines/log_ring.ts";

/** A batch of these lines. */
function batchOf(texts: readonly string[]): Batch {
  const batch = Batch.allocate(1 << 12);
  let at = 0;
  for (const [line, text] of texts.entries()) {
    batch.start[line] = at;
    at += new TextEncoder().encodeInto(text, batch.bytes.subarray(at)).written;
    batch.end[line] = at;
    batch.bytes[at++] = 10;
  }
  return batch;
}

function columnsOf(lines: number): RingColumns {
  return {
    lines,
    template: new Int32Array(lines).fill(7),
    continuation: new Uint8Array(lines),
    time: new Float64Array(lines).fill(5000),
  };
}

function append(ring: LogRing, texts: readonly string[], lineNumber: number): void {
  ring.append(batchOf(texts), columnsOf(texts.length), { source: "a.log", lineNumber });
}

/** The texts that are kept, oldest first. */
function kept(ring: LogRing): string[] {
  return Array.from(
    { length: ring.next - ring.first },
    (_, k) => new TextDecoder().decode(ring.bytesOf(ring.first + k).slice()),
  );
}

Deno.test("lines are kept with their places, the oldest giving way when bytes are scarce", () => {
  const ring = new LogRing(24, 8);
  append(ring, ["first line", "second"], 1);
  assertEquals(kept(ring), ["first line", "second"]);
  append(ring, ["third", "fourth"], 3);
  assertEquals([kept(ring), ring.first], [["third", "fourth"], 2]);
  assertEquals([ring.lineNumberOf(3), ring.sourceOf(3), ring.templateOf(3), ring.timeOf(3)], [4, "a.log", 7, 5000]);
});

Deno.test("the oldest lines give way when there are more than may be kept", () => {
  const ring = new LogRing(1 << 10, 4);
  append(ring, ["1", "2", "3"], 1);
  append(ring, ["4", "5", "6"], 4);
  assertEquals([kept(ring), ring.first, ring.next], [["3", "4", "5", "6"], 2, 6]);
});

Deno.test("sources are told apart up to a maximum, and those after it are of no one source", () => {
  const ring = new LogRing(1 << 10, 8);
  const [batch, columns] = [batchOf(["x"]), columnsOf(1)];
  const add = (source: string) => ring.append(batch, columns, { source, lineNumber: 1 });
  for (let source = 1; source <= 65_535; source++) add(`${source}.log`);
  assertEquals(ring.sourceOf(ring.next - 1), "65535.log");
  for (const source of ["one.log", "two.log", "65534.log"]) add(source);
  assertEquals([3, 2, 1].map((back) => ring.sourceOf(ring.next - back)), [
    "(further sources)",
    "(further sources)",
    "65534.log",
  ]);
});

Deno.test("of a batch that is larger than the ring the newest lines are kept", () => {
  const ring = new LogRing(16, 64);
  append(ring, ["a long line", "another one", "the last"], 1);
  assertEquals(kept(ring), ["the last"]);
});

Deno.test("whatever is appended, what is kept is what was written", () => {
  const ring = new LogRing(256, 32);
  const all: string[] = [];
  for (let round = 0; round < 300; round++) {
    const texts = Array.from(
      { length: 1 + round * 7 % 9 },
      (_, k) => `line ${round}.${k} ${"x".repeat(round * 13 % 40)}`,
    );
    append(ring, texts, all.length + 1);
    all.push(...texts);
    assertEquals(kept(ring), all.slice(ring.first));
    assertEquals(ring.next, all.length);
  }
});
