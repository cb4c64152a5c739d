/**
 * The train task: a new model is fitted, and compared with the one in force by the plain scorer. ONNX Runtime has no
 * part in it, so that a worker that trains need not hold it; it tries the model when it loads it (score_task.ts).
 */
import { accept } from "../forest/acceptance.ts";
import { readOnnx } from "../forest/onnx_model.ts";
import { partedRows } from "../forest/reservoir.ts";
import { distinctScores, trainModel } from "../forest/train.ts";
import type { Training, TrainMessage } from "./messages.ts";

/** Fits a model to the rows of a message. */
export async function train(message: Omit<TrainMessage, "type" | "id">): Promise<Training> {
  const { options, onnx: old } = message;
  const { rows, probes } = partedRows(message.rows, message.probeEvery);
  const { onnx, info, forest } = await trainModel(rows, options);
  const oldScores = old && distinctScores(readOnnx(old), probes);
  return { onnx, info, acceptance: accept(info, distinctScores(forest, probes), oldScores) };
}
