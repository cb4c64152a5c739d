/**
 * The pool: hands parse tasks to workers, keeps each of them busy with two at a time, and survives their death. A worker
 * that dies is replaced; the batch it worked on (still there, since batches are shared memory) is tried once more, and
 * given up to the caller if that fails too.
 */
import type { FormatSpec } from "../formats/format.ts";
import type { FromWorker, InitMessage, ParseMessage } from "./messages.ts";

/** Tasks that a worker has at a time: one in work, one waiting, so that it never idles. */
const TASKS_PER_WORKER = 2;
const ATTEMPTS_MAX = 2;

export type ParseRequest = Omit<ParseMessage, "type" | "spec">;

/** A worker's tables of local shape ids are told apart by this: table number within the worker, and the worker. */
export interface PoolEvents {
  /** A batch was parsed, by the worker whose `life` (a number never used twice) this is. */
  onParsed(request: ParseRequest, life: number): void;
  /** A batch could not be parsed, twice; the message says why. */
  onFailed(request: ParseRequest, message: string): void;
  /** A worker died and was replaced. */
  onRestart(message: string): void;
}

interface Pending {
  readonly request: ParseRequest;
  attempts: number;
}

interface Member {
  readonly worker: Worker;
  readonly life: number;
  readonly tasks: Pending[];
  readonly formats: Set<number>;
}

export class Pool {
  restarts = 0;
  readonly #init: InitMessage;
  readonly #events: PoolEvents;
  readonly #url: URL;
  readonly #members: Member[] = [];
  readonly #formats: FormatSpec[] = [];
  #lives = 0;
  #closed = false;

  /** `url` is that of another worker file, for tests. */
  constructor(workers: number, init: InitMessage, events: PoolEvents, url?: URL) {
    this.#init = init;
    this.#events = events;
    this.#url = url ?? new URL("./analysis_worker.ts", import.meta.url);
    for (let index = 0; index < workers; index++) this.#members.push(this.#spawn());
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

  /** Whether `submit` would find a worker with room. */
  hasRoom(): boolean {
    return this.#members.some((member) => member.tasks.length < TASKS_PER_WORKER);
  }

  /** Hands a batch to the worker with the least to do. */
  submit(request: ParseRequest): void {
    this.#assign({ request, attempts: 0 });
  }

  close(): void {
    this.#closed = true;
    for (const member of this.#members) member.worker.terminate();
    this.#members.length = 0;
  }

  #assign(pending: Pending): void {
    let chosen = this.#members[0];
    for (const member of this.#members) if (member.tasks.length < chosen.tasks.length) chosen = member;
    chosen.tasks.push(pending);
    const { request } = pending;
    const isNews = !chosen.formats.has(request.format);
    if (isNews) chosen.formats.add(request.format);
    chosen.worker.postMessage(
      { type: "parse", ...request, ...(isNews ? { spec: this.#formats[request.format] } : {}) } satisfies ParseMessage,
    );
  }

  #spawn(): Member {
    const member: Member = {
      worker: new Worker(this.#url, { type: "module", name: "oddline-analysis" }),
      life: this.#lives++,
      tasks: [],
      formats: new Set(),
    };
    member.worker.onmessage = (event: MessageEvent<FromWorker>) => this.#receive(member, event.data);
    member.worker.onerror = (event: ErrorEvent) => {
      event.preventDefault();
      this.#replace(member, event.message);
    };
    member.worker.postMessage(this.#init);
    return member;
  }

  #receive(member: Member, message: FromWorker): void {
    if (!this.#members.includes(member)) return; // the last words of a worker that was replaced
    if (message.type === "failed") return this.#replace(member, message.error);
    if (message.type !== "parsed") return;
    const index = member.tasks.findIndex(({ request }) => request.batch === message.batch);
    const [done] = member.tasks.splice(index, 1);
    if (done !== undefined) this.#events.onParsed(done.request, member.life);
  }

  /** The task in work is what the worker died of; those waiting behind it only move on. */
  #replace(member: Member, message: string): void {
    const index = this.#members.indexOf(member);
    if (this.#closed || index < 0) return;
    member.worker.terminate();
    this.restarts++;
    this.#members[index] = this.#spawn();
    this.#events.onRestart(message);
    const culprit = member.tasks[0];
    if (culprit !== undefined && ++culprit.attempts >= ATTEMPTS_MAX) {
      member.tasks.shift();
      this.#events.onFailed(culprit.request, message);
    }
    for (const pending of member.tasks) this.#assign(pending);
  }
}
