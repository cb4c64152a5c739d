/// <reference lib="deno.worker" />
/**
 * A worker that does what the real one does until it meets a marked line. The mark says what happens: parsing fails, or
 * the worker dies of an error that nobody catches, at every sight of the line or only once. A mark for once is crossed
 * out in the batch, which is shared memory, so that the next worker gets by.
 */
import "../../src/workers/analysis_worker.ts";
import { Batch } from "../../src/core/lines/batch.ts";
import { KILLS_ALWAYS, KILLS_ONCE, KILLS_ONCE_DONE, LET_GO } from "./mortal_rows.ts";
import type { ParseMessage, ToWorker } from "../../src/workers/messages.ts";
import { ParseTask } from "../../src/workers/parse_task.ts";
import { ScoreTask } from "../../src/workers/score_task.ts";

const encoder = new TextEncoder();
const CROSS = "x".charCodeAt(0);

let batches: Batch[] = [];

const parse = ParseTask.prototype.run;
ParseTask.prototype.run = function (message) {
  if (meets(message, "#fails-always#")) throw new Error("met a line that fails");
  if (crossesOut(message, "#fails-once#")) throw new Error("met a line that fails once");
  parse.call(this, message);
};

const { release } = ScoreTask.prototype;
ScoreTask.prototype.release = function () {
  Deno.env.set(LET_GO, "1");
  return release.call(this);
};

const work = self.onmessage as unknown as (event: MessageEvent<ToWorker>) => void;
self.onmessage = (event: MessageEvent<ToWorker>) => {
  const message = event.data;
  if (message.type === "init") batches = message.batches.map((buffer) => new Batch(buffer, message.bytesMax));
  if (message.type === "parse") {
    if (meets(message, "#kills-always#")) throw new Error("met a line that kills");
    if (crossesOut(message, "#kills-once#")) throw new Error("met a line that kills once");
    if (crossesOut(message, "#kills-later#")) return Promise.reject(new Error("met a line that kills in a promise"));
  }
  if (message.type === "score") {
    if (message.rows[0] === KILLS_ALWAYS) throw new Error("met a row that kills");
    if (message.rows[0] === KILLS_ONCE && Deno.env.get(KILLS_ONCE_DONE) === undefined) {
      Deno.env.set(KILLS_ONCE_DONE, "1");
      throw new Error("met a row that kills once");
    }
  }
  return work(event);
};

function meets(message: ParseMessage, mark: string): boolean {
  return find(message, mark) >= 0;
}

function crossesOut(message: ParseMessage, mark: string): boolean {
  const at = find(message, mark);
  if (at >= 0) batches[message.batch].bytes[at] = CROSS;
  return at >= 0;
}

/** Offset of a mark in the lines that are to be parsed; -1 where it is not. */
function find({ batch, begin, end }: ParseMessage, text: string): number {
  const bytes = batches[batch].bytes;
  const mark = encoder.encode(text);
  for (let at = bytes.indexOf(mark[0], begin); at >= 0 && at < end; at = bytes.indexOf(mark[0], at + 1)) {
    if (mark.every((byte, index) => bytes[at + index] === byte)) return at;
  }
  return -1;
}
