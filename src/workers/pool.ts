/**
 * The pool: hands tasks to workers, keeps each of them busy with two batches at a time, and survives their death. A
 * worker that dies is replaced; what it worked on (a batch is still there, being shared memory) is tried once more, and
 * given up to the caller if that fails too.
 */
import type { FormatSpec } from "../formats/format.ts";
import type { FromWorker, InitMessage, ParseMessage, ToWorker, Training, TrainMessage } from "./messages.ts";
import { type Member, type Pending, PendingParse, PendingScore, PendingTraining, type WorkDone } from "./pending.ts";

/** Tasks that a worker has at a time: one in work, one waiting, so that it never idles. */
const TASKS_PER_WORKER = 2;
const ATTEMPTS_MAX = 2;
const NOTHING_DONE: Readonly<WorkDone> = { batches: 0, scored: 0, scoreMs: 0 };
/**
 * Fewer rows than this are not worth a second worker: one scores them in 30 ms, and ONNX Runtime takes some 25 MB in
 * each. Nearly all batches have fewer, so that in nearly all runs one worker alone loads it.
 */
const ROWS_PER_TASK_MIN = 1 << 14;

export type ParseRequest = Omit<ParseMessage, "type" | "spec">;
/** What all workers are told first. */
export type PoolInit = Omit<InitMessage, "urgent">;
/** What is to be trained: all of the message but what the pool adds. */
export type TrainRequest = Omit<TrainMessage, "type" | "id" | "onnx">;

/** What becomes of the work. */
export interface PoolEvents {
  /** A batch was parsed, by the worker whose `life` (a number never used twice) this is. */
  onParsed(request: ParseRequest, life: number): void;
  /** A batch could not be parsed, twice; the message says why. */
  onFailed(request: ParseRequest, message: string): void;
  /** A worker died and was replaced. */
  onRestart(message: string): void;
}

/** What a pool may be given besides. */
export interface PoolOptions {
  /** Another worker file, for tests. */
  readonly url?: URL | undefined;
  /** The wall clock, ms, by which it is told how long scoring takes. */
  readonly now?: (() => number) | undefined;
}

export class Pool {
  restarts = 0;
  readonly #init: PoolInit;
  readonly #events: PoolEvents;
  readonly #url: URL;
  readonly #now: () => number;
  readonly #workers: number;
  /** Begun when they are first needed: a thread takes 35 ms to begin, in which a dashboard can draw its first frame. */
  readonly #members: Member[] = [];
  readonly #formats: FormatSpec[] = [];
  #model: { readonly sum: string; readonly onnx: Uint8Array } | undefined;
  #lives = 0;
  #ids = 0;
  #closed = false;

  constructor(workers: number, init: PoolInit, events: PoolEvents, { url, now = () => 0 }: PoolOptions = {}) {
    this.#init = init;
    this.#events = events;
    this.#now = now;
    this.#url = url ?? new URL("./analysis_worker.ts", import.meta.url);
    this.#workers = workers;
  }

  /** Makes a format known; returns the number that requests name it by. */
  addFormat(spec: FormatSpec): number {
    return this.#formats.push(spec) - 1;
  }

  formatAt(number: number): FormatSpec {
    return this.#formats[number];
  }

  /** A number that no worker has, for work done elsewhere. */
  newLife(): number {
    return this.#lives++;
  }

  /** How busy each worker is: its tasks as a share of what it may have. One that has not begun has none. */
  loads(): number[] {
    return Array.from({ length: this.#workers }, (_, k) => (this.#members[k]?.tasks.length ?? 0) / TASKS_PER_WORKER);
  }

  /** What each worker has done so far; one that has not begun, nothing. */
  done(): readonly Readonly<WorkDone>[] {
    return Array.from({ length: this.#workers }, (_, k) => this.#members[k]?.done ?? NOTHING_DONE);
  }

  /** Whether `submit` would find a worker with room, or begin one. */
  hasRoom(): boolean {
    if (this.#closed) return false;
    const isBegun = this.#members.length === this.#workers;
    return !isBegun || this.#members.some((member) => member.tasks.length < TASKS_PER_WORKER);
  }

  /** Hands a batch to the worker with the least to do. */
  submit(request: ParseRequest): void {
    const onFailed = (message: string) => this.#events.onFailed(request, message);
    this.#assign(new PendingParse(request, this.#formats[request.format], onFailed));
  }

  /** What `score` and `train` use from now on: a model by its SHA-256. Each worker loads it when it first gets rows. */
  loadModel(onnx: Uint8Array, sum: string): void {
    this.#model = { sum, onnx };
  }

  /**
   * The scores of rows that lie one after another, by the model in force. Many rows are spread over several workers.
   * Rejects when there is no model, it does not load, or two workers died of it.
   */
  async score(rows: Float32Array, columns: number): Promise<Float32Array> {
    const model = this.#model;
    if (model === undefined) throw new Error("Cannot score: no model was loaded");
    const count = rows.length / columns;
    const share = Math.max(ROWS_PER_TASK_MIN, Math.ceil(count / this.#workers));
    const pieces: Promise<Float32Array>[] = [];
    const scorers = this.#scorers();
    for (let row = 0; row < count; row += share) {
      const piece = rows.slice(row * columns, (row + share) * columns);
      const pending = new PendingScore(this.#ids++, model, { rows: piece, columns });
      this.#hand(pending, scorers[pieces.length]);
      pieces.push(pending.result);
    }
    const scores = new Float32Array(count);
    for (const [index, piece] of (await Promise.all(pieces)).entries()) scores.set(piece, index * share);
    return scores;
  }

  /**
   * Fits a model in a worker, and compares it with the one in force. Rejects when it cannot, or two workers died of it.
   */
  train(request: TrainRequest): Promise<Training> {
    const pending = new PendingTraining(this.#ids++, this.#model, request);
    this.#assign(pending);
    return pending.result;
  }

  /** Has the workers let go of what they do not need while nothing comes. */
  rest(): void {
    for (const { worker } of this.#members) worker.postMessage({ type: "rest" } satisfies ToWorker);
  }

  close(): void {
    this.#closed = true;
    for (const { worker, model } of this.#members) {
      // one that has a model ends by itself, when it has let go of that: a run may be followed by others
      // in this process
      if (model === undefined) worker.terminate();
      else worker.postMessage({ type: "end" } satisfies ToWorker);
    }
    this.#members.length = 0;
  }

  #assign(pending: Pending): void {
    if (pending instanceof PendingParse) {
      const members = this.#begun();
      let chosen = members[0];
      for (const member of members) if (member.tasks.length < chosen.tasks.length) chosen = member;
      return this.#hand(pending, chosen);
    }
    const scorers = this.#scorers();
    // a training takes long: it is kept from the worker that the coordinator waits for
    this.#hand(pending, pending instanceof PendingTraining ? scorers[1] ?? scorers[0] : scorers[0]);
  }

  /** Who scores: first those that have loaded a model, then those with the least to do. */
  #scorers(): Member[] {
    return this.#begun().toSorted((a, b) =>
      Number(b.model !== undefined) - Number(a.model !== undefined) || a.tasks.length - b.tasks.length
    );
  }

  #hand(pending: Pending, member: Member): void {
    const { tasks, urgent, worker } = member;
    if (pending instanceof PendingParse) tasks.push(pending);
    else {
      // the coordinator waits for it: it is done before the batches that wait there
      tasks.splice(1 + tasks.findLastIndex((each, at) => at === 0 || !(each instanceof PendingParse)), 0, pending);
      Atomics.add(urgent, 0, 1);
    }
    if (pending instanceof PendingScore) pending.handedMs = this.#now();
    worker.postMessage(pending.messageTo(member));
  }

  /** All workers; none once the pool was closed. */
  #begun(): readonly Member[] {
    while (!this.#closed && this.#members.length < this.#workers) this.#members.push(this.#spawn());
    return this.#members;
  }

  #spawn(): Member {
    const member: Member = {
      worker: new Worker(this.#url, { type: "module", name: "oddline-analysis" }),
      life: this.#lives++,
      tasks: [],
      formats: new Set(),
      model: undefined,
      urgent: new Int32Array(new SharedArrayBuffer(4)),
      done: { batches: 0, scored: 0, scoreMs: 0 },
      hasAnswered: false,
    };
    member.worker.onmessage = (event: MessageEvent<FromWorker>) => this.#receive(member, event.data);
    member.worker.onerror = (event: ErrorEvent) => {
      event.preventDefault();
      this.#replace(member, event.message);
    };
    member.worker.postMessage({ ...this.#init, urgent: member.urgent } satisfies InitMessage);
    return member;
  }

  #receive(member: Member, message: FromWorker): void {
    member.hasAnswered = true;
    if (!this.#members.includes(member)) return; // the last words of a worker that was replaced
    if (message.type === "failed") return this.#replace(member, message.error);
    const index = member.tasks.findIndex((pending) => pending.isAnsweredBy(message));
    if (index < 0) return;
    const [task] = member.tasks.splice(index, 1);
    this.#count(member.done, task);
    if (task instanceof PendingParse) this.#events.onParsed(task.request, member.life);
    else task.settle(message);
  }

  #count(done: WorkDone, task: Pending): void {
    if (task instanceof PendingParse) done.batches++;
    if (!(task instanceof PendingScore)) return;
    done.scored++;
    done.scoreMs += this.#now() - task.handedMs;
  }

  /** The task in work is what the worker died of; those waiting behind it only move on. */
  #replace(member: Member, message: string): void {
    const index = this.#members.indexOf(member);
    if (this.#closed || index < 0) return;
    member.worker.terminate();
    this.restarts++;
    // one that never said anything may not be able to begin: the next is begun when there is something to do
    if (member.hasAnswered) this.#members[index] = this.#spawn();
    else this.#members.splice(index, 1);
    this.#events.onRestart(message);
    const culprit = member.tasks[0];
    if (culprit !== undefined && ++culprit.attempts >= ATTEMPTS_MAX) {
      member.tasks.shift();
      culprit.fail(message);
    }
    for (const pending of member.tasks) this.#assign(pending);
  }
}
