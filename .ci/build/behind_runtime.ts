/**
 * Moves the compressed library of a Linux executable between its runtime and what Deno put behind that, out of what Deno
 * reads into memory at each start (src/forest/carried_archive.ts). Deno finds its part from the end of the file.
 */
import { runtimeEnd } from "../../src/forest/carried_archive.ts";

/** Deno's part ends with its own length: eight bytes, the lowest first. */
const LENGTH_BYTES = 8;

/** Inserts the archive. Returns whether it could: not where Deno's part does not reach from the runtime to the end. */
export function placeBehindRuntime(executable: URL, archive: Uint8Array): boolean {
  using file = Deno.openSync(executable, { read: true, write: true });
  const begin = runtimeEnd(file);
  const { size } = file.statSync();
  if (begin === undefined || begin + LENGTH_BYTES > size) return false;
  const rest = new Uint8Array(size - begin);
  file.seekSync(begin, Deno.SeekMode.Start);
  for (let at = 0; at < rest.length;) at += file.readSync(rest.subarray(at)) ?? rest.length;
  const length = new DataView(rest.buffer).getBigUint64(rest.length - LENGTH_BYTES, true);
  if (length !== BigInt(rest.length)) return false;
  file.seekSync(begin, Deno.SeekMode.Start);
  for (const bytes of [archive, rest]) {
    for (let written = 0; written < bytes.length;) written += file.writeSync(bytes.subarray(written));
  }
  return true;
}
