/**
 * Workers that outlive the pools that begin them, so that thousands of short runs in one process share a thread: to
 * begin one takes longer than all else in such a run.
 */
import type { FromWorker, ToWorker } from "../../src/workers/messages.ts";

/** From now on pools use such workers; they end when this is disposed. */
export function lastingWorkers(): Disposable {
  const { Worker } = globalThis;
  const idle: Worker[] = [];
  class LastingWorker extends EventTarget implements Pick<Worker, "onmessage" | "onerror" | "postMessage"> {
    onmessage: Worker["onmessage"] = null;
    onerror: Worker["onerror"] = null;
    onmessageerror: Worker["onmessageerror"] = null;
    #worker: Worker | undefined;

    constructor(url: string | URL, options?: WorkerOptions) {
      super();
      const worker = this.#worker = idle.pop() ?? new Worker(url, options);
      worker.onmessage = (event: MessageEvent<FromWorker>) => {
        // what has failed at a task does nothing any more
        if (event.data.type === "failed") this.#worker = undefined;
        this.onmessage?.call(worker, event);
        if (this.#worker === undefined) worker.terminate();
      };
      worker.onerror = (event) => {
        this.#worker = undefined;
        this.onerror?.call(worker, event);
      };
    }

    postMessage(message: ToWorker): void {
      if (message.type === "end") this.terminate();
      else this.#worker?.postMessage(message);
    }

    terminate(): void {
      if (this.#worker === undefined) return;
      this.#worker.onmessage = this.#worker.onerror = null;
      idle.push(this.#worker);
      this.#worker = undefined;
    }
  }
  globalThis.Worker = LastingWorker;
  return {
    [Symbol.dispose]() {
      globalThis.Worker = Worker;
      for (const worker of idle) worker.postMessage({ type: "end" } satisfies ToWorker);
    },
  };
}
