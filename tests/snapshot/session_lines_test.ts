import { assertEquals } from "@std/assert";
import type { AnomalyEvent } from "../../src/core/anomaly.ts";
import { Batch } from "../../src/core/lines/batch.ts";
import { LogRing } from "../../src/core/lines/log_ring.ts";
import { SessionLines } from "../../src/snapshot/session_lines.ts";

const encoder = new TextEncoder();

/** A ring with these lines of a source. */
function ringOf(lines: readonly string[], source = "app.log", ring = new LogRing(1 << 16, 1 << 10)): LogRing {
  const batch = Batch.allocate(1 << 16);
  let at = 0;
  for (const [i, line] of lines.entries()) {
    const bytes = encoder.encode(line);
    batch.bytes.set(bytes, at);
    batch.start[i] = batch.messageStart[i] = at;
    at += bytes.length;
    batch.end[i] = batch.messageEnd[i] = at;
  }
  const columns = {
    lines: lines.length,
    template: new Int32Array(lines.length),
    continuation: new Uint8Array(lines.length),
    time: new Float64Array(lines.length),
  };
  ring.append(batch, columns, { source, lineNumber: 1 });
  return ring;
}

function eventOf(session: string): AnomalyEvent {
  return { id: session, source: "app.log", session } as AnomalyEvent;
}

Deno.test("a session's lines are those of its source that name it, and no longer name", () => {
  const ring = ringOf(["begin blk_12", "other blk_123", "work (blk_12) ok", "xblk_12", "end blk_12."]);
  ringOf(["begin blk_12 elsewhere"], "other.log", ring);
  const view = new SessionLines(ring).of(eventOf("blk_12"));
  assertEquals(view?.first.map(({ text }) => text), ["begin blk_12", "work (blk_12) ok", "end blk_12."]);
  assertEquals([view?.count, view?.last.length, view?.name], [3, 0, "blk_12"]);
});

Deno.test("of a long session the first and the last lines are shown, and all are counted", () => {
  const ring = ringOf(Array.from({ length: 100 }, (_, k) => `step ${k} of s1`));
  const sessions = new SessionLines(ring);
  const view = sessions.of(eventOf("s1"));
  assertEquals(view?.first.map(({ line }) => line), [1, 2, 3, 4]);
  assertEquals(view?.last.map(({ line }) => line), [93, 94, 95, 96, 97, 98, 99, 100]);
  assertEquals(view?.count, 100);
  ringOf(["step 100 of s1"], "app.log", ring);
  assertEquals(sessions.of(eventOf("s1"))?.count, 101);
});

Deno.test("an anomaly without a session has none", () => {
  const { session: _, ...event } = eventOf("s1");
  assertEquals(new SessionLines(ringOf(["a"])).of(event), undefined);
});
