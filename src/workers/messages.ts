/** What the coordinator and its workers say to each other. Lines and columns travel in shared batches, never in these. */
import type { FormatSpec } from "../formats/format.ts";
import type { MaskSpec } from "../mining/custom_masks.ts";
import type { RuleSpec } from "../detectors/rule_spec.ts";

/** Sent once, before anything else. */
export interface InitMessage {
  readonly type: "init";
  /** The buffers of all batches; messages name them by their index. */
  readonly batches: readonly SharedArrayBuffer[];
  readonly bytesMax: number;
  readonly timeZone: string;
  readonly rules: readonly RuleSpec[];
  /** The user's own masks. */
  readonly masks: readonly MaskSpec[];
  /** Sources of regular expressions (pipeline options, `multiline`). */
  readonly haltBefore?: string;
  readonly continueThrough?: string;
}

/** Parse the bytes from `begin` to `end` of a batch into its columns. */
export interface ParseMessage {
  readonly type: "parse";
  readonly batch: number;
  readonly begin: number;
  readonly end: number;
  /** Number of the format among those this worker was told of; `spec` comes with its first use. */
  readonly format: number;
  readonly spec?: FormatSpec;
  readonly referenceMs: number;
  /** The last line is only the beginning of a longer one. */
  readonly truncated: boolean;
}

/** Load ONNX Runtime and say its version. */
export interface OnnxMessage {
  readonly type: "onnx";
}

/** What a worker is told. */
export type ToWorker = InitMessage | ParseMessage | OnnxMessage;

/** The batch's columns are filled. */
export interface ParsedMessage {
  readonly type: "parsed";
  readonly batch: number;
}

/** A batch could not be parsed; the worker is not to be trusted any more. */
export interface FailedMessage {
  readonly type: "failed";
  readonly batch: number;
  readonly error: string;
}

/** The answer to `OnnxMessage`. */
export interface OnnxAnswer {
  readonly type: "onnx";
  readonly version?: string;
  readonly error?: string;
}

/** What a worker says. */
export type FromWorker = ParsedMessage | FailedMessage | OnnxAnswer;
