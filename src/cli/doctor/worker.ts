/** Whether threads and ONNX Runtime work: a worker is started as the pipeline does it, and loads the library. */
import type { FromWorker } from "../../workers/messages.ts";

const TIMEOUT_MS = 20_000;

/** Says what was loaded. Throws what went wrong. */
export async function lookAtWorker(): Promise<string> {
  const worker = new Worker(new URL("../../workers/analysis_worker.ts", import.meta.url), { type: "module" });
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    return await new Promise<string>((resolve, reject) => {
      timer = setTimeout(() => reject(new Error("no answer")), TIMEOUT_MS);
      worker.onerror = (event) => {
        event.preventDefault();
        reject(new Error(event.message));
      };
      worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
        if (data.type !== "onnx") return;
        if (data.error === undefined) resolve(`a worker thread has loaded ONNX Runtime ${data.version}`);
        else reject(new Error(data.error));
      };
      worker.postMessage({ type: "onnx" });
    });
  } finally {
    clearTimeout(timer);
    worker.terminate();
  }
}
