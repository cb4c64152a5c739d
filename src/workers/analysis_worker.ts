/// <reference lib="deno.worker" />
/** A worker of the pool: takes a task, does it, says so. What it fails at ends it, and the pool takes care of the rest. */
import { Batch } from "../core/batch.ts";
import type { FromWorker, ToWorker } from "./messages.ts";
import { ParseTask } from "./parse_task.ts";

let parse: ParseTask | undefined;
let tables = 0;

self.onmessage = async (event: MessageEvent<ToWorker>) => {
  const message = event.data;
  switch (message.type) {
    case "init":
      parse = new ParseTask(
        message,
        message.batches.map((buffer) => new Batch(buffer, message.bytesMax)),
        () => tables++,
      );
      answer({ type: "ready" });
      break;
    case "parse":
      parse?.run(message);
      answer({ type: "parsed", batch: message.batch });
      break;
    case "onnx":
      answer(await onnxAnswer());
      break;
  }
};

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
