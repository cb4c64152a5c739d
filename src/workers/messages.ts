/**
 * What the coordinator and its workers say to each other. Lines and columns travel in shared batches, never in these.
 */
import type { FormatSpec } from "../formats/format.ts";
import type { MaskSpec } from "../mining/masks/custom_masks.ts";
import type { RuleSpec } from "../detectors/rule_spec.ts";
import type { Acceptance } from "../forest/acceptance.ts";
import type { TrainedModel, TrainOptions } from "../forest/train.ts";

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
  /** Shared: the number of score and train tasks that were sent and not begun; they go before the batches that wait. */
  readonly urgent: Int32Array;
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

/** A model by its SHA-256; its bytes come with the first message to a worker that names it. */
export interface ModelReference {
  readonly sum: string;
  readonly onnx?: Uint8Array;
}

/** Score rows of features that lie one after another. */
export interface ScoreMessage {
  readonly type: "score";
  readonly id: number;
  readonly model: ModelReference;
  readonly rows: Float32Array;
  readonly columns: number;
}

/** Fit a model to a sample of rows; compare it with the one in force on rows that are kept apart. */
export interface TrainMessage {
  readonly type: "train";
  readonly id: number;
  /** As a `Reservoir` encodes them, which is a sixteenth of their values. */
  readonly rows: string;
  /** One row in so many is kept apart. */
  readonly probeEvery: number;
  readonly options: TrainOptions;
  /** The model in force, if there is one. */
  readonly onnx?: Uint8Array;
}

/** Nothing comes for a while: let go of what is not needed. There is no answer. */
export interface RestMessage {
  readonly type: "rest";
}

/** There is nothing more to do: let go of what is held, and end. */
export interface EndMessage {
  readonly type: "end";
}

/** What a worker is told. */
export type ToWorker =
  | InitMessage
  | ParseMessage
  | OnnxMessage
  | ScoreMessage
  | TrainMessage
  | RestMessage
  | EndMessage;

/** The worker has begun; nobody waits for it. */
export interface ReadyMessage {
  readonly type: "ready";
}

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

/** The answer to a `ScoreMessage`: the scores, or why there are none. */
export interface ScoredMessage {
  readonly type: "scored";
  readonly id: number;
  readonly scores?: Float32Array;
  readonly error?: string;
}

/** The answer to a `TrainMessage`. */
export interface TrainedMessage {
  readonly type: "trained";
  readonly id: number;
  readonly training?: Training;
  readonly error?: string;
}

/** A newly trained model, and whether it may take over. */
export interface Training extends TrainedModel {
  readonly acceptance: Acceptance;
}

/** What a worker says. */
export type FromWorker = ReadyMessage | ParsedMessage | FailedMessage | OnnxAnswer | ScoredMessage | TrainedMessage;
