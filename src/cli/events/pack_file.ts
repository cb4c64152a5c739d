/**
 * Packs a file with gzip so that at any moment one of both is whole: what is packed gets its name when it is on
 * the disk, and only then the plain one goes. What a `kill -9` leaves half done is done again from the plain
 * file, which is still there.
 */
import { removeIfThere } from "../../sources/remove_if_there.ts";
import { packedPaths } from "./old_files.ts";

/** Packs the file, piece by piece. Throws what goes wrong, or is aborted, and leaves the plain file then. */
export async function packFile(plain: string, signal: AbortSignal): Promise<void> {
  const { packed, part } = packedPaths(plain);
  for (let isWhole = false; !isWhole;) {
    const { size } = Deno.statSync(plain);
    try {
      await packInto(part, plain, signal);
      Deno.renameSync(part, packed);
    } catch (error) {
      removeIfThere(part);
      throw error;
    }
    // another process may have had it open still, and have written its last lines
    isWhole = Deno.statSync(plain).size === size;
  }
  Deno.removeSync(plain);
}

async function packInto(part: string, plain: string, signal: AbortSignal): Promise<void> {
  using from = await Deno.open(plain);
  const mode = (from.statSync().mode ?? 0o600) & 0o777;
  using to = await Deno.open(part, { write: true, create: true, truncate: true, mode });
  for await (const piece of from.readable.pipeThrough(new CompressionStream("gzip"))) {
    signal.throwIfAborted();
    for (let at = 0; at < piece.length;) at += await to.write(piece.subarray(at));
  }
  await to.sync();
}
