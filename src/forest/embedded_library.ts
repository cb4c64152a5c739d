/**
 * ONNX Runtime's library in an executable. The system's linker cannot see what a program carries inside itself, so the
 * library is unpacked and opened; the addon that is imported next finds it loaded, and needs no file of that name.
 *
 * It is unpacked once, into the user's cache, in a folder that is the user's alone: written aside and renamed, so that
 * several threads and processes may do it at once and a file under its name is whole. Before it is opened its checksum
 * is compared: what somebody has changed is not run, but replaced; what belongs to somebody else is left alone. Where
 * the cache cannot be used (no home, a read-only one, a full disk, a file system that nothing may be run from), the
 * library goes into a temporary folder of its own and is deleted as soon as it is open.
 */
import { createHash } from "node:crypto";
import { errorMessage } from "../core/error_message.ts";
import { cachedLibraryPath, type EmbeddedLibrary, pathOf, type System } from "./library_place.ts";

/** What `openEmbeddedLibrary` works on. */
export interface Carrier {
  readonly library: EmbeddedLibrary;
  /** The library, compressed with gzip. */
  readonly archive: () => ReadableStream<Uint8Array<ArrayBuffer>>;
  readonly system: System;
  /** Loads a library into the process, and what needs it; throws where that is not possible. */
  readonly open: (path: string) => void | Promise<void>;
}

/** Others may neither write to a library nor to its folder. */
const WRITABLE_BY_OTHERS = 0o022;

/**
 * Opens the library, from the cache or from a temporary folder, and returns the path it was opened from.
 *
 * @throws {Error} when neither is possible, with what would do.
 */
export async function openEmbeddedLibrary(carrier: Carrier): Promise<string> {
  const cached = cachedLibraryPath(carrier.system, carrier.library);
  let problem = "there is no cache folder";
  if (cached !== undefined) {
    try {
      await placeInCache(carrier, cached);
      await carrier.open(cached);
      return cached;
    } catch (error) {
      problem = errorMessage(error);
    }
  }
  return await openTemporary(carrier, problem);
}

/** Sees to it that the right library, and nobody else's, is at this path. */
async function placeInCache(carrier: Carrier, path: string): Promise<void> {
  const folder = pathOf(carrier.system.os).dirname(path);
  Deno.mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (!isOnlyOurs(Deno.lstatSync(folder), "isDirectory")) throw new Error(`others can write to ${folder}`);
  if (isRight(path, carrier.library)) return;
  const aside = Deno.makeTempFileSync({ dir: folder, prefix: "unpacking-" });
  try {
    await unpack(carrier, aside);
    Deno.renameSync(aside, path);
  } catch (error) {
    Deno.removeSync(aside);
    throw error;
  }
}

async function openTemporary(carrier: Carrier, problem: string): Promise<string> {
  let folder: string | undefined;
  try {
    folder = Deno.makeTempDirSync({ prefix: "oddline-onnxruntime-" });
    const path = pathOf(carrier.system.os).join(folder, carrier.library.name);
    await unpack(carrier, path);
    await carrier.open(path);
    return path;
  } catch (error) {
    throw new Error(
      `its library can be opened neither from the cache (${problem}) ` +
        `nor from a temporary folder (${errorMessage(error)}); ` +
        `set ${carrier.system.os === "windows" ? "LOCALAPPDATA" : "XDG_CACHE_HOME"} to a folder of your own with ` +
        `${Math.ceil(carrier.library.bytes / 1e6)} MB free, on a file system that programs may be run from`,
      { cause: error },
    );
  } finally {
    if (folder !== undefined) removeIfPossible(folder);
  }
}

/** What is open stays usable; but Windows does not let go of it, and the system's own clean-up has to do it. */
function removeIfPossible(folder: string): void {
  try {
    Deno.removeSync(folder, { recursive: true });
  } catch {
    // left behind, by nobody's fault
  }
}

/** In pieces, so that a library of 45 MB does not pass through memory at once. Throws when its checksum is another. */
async function unpack({ library, archive }: Carrier, path: string): Promise<void> {
  using output = Deno.openSync(path, { write: true, create: true, truncate: true, mode: 0o600 });
  const sum = createHash("sha256");
  for await (const piece of archive().pipeThrough(new DecompressionStream("gzip"))) {
    sum.update(piece);
    for (let written = 0; written < piece.length;) written += output.writeSync(piece.subarray(written));
  }
  if (sum.digest("hex") !== library.sha256) {
    throw new Error("what was unpacked is not the library; the executable is damaged");
  }
}

function isRight(path: string, { bytes, sha256 }: EmbeddedLibrary): boolean {
  let info: Deno.FileInfo;
  try {
    info = Deno.lstatSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
  if (!isOnlyOurs(info, "isFile")) throw new Error(`${path} is not a file of this user alone`);
  return info.size === bytes && sumOf(path) === sha256;
}

/** Windows has no such modes; there the folder, within the user's profile, has been given to the user alone. */
function isOnlyOurs(info: Deno.FileInfo, kind: "isFile" | "isDirectory"): boolean {
  if (!info[kind]) return false; // a symbolic link is neither
  return info.uid === null || (info.uid === Deno.uid() && ((info.mode ?? 0) & WRITABLE_BY_OTHERS) === 0);
}

function sumOf(path: string): string {
  using file = Deno.openSync(path);
  const sum = createHash("sha256");
  const piece = new Uint8Array(1 << 18);
  for (let length = file.readSync(piece); length !== null; length = file.readSync(piece)) {
    sum.update(piece.subarray(0, length));
  }
  return sum.digest("hex");
}
