/** A followed source that falls silent is told of while it is silent: the line that would show it may never come. */
import { assertEquals } from "@std/assert";
import type { AnomalyEvent } from "../../src/core/anomaly.ts";
import type { Pipeline } from "../../src/pipeline/pipeline.ts";
import type { Source, Stream } from "../../src/sources/source.ts";
import { runLog } from "./run_log.ts";

const START_MS = Date.UTC(2026, 10, 22, 18);
/** Lines of the hour before it is followed. */
const BEFORE = 1800;

/** So many lines, two seconds apart, as the poller writes them from a moment on. */
function lines(fromMs: number, count: number): string {
  return Array.from({ length: count }, (_, k) => {
    const time = new Date(fromMs + k * 2000).toISOString().slice(0, 19).replace("T", " ");
    return `${time} INFO poller: polled ${k * 7 % 40} items\n`;
  }).join("");
}

/** Lines that are there, and pauses in seconds. */
type Step = string | number;

/** Follows a log by a clock that stands still until what was read is judged; what was odd, by when it was told. */
async function followed(steps: readonly Step[], options: { detectors?: ReadonlySet<string>; late?: number } = {}) {
  const { late = 0, ...rest } = options;
  const stream: Stream = { id: 0, source: "app.log", identity: "a", modifiedMs: START_MS };
  const waiting: Step[] = [lines(START_MS - BEFORE * 2000, BEFORE), ...steps];
  const told: [second: number, event: AnomalyEvent][] = [];
  let nowMs = START_MS + late;
  let offset = 0;
  let pipeline: Pipeline | undefined;
  const source: Source = {
    read(into) {
      const step = waiting[0];
      if (step === undefined) return null;
      if (typeof step === "number") return undefined;
      waiting.shift();
      const bytes = new TextEncoder().encode(step);
      into.set(bytes);
      const past = offset === 0;
      offset += bytes.length;
      const place = { offset: offset - bytes.length, nextOffset: offset, firstLine: past ? 1 : 0 };
      return { stream, length: bytes.length, ...place, truncated: false, past, last: false };
    },
    async ready() {
      while ((pipeline?.load.queue ?? 0) > 0) await new Promise((resolve) => setTimeout(resolve, 1));
      nowMs += Number(waiting.shift()) * 1000;
    },
    close: () => {},
  };
  const sink = (event: { type: string }) => {
    if (event.type === "anomaly") told.push([(nowMs - START_MS - late) / 1000, event as AnomalyEvent]);
  };
  await runLog("", { source, sink, now: () => nowMs, ...rest }, (made) => void (pipeline = made));
  return told.map(([second, { detector, line, reason }]) => `${second} s: ${detector} at ${line}, ${reason}`);
}

function pauses(count: number): number[] {
  return Array(count).fill(10);
}

Deno.test("a source that comes no more is told of after five minutes, once, and again when it is back", async () => {
  const back = lines(START_MS + 600_000, 1);
  assertEquals(await followed([lines(START_MS, 1), ...pauses(60), back, ...pauses(6)]), [
    `310 s: flatline at ${BEFORE + 1}, no line of this source for 5 min, usually 30 a minute`,
    `600 s: flatline at ${BEFORE + 2}, no line of this source for 10 min before this one, usually 30 a minute`,
  ]);
});

Deno.test("no silence is told of where lines come, or did not come as they were written, or nobody asks", async () => {
  const going = Array.from({ length: 60 }, (_, k) => [lines(START_MS + k * 10_000, 5), 10]).flat();
  assertEquals(await followed(going), []);
  const silent = [lines(START_MS, 1), ...pauses(60)];
  assertEquals(await followed(silent, { late: 3_600_000 }), [], "an old log");
  assertEquals(await followed(silent.slice(1)), [], "nothing was heard of it");
  assertEquals(await followed(silent, { detectors: new Set(["severity"]) }), []);
  assertEquals(await followed([lines(START_MS, 1), 10, 3600, ...pauses(60)]), [], "the machine slept");
});
