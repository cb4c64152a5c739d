/**
 * Compresses ONNX Runtime's library of one system for its executable: 46 MB become 17, and unpacking takes a sixth of a
 * second. Brotli would save another 3 MB, for ten times the time of a build. The same library gives the same bytes.
 */
import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { ARCHIVE_NAME } from "../../src/forest/carried_archive.ts";
import type { EmbeddedLibrary } from "../../src/forest/library_place.ts";
import { neededPackages, ROOT } from "./packages.ts";
import type { Target } from "./targets.ts";

/** Where the program looks for it (src/forest/onnx_library.ts). */
export const EMBEDDED = "dist/embedded";
/** The library in that folder, compressed. */
export const ARCHIVE = `${EMBEDDED}/${ARCHIVE_NAME}`;

const GZIP_LEVEL_MAX = 9;

/** Writes the library of that system, compressed, and what it is. Returns its archive; undefined where there is none. */
export function writeEmbeddedLibrary(target: Target): Uint8Array | undefined {
  const folder = new URL(`${EMBEDDED}/`, ROOT);
  Deno.mkdirSync(folder, { recursive: true });
  for (const { name } of [...Deno.readDirSync(folder)]) Deno.removeSync(new URL(name, folder));
  if (target.folder === undefined || target.library === undefined) return undefined;
  const bytes = Deno.readFileSync(
    new URL(`${onnxRuntimeFolder()}/bin/napi-v6/${target.folder}/${target.library}`, ROOT),
  );
  const archive = gzipSync(bytes, { level: GZIP_LEVEL_MAX });
  const library: EmbeddedLibrary = {
    name: target.library,
    version: onnxRuntimeVersion(),
    bytes: bytes.length,
    sha256: createHash("sha256").update(bytes).digest("hex"),
    archiveBytes: archive.length,
  };
  write(new URL(ARCHIVE, ROOT), archive);
  write(new URL("library.json", folder), new TextEncoder().encode(`${JSON.stringify(library)}\n`));
  return archive;
}

/** With a fixed time: `deno compile` writes the times of files into the executable. */
function write(path: URL, bytes: Uint8Array): void {
  Deno.writeFileSync(path, bytes);
  Deno.utimeSync(path, 0, 0);
}

/** The native file that Deno itself loads from inside the executable; undefined where there is none. */
export function addonPath({ folder }: Target): string | undefined {
  return folder && `${onnxRuntimeFolder()}/bin/napi-v6/${folder}/onnxruntime_binding.node`;
}

function onnxRuntimeFolder(): string {
  return `node_modules/.deno/onnxruntime-node@${onnxRuntimeVersion()}/node_modules/onnxruntime-node`;
}

function onnxRuntimeVersion(): string {
  return neededPackages().find(({ name }) => name === "onnxruntime-node")!.version;
}
