/**
 * Loads ONNX Runtime, in any thread, from source and in a compiled program.
 *
 * It is loaded when a model is first needed, not before: most runs have no model, and loading costs 25 ms and 10 MB.
 *
 * A compiled program carries `libonnxruntime` inside itself, where the system's linker cannot see it. It is written once to
 * `$XDG_CACHE_HOME/oddline/ort-VERSION/` and opened by name; the addon that is imported next finds it already loaded.
 * The file is written aside, synced and renamed, so what has the right size there is whole; a folder that others can
 * write to is refused. Where the cache cannot be used the library goes to a temporary file, deleted once it is open.
 *
 * ONNX Runtime reports its use to its makers unless it is told not to (from 1.30 on also on Linux: an identifier on disk,
 * and an upload). Oddline sends nothing, so it is told before it is loaded.
 */
import { createRequire } from "node:module";
import type * as OnnxRuntime from "onnxruntime-node";
import manifest from "onnxruntime-node/package.json" with { type: "json" };

export type { OnnxRuntime };

const LIBRARY = "libonnxruntime.so.1";

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
    if (Deno.build.standalone) openEmbeddedLibrary();
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

/** Makes the embedded library known to the linker, which then needs no file of that name beside the addon. */
function openEmbeddedLibrary(): void {
  if (Deno.build.os !== "linux") return;
  const embedded = embeddedLibraryPath();
  const cached = cachedLibraryPath();
  if (cached !== undefined && openCachedLibrary(embedded, cached)) return;
  openTemporaryLibrary(embedded);
}

function embeddedLibraryPath(): string {
  const manifestPath = createRequire(import.meta.url).resolve("onnxruntime-node/package.json");
  const machine = Deno.build.arch === "aarch64" ? "arm64" : "x64";
  return manifestPath.replace(/package\.json$/, `bin/napi-v6/linux/${machine}/${LIBRARY}`);
}

/** Where the library is kept; undefined where the environment names neither a cache folder nor a home. */
function cachedLibraryPath(): string | undefined {
  const home = Deno.env.get("HOME");
  const cache = Deno.env.get("XDG_CACHE_HOME") || (home ? `${home}/.cache` : undefined);
  return cache?.startsWith("/") ? `${cache}/oddline/ort-${onnxRuntimeVersion()}/${LIBRARY}` : undefined;
}

/** Opens the library in the cache, writing it first where it is missing or not whole; false where that is not possible. */
function openCachedLibrary(embedded: string, cached: string): boolean {
  const folder = cached.slice(0, cached.lastIndexOf("/"));
  try {
    Deno.mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (!isPrivate(folder)) return false;
    if (!isWhole(embedded, cached)) writeAside(embedded, cached);
    Deno.dlopen(cached, {});
    return true;
  } catch {
    return false; // a read-only home, a full disk, a file system that nothing may be run from
  }
}

/** Whether the folder is the user's own and nobody else can put a library there. */
function isPrivate(folder: string): boolean {
  const { isDirectory, isSymlink, mode, uid } = Deno.lstatSync(folder);
  return isDirectory && !isSymlink && uid === Deno.uid() && ((mode ?? 0) & 0o022) === 0;
}

function isWhole(embedded: string, cached: string): boolean {
  try {
    const { isFile, size, mode } = Deno.lstatSync(cached);
    return isFile && size === Deno.statSync(embedded).size && ((mode ?? 0) & 0o022) === 0;
  } catch {
    return false;
  }
}

/** Several threads and processes may do this at once: each writes its own file, and the last rename stands. */
function writeAside(embedded: string, cached: string): void {
  const aside = Deno.makeTempFileSync({ dir: cached.slice(0, cached.lastIndexOf("/")), prefix: "writing-" });
  try {
    copyInto(embedded, aside);
    Deno.renameSync(aside, cached);
  } catch (error) {
    Deno.removeSync(aside);
    throw error;
  }
}

function openTemporaryLibrary(embedded: string): void {
  const temporary = Deno.makeTempFileSync({ prefix: "oddline-onnxruntime-" });
  try {
    copyInto(embedded, temporary);
    Deno.dlopen(temporary, {});
  } catch (error) {
    throw new Error(
      `its library can be opened neither in the cache folder nor in ${temporary} (${messageOf(error)}); ` +
        "set XDG_CACHE_HOME to a folder of your own with 60 MB free, on a file system that programs may be run from",
      { cause: error },
    );
  } finally {
    Deno.removeSync(temporary); // what is open stays usable
  }
}

/** In pieces, so that a library of 45 MB does not pass through memory at once. */
function copyInto(from: string, to: string): void {
  using input = Deno.openSync(from);
  using output = Deno.openSync(to, { write: true, truncate: true });
  const piece = new Uint8Array(1 << 20);
  for (let length = input.readSync(piece); length !== null; length = input.readSync(piece)) {
    for (let written = 0; written < length;) written += output.writeSync(piece.subarray(written, length));
  }
  output.syncSync();
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
