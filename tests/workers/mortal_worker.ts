/// <reference lib="deno.worker" />
/**
 * A worker that does what the real one does until it meets a marked line. The mark says how it dies: of every sight of
 * it, or once only, by an error that is thrown at once or in a promise. A mark that kills once is crossed out in the
 * batch, which is shared memory, so that the next worker lives.
 */
import "../../src/workers/analysis_worker.ts";
import { Batch } from "../../src/core/batch.ts";
import type { ToWorker } from "../../src/workers/messages.ts";

const encoder = new TextEncoder();
const ALWAYS = encoder.encode("#kills-always#");
const ONCE = encoder.encode("#kills-once#");
const LATER = encoder.encode("#kills-later#");
const CROSS = "x".charCodeAt(0);

const work = self.onmessage;
let batches: Batch[] = [];

self.onmessage = (event: MessageEvent<ToWorker>) => {
  const message = event.data;
  if (message.type === "init") batches = message.batches.map((buffer) => new Batch(buffer, message.bytesMax));
  if (message.type === "parse") {
    const bytes = batches[message.batch].bytes.subarray(message.begin, message.end);
    if (find(bytes, ALWAYS) >= 0) throw new Error("met a line that kills");
    const once = find(bytes, ONCE);
    if (once >= 0) {
      bytes[once] = CROSS;
      throw new Error("met a line that kills once");
    }
    const later = find(bytes, LATER);
    if (later >= 0) {
      bytes[later] = CROSS;
      return Promise.reject(new Error("met a line that kills in a promise"));
    }
  }
  return work?.call(self, event);
};

function find(bytes: Uint8Array, mark: Uint8Array): number {
  for (let at = bytes.indexOf(mark[0]); at >= 0; at = bytes.indexOf(mark[0], at + 1)) {
    if (mark.every((byte, index) => bytes[at + index] === byte)) return at;
  }
  return -1;
}
