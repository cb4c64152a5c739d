/**
 * A model as Oddline keeps it: an `.onnx` file and a `.json` file beside it that says what its columns are, what it was
 * fitted to, and what its scores mean. Both are checked before a model is used: the sum, the schema of the features, and
 * the columns that the forest takes.
 */
import { z } from "zod";
import { FEATURE_SCHEMA_VERSION, FEATURES } from "../features/schema.ts";
import { sumOf } from "./checksum.ts";
import type { Forest } from "./forest.ts";
import { readOnnx } from "./onnx_model.ts";

/** Raised when the shape below changes. */
const MODEL_VERSION = 1;

/** Checks the `.json` beside a model. */
export const modelInfoSchema = z.object({
  version: z.literal(MODEL_VERSION),
  /** What the columns are (features/schema.ts). */
  features: z.object({ schema_version: z.number(), names: z.array(z.string()).readonly() }).readonly(),
  trained_on: z.object({ what: z.string(), rows: z.number() }).readonly(),
  seed: z.number(),
  parameters: z.object({ n_estimators: z.number(), max_samples: z.number(), contamination: z.number().gt(0).lt(1) })
    .readonly(),
  /** Scores that one row in 10^(k/8) of the training, or of its quiet part, reached, for k from 0 (calibration.ts). */
  calibration: z.array(z.number()).min(1).readonly(),
  /** The median of each column among the training rows. */
  medians: z.array(z.number()).readonly(),
  /** SHA-256 of the `.onnx` file, in hex. */
  sha256: z.string(),
}).readonly();

/** The `.json` beside a model. */
export type ModelInfo = z.infer<typeof modelInfoSchema>;

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
  const parsed = modelInfoSchema.safeParse(info);
  if (!parsed.success) {
    const [{ path, message }] = parsed.error.issues;
    throw new ModelError(
      `its .json is not one of this version of Oddline (${path.join(".") || "all of it"}: ${message})`,
    );
  }
  const model = parsed.data;
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
    throw new ModelError(error instanceof Error ? error.message : String(error), { cause: error });
  }
  if (forest.columns !== columns) throw new ModelError(`it takes ${forest.columns} columns instead of ${columns}`);
  return forest;
}
