/** Anomalies that wait to be stored: what goes in comes out, in any script and order, also through two queues. */
import { assertEquals } from "@std/assert";
import fc from "fast-check";
import type { AnomalyEvent } from "../../src/core/anomaly.ts";
import { PendingAnomalies, type PendingAnomaly } from "../../src/store/pending_anomalies.ts";
import { PendingRows } from "../../src/store/pending_rows.ts";
import { anomaly, START_MS } from "./run_rows.ts";

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

/** What is read back of an event that nothing was said of since. */
function stored(event: AnomalyEvent) {
  const { type: _, time, message, reason, evidence, ...others } = event;
  const timeMs = time === null ? NaN : Date.parse(time);
  return {
    ...others,
    timeMs,
    lastTimeMs: timeMs,
    session: event.session,
    closed: false,
    message: message.toWellFormed(),
    reason: reason.toWellFormed(),
    evidence: JSON.stringify(evidence),
    advice: undefined,
    continuation: undefined,
    context: undefined,
  };
}

function shown({ texts, reasonAt, evidenceAt, ...others }: PendingAnomaly) {
  return {
    ...others,
    message: text(texts.subarray(0, reasonAt)),
    reason: text(texts.subarray(reasonAt, evidenceAt)),
    evidence: text(texts.subarray(evidenceAt)),
  };
}

function list(queue: PendingAnomalies): ReturnType<typeof shown>[] {
  const all: ReturnType<typeof shown>[] = [];
  queue.forEach((each) => all.push(shown(each)));
  return all;
}

Deno.test("anomalies come out of the queue as they went in, whatever their texts, and through another queue too", () => {
  const wild = fc.record({
    message: fc.string({ unit: "binary", maxLength: 40 }),
    reason: fc.string({ maxLength: 20 }),
    evidence: fc.dictionary(fc.string({ maxLength: 5 }), fc.oneof(fc.string({ unit: "grapheme" }), fc.double())),
    time: fc.constantFrom(null, new Date(START_MS).toISOString(), "1969-12-31T23:59:59.999Z"),
    template_id: fc.constantFrom("a", "b"),
    source: fc.constantFrom("app.log", "größe.log"),
  });
  fc.assert(
    fc.property(fc.array(wild, { maxLength: 30 }), fc.option(fc.string(), { nil: undefined }), (changes, session) => {
      const events = changes.map((each, k) => anomaly(k, { ...each, ...(session !== undefined && { session }) }));
      const [queue, other] = [new PendingAnomalies(), new PendingAnomalies()];
      for (const event of events) queue.add(event);
      assertEquals(list(queue), events.map(stored));
      queue.forEach((each) => other.take(each));
      assertEquals(list(other), events.map(stored));
      queue.clear();
      assertEquals([queue.size, queue.bytes, list(queue)], [0, 0, []]);
    }),
    { seed: 1, numRuns: 200 },
  );
});

Deno.test("what became of an anomaly is kept with it, until it begins anew", () => {
  const queue = new PendingAnomalies();
  const [first, second] = [anomaly(1), anomaly(2)];
  const update = { type: "anomaly_update", count: 7, score: .99, last_time: second.time, closed: true } as const;
  queue.add(first);
  assertEquals(queue.update({ ...update, id: second.id }), false);
  assertEquals(queue.surround(second.id, []), false);
  queue.add(second);
  queue.update({ ...update, id: first.id, continuation: ["  at main"] });
  queue.update({ ...update, id: first.id, count: 8 });
  queue.surround(first.id, []);
  const changed = { count: 8, score: .99, lastTimeMs: START_MS + 2000, closed: true };
  assertEquals(list(queue), [
    { ...stored(first), ...changed, continuation: ["  at main"], context: [] },
    stored(second),
  ]);
  queue.add(first);
  assertEquals(list(queue), [first, second].map(stored));
});

Deno.test("there is room for as many anomalies as come", () => {
  const queue = new PendingAnomalies();
  const events = Array.from({ length: 5000 }, (_, k) => anomaly(k, { message: `ä${k}` }));
  for (const event of events) queue.add(event);
  assertEquals(list(queue), events.map(stored));
});

Deno.test("it is time to write when there are many rows, or few with long texts", () => {
  const many = new PendingRows();
  for (let k = 0; k < 2047; k++) many.begin(anomaly(k));
  assertEquals(many.isFull, false);
  many.begin(anomaly(2047));
  assertEquals([many.isFull, many.isCrowded], [true, false]);
  const long = new PendingRows();
  for (let k = 0; k < 10; k++) long.begin(anomaly(k, { reason: "x".repeat(120_000) }));
  assertEquals([long.size, long.isFull], [10, true]);
});
