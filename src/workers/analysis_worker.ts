/// <reference lib="deno.worker" />
/** A worker of the pool: takes a task, does it, says so. What it fails at it says too, and the pool puts another in its place. */
import { Batch } from "../core/batch.ts";
import type { FromWorker, ParseMessage, ToWorker } from "./messages.ts";
import { ParseTask } from "./parse_task.ts";

let parse: ParseTask | undefined;
let tables = 0;

// Not async: a promise that rejects would end the worker only after it had taken the next message.
self.onmessage = (event: MessageEvent<ToWorker>) => {
  const message = event.data;
  switch (message.type) {
    case "init":
      parse = new ParseTask(
        message,
        message.batches.map((buffer) => new Batch(buffer, message.bytesMax)),
        () => tables++,
      );
      break;
    case "parse":
      answer(parsed(message));
      break;
    case "onnx":
      onnxAnswer().then(answer);
      break;
  }
};

/** Parses; says so when it cannot, since a worker that throws would also print on the user's terminal. */
function parsed(message: ParseMessage): FromWorker {
  try {
    parse?.run(message);
    return { type: "parsed", batch: message.batch };
  } catch (error) {
    // the pool gives what is waiting here to another: two must not write into one batch
    self.onmessage = null;
    return { type: "failed", batch: message.batch, error: error instanceof Error ? error.message : String(error) };
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
    return { type: "onnx", error: error instanceof Error ? error.message : String(error) };
  }
}
