/** A worker speaks before it works: its thread's first message costs the code that was optimised by then. */
import { assertEquals } from "@std/assert";
import type { FromWorker, ToWorker } from "../../src/workers/messages.ts";

Deno.test("a worker says that it is there before it has anything to do", async () => {
  const worker = new Worker(new URL("../../src/workers/analysis_worker.ts", import.meta.url), { type: "module" });
  const first = Promise.withResolvers<FromWorker>();
  worker.onmessage = (event: MessageEvent<FromWorker>) => first.resolve(event.data);
  const urgent = new Int32Array(new SharedArrayBuffer(4));
  const init = { type: "init", batches: [], bytesMax: 1, timeZone: "UTC", rules: [], masks: [], urgent } as const;
  worker.postMessage(init satisfies ToWorker);
  assertEquals(await first.promise, { type: "ready" });
  worker.terminate();
});
