/**
 * Reads a gzip file (RFC 1952, several members one after another) unpacked, piece by piece. Fed in small pieces,
 * because what the decompressor has made of a piece is lost when the damage lies within it.
 */
import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";
import type { AsyncRead } from "./pump.ts";

const PACKED_BYTES = 8 * 1024;
const UNPACKED_BYTES = 64 * 1024;

/**
 * An unpacked file that can be read and closed. `read` throws a `GzipError` behind the last bytes that could be read.
 */
export interface GzipReader {
  readonly read: AsyncRead;
  close(): void;
}

/** The file is damaged or ends in the middle. */
export class GzipError extends Error {
  override readonly name = "GzipError";
}

/** Opens a gzip file. */
export function openGzip(path: string): GzipReader {
  const packed = createReadStream(path, { highWaterMark: PACKED_BYTES });
  const unpacked = createGunzip({ chunkSize: UNPACKED_BYTES });
  packed.on("error", (error: Error) => unpacked.destroy(error));
  packed.pipe(unpacked);
  const pieces: AsyncIterator<Uint8Array> = unpacked[Symbol.asyncIterator]();
  let piece: Uint8Array = new Uint8Array(0);
  const read = async (into: Uint8Array): Promise<number | null> => {
    while (piece.length === 0) {
      const next = await nextPiece(pieces);
      if (next === null) return null;
      piece = next;
    }
    const length = Math.min(into.length, piece.length);
    into.set(piece.subarray(0, length));
    piece = piece.subarray(length);
    return length;
  };
  const close = () => {
    packed.destroy();
    unpacked.destroy();
  };
  return { read, close };
}

async function nextPiece(pieces: AsyncIterator<Uint8Array>): Promise<Uint8Array | null> {
  try {
    const next = await pieces.next();
    return next.done === true ? null : next.value;
  } catch (error) {
    const code = (error as { code?: string }).code ?? "";
    if (!code.startsWith("Z_")) throw error;
    throw new GzipError(code === "Z_BUF_ERROR" ? "ends in the middle" : `is damaged (${(error as Error).message})`);
  }
}
