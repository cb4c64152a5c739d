/// <reference lib="deno.worker" />
/**
 * A worker of the pool: takes a task, does it, says so. What it fails at it says too, and the pool puts
 * another in its place.
 */
import { Batch } from "../core/lines/batch.ts";
import { errorMessage } from "../core/error_message.ts";
import type { FromWorker, ParseMessage, ScoreMessage, ToWorker, TrainMessage } from "./messages.ts";
import { ParseTask } from "./parse_task.ts";
import type { ScoreTask } from "./score_task.ts";

let parse: ParseTask | undefined;
let score: ScoreTask | undefined;
let tables = 0;
/** Score and train tasks that were sent and not begun. */
let urgent: Int32Array = new Int32Array(1);
/** What comes while a model is at work, or before a task that is urgent, waits here. */
const waiting: ToWorker[] = [];
let isScoring = false;

// Not async: a promise that rejects would end the worker only after it had taken the next message.
self.onmessage = (event: MessageEvent<ToWorker>) => {
  if (isScoring || mustWait(event.data)) waiting.push(event.data);
  else take(event.data);
};

// Of what it dies of, nobody knows: all that can be done is to leave no model behind.
self.addEventListener("error", () => void score?.release());
self.addEventListener("unhandledrejection", () => void score?.release());

/** The coordinator learns nothing before a score is there, so batches to be parsed let it pass. */
function mustWait(message: ToWorker): boolean {
  return message.type === "parse" && Atomics.load(urgent, 0) > 0;
}

function take(message: ToWorker): void {
  switch (message.type) {
    case "init":
      urgent = message.urgent;
      parse = new ParseTask(
        message,
        message.batches.map((buffer) => new Batch(buffer, message.bytesMax)),
        () => tables++,
      );
      // a thread's first message makes V8 forget all code that it has optimised for arrays of bytes: it
      // goes before that
      answer({ type: "ready" });
      break;
    case "parse":
      answer(parsed(message));
      break;
    case "score":
    case "train":
      isScoring = true;
      Atomics.sub(urgent, 0, 1);
      scored(message).then((result) => {
        answer(result);
        isScoring = false;
        takeWaiting();
      });
      break;
    case "onnx":
      onnxAnswer().then(answer);
      break;
    case "end":
      score?.release();
      self.close();
      break;
  }
}

/** Takes what waits, the urgent first. */
function takeWaiting(): void {
  while (!isScoring && waiting.length > 0) {
    const index = Math.max(0, waiting.findIndex(({ type }) => type !== "parse"));
    if (mustWait(waiting[index])) return;
    take(waiting.splice(index, 1)[0]);
  }
}

/** Parses; says so when it cannot, since a worker that throws would also print on the user's terminal. */
function parsed(message: ParseMessage): FromWorker {
  try {
    parse?.run(message);
    return { type: "parsed", batch: message.batch };
  } catch (error) {
    // the pool gives what is waiting here to another: two must not write into one batch
    self.onmessage = null;
    waiting.length = 0;
    score?.release();
    return { type: "failed", batch: message.batch, error: errorMessage(error) };
  }
}

/** Scores or trains. Each task's code is loaded with the first of it: most runs of a few lines need none. */
async function scored(message: ScoreMessage | TrainMessage): Promise<FromWorker> {
  const { id } = message;
  try {
    if (message.type === "train") {
      const { train } = await import("./train_task.ts");
      return { type: "trained", id, training: await train(message) };
    }
    score ??= new (await import("./score_task.ts")).ScoreTask();
    return { type: "scored", id, scores: await score.score(message) };
  } catch (error) {
    return { type: message.type === "score" ? "scored" : "trained", id, error: errorMessage(error) };
  }
}

function answer(message: FromWorker): void {
  self.postMessage(message);
}

/** Proves that ONNX Runtime works in this thread; loaded only when asked, since it takes long. */
async function onnxAnswer(): Promise<FromWorker> {
  try {
    const { onnxRuntimeVersion, loadOnnxRuntime } = await import("../forest/onnx_session.ts");
    await loadOnnxRuntime();
    return { type: "onnx", version: onnxRuntimeVersion() };
  } catch (error) {
    return { type: "onnx", error: errorMessage(error) };
  }
}
