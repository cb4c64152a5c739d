/**
 * Loads ONNX Runtime, in any thread, from source and in an executable.
 *
 * It is loaded when a model is first needed, not before: most runs have no model, and loading costs 25 ms and 10 MB. An
 * executable carries its library compressed (embedded_library.ts).
 *
 * ONNX Runtime reports its use to its makers unless it is told not to (from 1.30 on also on Linux: an identifier on
 * disk, and an upload). Oddline sends nothing, so it is told before it is loaded.
 */
import { dirname } from "node:path";
import type * as OnnxRuntime from "onnxruntime-node";
import manifest from "onnxruntime-node/package.json" with { type: "json" };
import { errorMessage } from "../core/error_message.ts";
import type { EmbeddedLibrary } from "./library_place.ts";

export type { OnnxRuntime };

/** Where the build puts the library, and what it is; there is nothing when running from source. */
const EMBEDDED = new URL("../../dist/embedded/", import.meta.url);

/** The variable that names the folder of temporary files, and what it says: asked before any thread changes it. */
const TEMPORARY = Deno.build.os === "windows" ? "TMP" : "TMPDIR";
const usualTemporary = Deno.env.get(TEMPORARY);

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
    if (Deno.build.standalone) await loadCarried();
    const runtime = await import("onnxruntime-node");
    runtime.env.logLevel = "error";
    return runtime;
  } catch (error) {
    throw new Error(
      `Cannot load ONNX Runtime ${onnxRuntimeVersion()} on ${Deno.build.os} ${Deno.build.arch}: ${errorMessage(error)}`,
      { cause: error },
    );
  }
}

/** Loads the library that the executable carries, and with it the module, which is found loaded from then on. */
async function loadCarried(): Promise<void> {
  const { openEmbeddedLibrary } = await import("./embedded_library.ts");
  const { carriedArchive } = await import("./carried_archive.ts");
  const library = describedLibrary();
  await openEmbeddedLibrary({
    library,
    archive: () => carriedArchive({ folder: EMBEDDED, executable: Deno.execPath(), bytes: library.archiveBytes }),
    system: { os: Deno.build.os, env: (name) => Deno.env.get(name) },
    open: async (path) => {
      Deno.dlopen(path, {});
      await importWithin(dirname(path));
    },
  });
}

/**
 * Imports the module while a folder of ours stands for the temporary one. Deno puts the addon there, under a name that
 * anybody can guess, and leaves it: where all users share a folder, one of them could be in the way
 * of another, or change it.
 */
async function importWithin(folder: string): Promise<void> {
  Deno.env.set(TEMPORARY, folder);
  try {
    await import("onnxruntime-node");
  } finally {
    if (usualTemporary === undefined) Deno.env.delete(TEMPORARY);
    else Deno.env.set(TEMPORARY, usualTemporary);
  }
}

function describedLibrary(): EmbeddedLibrary {
  try {
    return JSON.parse(Deno.readTextFileSync(new URL("library.json", EMBEDDED)));
  } catch {
    throw new Error("its makers offer none for this system, so this executable has none in it");
  }
}
