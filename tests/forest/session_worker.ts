/** A worker that runs a model once: what `onnx_session_test.ts` and the build's test start. */
/// <reference lib="deno.worker" />
import { createSession } from "../../src/forest/onnx_session.ts";
import { multiplyModel } from "./tiny_model.ts";

self.onmessage = async ({ data }: MessageEvent<{ factor: number; rows: Float32Array; columns: number }>) => {
  try {
    const session = await createSession(multiplyModel(data.factor));
    self.postMessage(await session.run(data.rows, data.columns));
    await session.release();
  } catch (error) {
    self.postMessage(String(error));
  }
  self.close();
};
