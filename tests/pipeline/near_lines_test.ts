/** The lines around an anomaly, as the history keeps them, are the same for any cut of batches. */
import { assertEquals } from "@std/assert";
import { NearLines } from "../../src/snapshot/near_lines.ts";
import type { AnomalyEvent } from "../../src/core/anomaly.ts";
import type { ContextLine } from "../../src/core/views/anomaly_view.ts";
import type { JudgedLines } from "../../src/pipeline/options.ts";

const encoder = new TextEncoder();

/** Lines `from` to `from + count - 1` of a source, "line 1" the first, as a batch. */
function batch(source: string, from: number, count: number): JudgedLines {
  const texts = Array.from({ length: count }, (_, k) => `${source} line ${from + k}\n`);
  let at = 0;
  const start = new Uint32Array(texts.map((text) => (at += text.length) - text.length));
  const end = start.map((begin, k) => begin + texts[k].length - 1);
  const events = {
    lines: count,
    origin: { identity: source, line: from, offset: 0 },
    columns: { bytes: encoder.encode(texts.join("")), start, end, messageStart: start },
    time: new Float64Array(count),
    severity: new Uint8Array(count),
  };
  return { events, state: { source: { name: source } } } as unknown as JudgedLines;
}

function odd(source: string, line: number): AnomalyEvent {
  return { id: `${source}:${line}`, source, line } as AnomalyEvent;
}

for (const cut of [1, 2, 3, 7, 20]) {
  Deno.test(`an anomaly has five lines before and after it in batches of ${cut}`, () => {
    const found = new Map<string, readonly ContextLine[]>();
    const near = new NearLines((id, lines) => found.set(id, lines));
    for (let from = 1; from <= 20; from += cut) {
      const count = Math.min(cut, 21 - from);
      for (const line of [2, 10, 18]) if (line >= from && line < from + count) near.begin(odd("a", line));
      near.add(batch("a", from, count));
      near.add(batch("b", from, count));
    }
    const numbers = (id: string) => found.get(id)?.map(({ line }) => line);
    assertEquals(numbers("a:2"), [1, 2, 3, 4, 5, 6, 7]);
    assertEquals(numbers("a:10"), [5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]);
    assertEquals(numbers("a:18"), [13, 14, 15, 16, 17, 18, 19, 20]);
    assertEquals(found.get("a:10")?.filter(({ isOdd }) => isOdd).map(({ text }) => text), ["a line 10"]);
    assertEquals(found.get("a:10")?.every(({ source }) => source === "a"), true);
  });
}

Deno.test("in a flood of anomalies so many have their lines as there is room for", () => {
  let found = 0;
  const near = new NearLines(() => found++);
  const flood = () => {
    for (let line = 1; line <= 400; line++) near.begin(odd("a", line));
    near.add(batch("a", 1, 1000));
  };
  flood();
  assertEquals(found, 256);
  flood();
  assertEquals(found, 256);
  near.refill();
  flood();
  assertEquals(found, 512);
});
