/**
 * Rotated logs that were compressed (gzip) before they were read to their ends: known by what they begin with when
 * unpacked, and unpacked from where they are unread into a file without a name, in which they are read as any other.
 */
import { constants, gunzipSync } from "node:zlib";
import { FINGERPRINT_BYTES_MAX } from "./fingerprint.ts";
import { openGzip } from "../gzip.ts";
import { readAt } from "./handles.ts";

/** Enough packed bytes to unpack the head of any text from. */
const PACKED_HEAD_BYTES = 4096;
const PIECE_BYTES = 256 * 1024;

/** The first bytes of a compressed file, unpacked; undefined where it is damaged. */
export function unpackedHead(file: Deno.FsFile): Uint8Array | undefined {
  const packed = new Uint8Array(PACKED_HEAD_BYTES);
  const length = readAt(file, packed, 0);
  try {
    const head = gunzipSync(packed.subarray(0, length), { finishFlush: constants.Z_SYNC_FLUSH });
    return new Uint8Array(head.subarray(0, FINGERPRINT_BYTES_MAX));
  } catch {
    return undefined;
  }
}

/**
 * The unpacked file, open, with what stands behind `offset`, and its first bytes; what lies between is a hole. It is
 * gone when it is closed. Rejects with what went wrong: damage, no room.
 */
export async function unpackBehind(path: string, offset: number): Promise<Deno.FsFile> {
  const aside = Deno.makeTempFileSync({ prefix: "oddline-unpacked-" });
  const file = Deno.openSync(aside, { read: true, write: true });
  Deno.removeSync(aside);
  const gzip = openGzip(path);
  try {
    const piece = new Uint8Array(PIECE_BYTES);
    let at = 0;
    for (let read = await gzip.read(piece); read !== null; read = await gzip.read(piece)) {
      if (at < FINGERPRINT_BYTES_MAX) writeAt(file, piece.subarray(0, Math.min(read, FINGERPRINT_BYTES_MAX - at)), at);
      if (at + read > offset) {
        const known = Math.max(0, offset - at);
        writeAt(file, piece.subarray(known, read), at + known);
      }
      at += read;
    }
    file.truncateSync(at);
    return file;
  } catch (error) {
    file.close();
    throw error;
  } finally {
    gzip.close();
  }
}

function writeAt(file: Deno.FsFile, bytes: Uint8Array, offset: number): void {
  file.seekSync(offset, Deno.SeekMode.Start);
  for (let at = 0; at < bytes.length;) at += file.writeSync(bytes.subarray(at));
}
