/** What the pool has handed to a worker and has no answer to yet: which message it is, and what becomes of the answer. */
import type { FormatSpec } from "../formats/format.ts";
import type { FromWorker, ModelReference, ParseMessage, ScoreMessage, ToWorker } from "./messages.ts";
import type { Training, TrainMessage } from "./messages.ts";

/** What a worker has done so far. */
export interface WorkDone {
  /** Batches that it has parsed. */
  batches: number;
  /** Batches of rows that it has scored, and how long their answers took, ms; 0 where there is no clock. */
  scored: number;
  scoreMs: number;
}

/** A worker, and what it has been told. */
export interface Member {
  readonly worker: Worker;
  readonly life: number;
  /** In the order in which it does them. */
  readonly tasks: Pending[];
  readonly formats: Set<number>;
  /** Sum of the model that it was told of last, and holds (score_task.ts). */
  model: string | undefined;
  /** Tasks on their way to it that go before the batches that wait there (`InitMessage`). */
  readonly urgent: Int32Array;
  readonly done: WorkDone;
  /** It has begun, and said so or more. */
  hasAnswered: boolean;
}

/** A task: one of these. */
export type Pending = PendingParse | PendingScore | PendingTraining;

type Model = Required<ModelReference>;

export class PendingParse {
  attempts = 0;
  readonly request: Omit<ParseMessage, "type" | "spec">;
  readonly #spec: FormatSpec;
  readonly fail: (message: string) => void;

  constructor(request: PendingParse["request"], spec: FormatSpec, onFailed: (message: string) => void) {
    this.request = request;
    this.#spec = spec;
    this.fail = onFailed;
  }

  messageTo({ formats }: Member): ToWorker {
    const isNews = !formats.has(this.request.format);
    if (isNews) formats.add(this.request.format);
    return { type: "parse", ...this.request, ...(isNews ? { spec: this.#spec } : {}) };
  }

  isAnsweredBy(message: FromWorker): boolean {
    return message.type === "parsed" && message.batch === this.request.batch;
  }
}

export class PendingScore {
  attempts = 0;
  /** When a worker was given it, ms. */
  handedMs = 0;
  readonly #id: number;
  readonly #model: Model;
  readonly #request: Pick<ScoreMessage, "rows" | "columns">;
  readonly #answer = Promise.withResolvers<Float32Array>();
  readonly result = this.#answer.promise;

  constructor(id: number, model: Model, request: Pick<ScoreMessage, "rows" | "columns">) {
    this.#id = id;
    this.#model = model;
    this.#request = request;
  }

  messageTo(member: Member): ToWorker {
    return { type: "score", id: this.#id, ...this.#request, model: referenceFor(member, this.#model) };
  }

  isAnsweredBy(message: FromWorker): boolean {
    return message.type === "scored" && message.id === this.#id;
  }

  settle(message: FromWorker): void {
    if (message.type === "scored" && message.scores !== undefined) this.#answer.resolve(message.scores);
    else this.fail("error" in message ? message.error ?? "" : "");
  }

  fail(message: string): void {
    this.#answer.reject(new Error(message));
  }
}

export class PendingTraining {
  attempts = 0;
  readonly #id: number;
  readonly #model: Model | undefined;
  readonly #request: Omit<TrainMessage, "type" | "id" | "onnx">;
  readonly #answer = Promise.withResolvers<Training>();
  readonly result = this.#answer.promise;

  constructor(id: number, model: Model | undefined, request: Omit<TrainMessage, "type" | "id" | "onnx">) {
    this.#id = id;
    this.#model = model;
    this.#request = request;
  }

  messageTo(_member: Member): ToWorker {
    const onnx = this.#model?.onnx;
    return { type: "train", id: this.#id, ...this.#request, ...(onnx && { onnx }) };
  }

  isAnsweredBy(message: FromWorker): boolean {
    return message.type === "trained" && message.id === this.#id;
  }

  settle(message: FromWorker): void {
    if (message.type === "trained" && message.training !== undefined) this.#answer.resolve(message.training);
    else this.fail("error" in message ? message.error ?? "" : "");
  }

  fail(message: string): void {
    this.#answer.reject(new Error(message));
  }
}

/** How a worker is told of a model: with its bytes, unless it is the one that it was told of last. */
function referenceFor(member: Member, { sum, onnx }: Model): ModelReference {
  if (member.model === sum) return { sum };
  member.model = sum;
  return { sum, onnx };
}
