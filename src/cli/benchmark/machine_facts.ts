/** The machine that a benchmark runs on. */
import { cpus, totalmem } from "node:os";
import type { MachineFacts } from "../../benchmark/result.ts";
import { onnxRuntimeVersion, VERSION } from "../version.ts";

export async function machineFacts(cores: number): Promise<MachineFacts> {
  const load = loadOfOneMinute();
  return {
    cpu: cpus()[0]?.model.trim() || "unknown processor",
    cores,
    memory_bytes: totalmem(),
    os: `${Deno.build.os} ${Deno.osRelease()} ${Deno.build.arch}`,
    oddline: VERSION,
    deno: Deno.version.deno,
    v8: Deno.version.v8,
    onnxruntime: await onnxRuntimeVersion(),
    ...(load !== undefined && { load }),
  };
}

/** Windows knows none, and says 0. */
function loadOfOneMinute(): number | undefined {
  return Deno.build.os === "windows" ? undefined : Deno.loadavg()[0];
}
