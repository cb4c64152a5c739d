/**
 * A model as Oddline keeps it: an `.onnx` file and a `.json` file beside it that says what its columns are, what it was
 * fitted to, and what its scores mean. Both are checked before a model is used: the sum, the schema of the features,
 * and the columns that the forest takes.
 */
import { errorMessage } from "../core/error_message.ts";
import { FEATURE_SCHEMA_VERSION, FEATURES } from "../features/schema.ts";
import { sumOf } from "./checksum.ts";
import type { Forest } from "./forest.ts";
import { type ModelInfo, modelInfoProblem } from "./model_info.ts";
import { readOnnx } from "./onnx_model.ts";

export type { ModelInfo };

/** A model that was checked. */
export interface ForestModel {
  /** The bytes of the `.onnx` file. */
  readonly onnx: Uint8Array;
  readonly info: ModelInfo;
  /** The same forest for explanations; read when first asked for. */
  readonly forest: () => Forest;
}

/** A model of a version, a schema or a shape that this Oddline cannot use. The message says what to do. */
export class ModelError extends Error {
  override name = "ModelError";
}

/** The model of its two files. Rejects with a ModelError for what does not fit together. */
export async function openModel(onnx: Uint8Array<ArrayBuffer>, info: unknown): Promise<ForestModel> {
  const model = knownModel(onnx, info);
  const sum = await sumOf(onnx);
  if (sum === model.info.sha256) return model;
  throw new ModelError(`its bytes are not those that its .json was written for (SHA-256 ${sum.slice(0, 12)}…)`);
}

/** The model of bytes that nobody else could have changed. Throws ModelError for another schema. */
export function knownModel(onnx: Uint8Array, info: unknown): ForestModel {
  const problem = modelInfoProblem(info);
  if (problem !== undefined) throw new ModelError(`its .json is not one of this version of Oddline (${problem})`);
  const model = info as ModelInfo;
  const { schema_version, names } = model.features;
  if (schema_version !== FEATURE_SCHEMA_VERSION || names.join() !== FEATURES.map(({ name }) => name).join()) {
    throw new ModelError(
      `it was fitted to version ${schema_version} of the features, and this Oddline has version ${FEATURE_SCHEMA_VERSION}`,
    );
  }
  let forest: Forest | undefined;
  const read = () => forest ??= forestOf(onnx, names.length);
  return { onnx, info: model, forest: read };
}

function forestOf(onnx: Uint8Array, columns: number): Forest {
  let forest: Forest;
  try {
    forest = readOnnx(onnx);
  } catch (error) {
    throw new ModelError(errorMessage(error), { cause: error });
  }
  if (forest.columns !== columns) throw new ModelError(`it takes ${forest.columns} columns instead of ${columns}`);
  return forest;
}
