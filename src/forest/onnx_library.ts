/**
 * Loads ONNX Runtime, in any thread, from source and in an executable.
 *
 * It is loaded when a model is first needed, not before: most runs have no model, and loading costs 25 ms and 10 MB. An
 * executable carries its library compressed (embedded_library.ts).
 *
 * ONNX Runtime reports its use to its makers unless it is told not to (from 1.30 on also on Linux: an identifier on disk,
 * and an upload). Oddline sends nothing, so it is told before it is loaded.
 */
import type * as OnnxRuntime from "onnxruntime-node";
import manifest from "onnxruntime-node/package.json" with { type: "json" };
import type { EmbeddedLibrary } from "./library_place.ts";

export type { OnnxRuntime };

/** Where the build puts the library, and what it is; there is nothing when running from source. */
const EMBEDDED = new URL("../../dist/embedded/", import.meta.url);

let loading: Promise<typeof OnnxRuntime> | undefined;

/** The version of ONNX Runtime that Oddline is built with; does not load it. */
export function onnxRuntimeVersion(): string {
  return manifest.version;
}

/**
 * ONNX Runtime's module, loaded at the first call of each thread.
 *
 * @throws {Error} when it cannot be loaded here, with what to do about it.
 */
export function loadOnnxRuntime(): Promise<typeof OnnxRuntime> {
  loading ??= load();
  return loading;
}

async function load(): Promise<typeof OnnxRuntime> {
  try {
    if (Deno.env.get("ORT_DISABLE_TELEMETRY") !== "1") Deno.env.set("ORT_DISABLE_TELEMETRY", "1");
    if (Deno.build.standalone) await openCarried();
    const runtime = await import("onnxruntime-node");
    runtime.env.logLevel = "error";
    return runtime;
  } catch (error) {
    throw new Error(
      `Cannot load ONNX Runtime ${onnxRuntimeVersion()} on ${Deno.build.os} ${Deno.build.arch}: ${messageOf(error)}`,
      { cause: error },
    );
  }
}

async function openCarried(): Promise<void> {
  const { openEmbeddedLibrary } = await import("./embedded_library.ts");
  await openEmbeddedLibrary({
    library: describedLibrary(),
    archive: () => Deno.openSync(new URL("library.gz", EMBEDDED)).readable,
    system: { os: Deno.build.os, env: (name) => Deno.env.get(name) },
    open: (path) => void Deno.dlopen(path, {}),
  });
}

function describedLibrary(): EmbeddedLibrary {
  try {
    return JSON.parse(Deno.readTextFileSync(new URL("library.json", EMBEDDED)));
  } catch {
    throw new Error("its makers offer none for this system, so this executable has none in it");
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
