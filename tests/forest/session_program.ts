/** A program of its own: two workers run a model in ONNX Runtime, and it prints their results. */
import { onnxRuntimeVersion } from "../../src/forest/onnx_session.ts";

const results = await Promise.all([2, 10].map((factor) =>
  new Promise<string>((resolve, reject) => {
    const worker = new Worker(new URL("./session_worker.ts", import.meta.url), { type: "module" });
    worker.onmessage = ({ data }) => resolve(String(data));
    worker.onerror = (event) => reject(new Error(event.message));
    worker.postMessage({ factor, rows: new Float32Array([1, 2, 3, 4]), columns: 2 });
  })
));
console.log(JSON.stringify({ version: onnxRuntimeVersion(), results }));
