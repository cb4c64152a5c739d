/**
 * What the `.json` beside a model says, and the check of it. Checked by hand: every run reads it, and a library for
 * such checks takes longer to load than all else that a short run does with a model.
 */

/** Raised when the shape below changes. */
const MODEL_VERSION = 1;

/** The `.json` beside a model. */
export interface ModelInfo {
  readonly version: typeof MODEL_VERSION;
  /** What the columns are (features/schema.ts). */
  readonly features: { readonly schema_version: number; readonly names: readonly string[] };
  readonly trained_on: { readonly what: string; readonly rows: number };
  readonly seed: number;
  readonly parameters: { readonly n_estimators: number; readonly max_samples: number; readonly contamination: number };
  /** Scores that one row in 10^(k/8) of the training, or of its quiet part, reached, for k from 0 (calibration.ts). */
  readonly calibration: readonly number[];
  /** The median of each column among the training rows. */
  readonly medians: readonly number[];
  /** SHA-256 of the `.onnx` file, in hex. */
  readonly sha256: string;
}

type Check = (value: unknown) => boolean;

const isNumber: Check = (value) => typeof value === "number" && Number.isFinite(value);
const isText: Check = (value) => typeof value === "string";
const isNumbers: Check = (value) => Array.isArray(value) && value.every(isNumber);

/** Where each value stands, and what it must be. Outer ones come before what is in them. */
const CHECKS: readonly (readonly [path: string, what: string, check: Check])[] = [
  ["version", `the number ${MODEL_VERSION}`, (value) => value === MODEL_VERSION],
  ["features.schema_version", "a number", isNumber],
  ["features.names", "a list of names", (value) => Array.isArray(value) && value.every(isText)],
  ["trained_on.what", "a text", isText],
  ["trained_on.rows", "a number", isNumber],
  ["seed", "a number", isNumber],
  ["parameters.n_estimators", "a number", isNumber],
  ["parameters.max_samples", "a number", isNumber],
  ["parameters.contamination", "above 0 and below 1", (value) => isNumber(value) && isShare(value as number)],
  ["calibration", "a list of numbers", (value) => isNumbers(value) && (value as number[]).length > 0],
  ["medians", "a list of numbers", isNumbers],
  ["sha256", "a text", isText],
];

/** What is wrong with it, and where; undefined where nothing is, and it is a `ModelInfo`. */
export function modelInfoProblem(info: unknown): string | undefined {
  if (!isObject(info)) return "all of it: must be an object";
  for (const [path, what, check] of CHECKS) {
    const value = path.split(".").reduce<unknown>((outer, name) => isObject(outer) ? outer[name] : undefined, info);
    if (!check(value)) return `${path}: must be ${what}`;
  }
  return undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function isShare(value: number): boolean {
  return value > 0 && value < 1;
}
