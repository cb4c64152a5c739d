import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { Batch } from "../../src/core/lines/batch.ts";
import { LogRing } from "../../src/core/lines/log_ring.ts";
import { EventOrder } from "../../src/snapshot/event_order.ts";

/** A ring of at most 64 lines, to which lines of a letter are added with these times. */
class Lines {
  readonly ring = new LogRing(1 << 12, 64);
  readonly order = new EventOrder(this.ring);

  add(source: string, times: readonly number[]): void {
    const lines = times.length;
    const batch = Batch.allocate(1 << 12);
    for (let i = 0; i < lines; i++) {
      batch.start[i] = batch.messageStart[i] = i;
      batch.end[i] = batch.messageEnd[i] = i + 1;
    }
    const columns = {
      lines,
      template: new Int32Array(lines),
      continuation: new Uint8Array(lines),
      time: Float64Array.from(times),
    };
    this.ring.append(batch, columns, { source, lineNumber: 1 });
  }

  /** The times in the order that is shown. */
  times(): number[] {
    const order = this.order.advance();
    return Array.from({ length: order.length }, (_, place) => this.ring.timeOf(order.at(place)));
  }
}

Deno.test("lines of sources that were read one after another stand by their event times", () => {
  const lines = new Lines();
  lines.add("a", [10, 20, 30]);
  lines.add("b", [15, 25, 35]);
  assertEquals(lines.times(), [10, 15, 20, 25, 30, 35]);
  lines.add("a", [32, 40]);
  assertEquals(lines.times(), [10, 15, 20, 25, 30, 32, 35, 40]);
});

Deno.test("a line without a time stays behind the one before it in its source", () => {
  const lines = new Lines();
  lines.add("a", [10, NaN, 30]);
  lines.add("b", [20]);
  assertEquals(lines.times(), [10, NaN, 20, 30]);
});

Deno.test("what came in order is as it was read, again once the late line is forgotten", () => {
  const lines = new Lines();
  lines.add("a", [1, 2, 3]);
  assertEquals([lines.order.advance().isAsRead, lines.order.placeOf(2)], [true, 2]);
  lines.add("b", [2]);
  assertEquals(lines.order.advance().isAsRead, false);
  lines.add("a", Array.from({ length: 64 }, (_, k) => 10 + k));
  assertEquals([lines.order.advance().isAsRead, lines.times()[0]], [true, 10]);
});

Deno.test("however they come, the lines that are kept are shown once each, by time, and found at their places", () => {
  const read = fc.record({
    source: fc.constantFrom("a", "b", "c"),
    times: fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 20 }),
    isLooked: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(read, { maxLength: 15 }), (reads) => {
      const lines = new Lines();
      for (const { source, times, isLooked } of reads) {
        lines.add(source, times);
        if (isLooked) lines.order.advance();
      }
      const shown = lines.times();
      assertEquals(shown, shown.toSorted((a, b) => a - b));
      const { order, ring } = lines;
      const numbers = shown.map((_, place) => order.at(place));
      assertEquals(new Set(numbers).size, ring.next - ring.first);
      assertEquals(numbers.map((number) => order.placeOf(number)), numbers.map((_, place) => place));
    }),
    { numRuns: 200, seed: 3 },
  );
});
