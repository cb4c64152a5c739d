/**
 * A model in ONNX Runtime that scores rows of features.
 *
 * One thread per session: Oddline's workers are the threads, and a pool inside each of them
 * would only fight the others.
 */
import { errorMessage } from "../core/error_message.ts";
import { loadOnnxRuntime, type OnnxRuntime, onnxRuntimeVersion } from "./onnx_library.ts";

export { loadOnnxRuntime, onnxRuntimeVersion };

/** A loaded model. Not shared between threads: each makes its own from the same bytes. */
export interface OnnxSession {
  /**
   * What the model gives for rows that lie one after another, `columns` values each: its first output, flattened.
   *
   * @throws {RangeError} when the values are not a whole number of rows.
   * @throws {Error} when the model does not take such rows.
   */
  run(rows: Float32Array, columns: number): Promise<Float32Array>;
  /** Frees the model's memory; the session cannot be used afterwards. */
  release(): Promise<void>;
}

/**
 * Loads a model from the bytes of an `.onnx` file. It has one float32 input of shape [rows, columns] and one float32
 * output; the [ONNX specification](https://onnx.ai/onnx/repo-docs/IR.html) says how the bytes are laid out.
 *
 * @throws {Error} when ONNX Runtime cannot be loaded, or the bytes are not a model that it can run.
 */
export async function createSession(modelBytes: Uint8Array): Promise<OnnxSession> {
  const runtime = await loadOnnxRuntime();
  const session = await loadModel(runtime, modelBytes);
  const [input, ...furtherInputs] = session.inputNames;
  const [output] = session.outputNames;
  if (input === undefined || output === undefined || furtherInputs.length > 0) {
    await session.release();
    throw new Error(
      `Cannot use the model: it has ${session.inputNames.length} inputs and ${session.outputNames.length} outputs, ` +
        "and must have one input and at least one output",
    );
  }
  let released = false;

  return {
    async run(rows, columns) {
      if (released) throw new Error("Cannot run the model: its session has been released");
      if (!Number.isInteger(columns) || columns < 1 || rows.length % columns !== 0) {
        throw new RangeError(`Cannot run the model: ${rows.length} values are not whole rows of ${columns} columns`);
      }
      if (rows.length === 0) return new Float32Array();
      const feed = new runtime.Tensor("float32", rows, [rows.length / columns, columns]);
      const result = (await runModel(session, { [input]: feed }))[output]?.data;
      if (result instanceof Float32Array) return result;
      throw new Error(`Cannot use the model: its output "${output}" is not a tensor of float32`);
    },
    async release() {
      if (released) return;
      released = true;
      await session.release();
    },
  };
}

async function loadModel(
  runtime: typeof OnnxRuntime,
  modelBytes: Uint8Array,
): Promise<OnnxRuntime.InferenceSession> {
  try {
    return await runtime.InferenceSession.create(modelBytes, {
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
      executionMode: "sequential",
      logSeverityLevel: 3, // errors
    });
  } catch (error) {
    throw new Error(`Cannot load the model of ${modelBytes.length} bytes: ${errorMessage(error)}`, { cause: error });
  }
}

async function runModel(
  session: OnnxRuntime.InferenceSession,
  feeds: OnnxRuntime.InferenceSession.FeedsType,
): Promise<OnnxRuntime.InferenceSession.ReturnType> {
  try {
    return await session.run(feeds);
  } catch (error) {
    throw new Error(`Cannot run the model: ${errorMessage(error)}`, { cause: error });
  }
}
