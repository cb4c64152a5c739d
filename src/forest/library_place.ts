/**
 * Where the executable keeps ONNX Runtime's library, by the customs of each system. Only names are made here, so that
 * the rules of all three can be tested on any of them.
 */
import { posix, win32 } from "node:path";

/** The library that an executable carries, as the build describes it in `dist/embedded/library.json`. */
export interface EmbeddedLibrary {
  /** The file's name, by which Windows' loader, and no other, recognises what is loaded already. */
  readonly name: string;
  /** ONNX Runtime's version. */
  readonly version: string;
  readonly bytes: number;
  /** SHA-256 of the unpacked file, in hexadecimal digits. */
  readonly sha256: string;
  /** Length of the file as the executable carries it, compressed with gzip. */
  readonly archiveBytes: number;
}

/** A system as far as it decides on places. */
export interface System {
  readonly os: typeof Deno.build.os;
  readonly env: (name: string) => string | undefined;
}

/** So much of the checksum is part of the folder's name: builds with different libraries do not share a place. */
const SUM_DIGITS = 16;

/**
 * The path of the library in the user's cache; undefined where the environment names neither a cache folder nor a home.
 *
 * Linux and others: the [XDG base directories](https://specifications.freedesktop.org/basedir/latest/); macOS:
 * `~/Library/Caches`, unless XDG_CACHE_HOME says otherwise; Windows: `%LOCALAPPDATA%`.
 */
export function cachedLibraryPath(
  system: System,
  { name, version, sha256 }: Pick<EmbeddedLibrary, "name" | "version" | "sha256">,
): string | undefined {
  const cache = cacheFolder(system);
  if (cache === undefined) return undefined;
  return pathOf(system.os).join(cache, "oddline", `onnxruntime-${version}-${sha256.slice(0, SUM_DIGITS)}`, name);
}

function cacheFolder({ os, env }: System): string | undefined {
  const { isAbsolute, join } = pathOf(os);
  const named = (name: string, ...below: string[]) => {
    const folder = env(name);
    return folder !== undefined && isAbsolute(folder) ? join(folder, ...below) : undefined;
  };
  if (os === "windows") return named("LOCALAPPDATA") ?? named("USERPROFILE", "AppData", "Local");
  return named("XDG_CACHE_HOME") ?? (os === "darwin" ? named("HOME", "Library", "Caches") : named("HOME", ".cache"));
}

/** The functions for that system's paths. */
export function pathOf(os: System["os"]): typeof posix {
  return os === "windows" ? win32 : posix;
}
