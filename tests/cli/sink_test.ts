/** Writing: in large pieces or at once, never two writes at a time, quiet when the reader has gone. */
import { assert, assertEquals, assertRejects } from "@std/assert";
import { holdBack } from "../../src/report/events/hold_back.ts";
import { createNdjsonSink, ndjsonLine } from "../../src/report/events/ndjson.ts";
import { Sink } from "../../src/report/events/sink.ts";
import type { Source } from "../../src/sources/source.ts";
import { ANOMALY } from "./events.ts";

const identity = (text: string) => text;

Deno.test("a live sink writes what comes in one turn at once, in order, one write at a time", async () => {
  const writes: string[] = [];
  let busy = false;
  const sink = new Sink(identity, async (bytes) => {
    assert(!busy);
    busy = true;
    await new Promise((resolve) => setTimeout(resolve, 1));
    busy = false;
    writes.push(new TextDecoder().decode(bytes));
  }, { live: true });
  sink.push("a");
  sink.push("b");
  await new Promise((resolve) => setTimeout(resolve, 0));
  sink.push("c");
  await sink.close();
  assertEquals(writes, ["ab", "c"]);
});

Deno.test("a sink that nobody watches gathers", async () => {
  const writes: number[] = [];
  const sink = new Sink(identity, (bytes) => Promise.resolve(void writes.push(bytes.length)), { live: false });
  sink.push("x".repeat(1000));
  await new Promise((resolve) => setTimeout(resolve, 1));
  assertEquals(writes, []);
  sink.push("x".repeat(70_000));
  await new Promise((resolve) => setTimeout(resolve, 1));
  sink.push("y");
  await sink.close();
  assertEquals(writes, [71_000, 1]);
});

Deno.test("a reader that has gone is no error; a full disk is", async () => {
  const gone = new Sink(identity, () => Promise.reject(new Deno.errors.BrokenPipe("closed")), { live: true });
  gone.push("a");
  await gone.drained();
  assert(gone.gone.aborted);
  gone.push("b");
  await gone.close();
  const full = new Sink(identity, () => Promise.reject(new Error("no space left")), { live: true });
  full.push("a");
  await assertRejects(() => full.close(), Error, "no space left");
});

Deno.test("a full sink holds back the source until it is drained", async () => {
  const release = Promise.withResolvers<void>();
  const sink = new Sink(identity, () => release.promise, { live: false });
  const source: Source = { read: () => null, ready: () => Promise.resolve(), close: () => {} };
  const held = holdBack(source, [sink]);
  assertEquals(held.read(new Uint8Array(1)), null);
  sink.push("x".repeat(100_000));
  await Promise.resolve();
  await Promise.resolve();
  sink.push("x".repeat(2_000_000));
  assert(sink.full);
  assertEquals(held.read(new Uint8Array(1)), undefined);
  const stop = new AbortController();
  const aborted = held.ready(stop.signal);
  stop.abort();
  await aborted;
  const ready = held.ready(new AbortController().signal);
  release.resolve();
  await ready;
  assertEquals(held.read(new Uint8Array(1)), null);
});

Deno.test("a sink of NDJSON writes what ndjsonLine does, whatever the events hold", async () => {
  const messages = [
    "plain",
    "DEL\x7f",
    "C1\x9b31m",
    "\u202eright",
    "é 漢 \ud83d\ude00",
    "\ud83d alone",
    "x".repeat(5000),
  ];
  const events = Array.from({ length: 200 }, (_, k) => ({ ...ANOMALY, message: messages[k * 13 % 7] }));
  let written = "";
  const sink = createNdjsonSink((bytes) => Promise.resolve(void (written += new TextDecoder().decode(bytes))), {
    live: false,
  });
  for (const event of events) sink.push(event);
  await sink.close();
  assertEquals(written, events.map(ndjsonLine).join(""));
});

Deno.test("an update is written as JSON.stringify would", () => {
  const update = { type: "anomaly_update", id: "0123456789abcdef", count: 12, score: 0.97, closed: false } as const;
  for (const last_time of [null, "2026-02-28T10:00:00.000Z"]) {
    for (const rest of [{}, { detectors: ["rule"] as const }, { continuation: ["\tat a"] }]) {
      const event = { ...update, last_time, ...rest };
      assertEquals(JSON.parse(ndjsonLine(event)), JSON.parse(JSON.stringify(event)));
    }
  }
});
