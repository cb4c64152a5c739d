/**
 * A line that was read long ago, read again from its file: what is said of a session later shows the line that caused
 * it, and no copy of all lines has to be kept for that. Only a file that still begins as the stream did is asked; what
 * came through a pipe, or was compressed, cannot be read again (`Stream.canReadAgain`), and is kept for a while by who
 * may tell of it.
 */
import { decodeText } from "../core/lines/text.ts";
import { IDENTITY_BYTES, streamIdentity } from "./following/fingerprint.ts";
import { readAt, tryOpen } from "./following/handles.ts";
import type { LinePlace } from "./source.ts";

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
/** Most lines are shorter; what is longer is read on. */
const READ_BYTES = 4096;

/**
 * The line that begins there, at most `lineBytesMax` bytes of it; undefined where none of the files is that stream's.
 */
export function readAgain(paths: readonly string[], place: LinePlace, lineBytesMax: number): string | undefined {
  for (const path of new Set(paths)) {
    const line = readFrom(path, place, lineBytesMax);
    if (line !== undefined) return line;
  }
}

function readFrom(path: string, { identity, offset }: LinePlace, lineBytesMax: number): string | undefined {
  const file = tryOpen(path);
  if (file === undefined) return undefined;
  try {
    const head = new Uint8Array(IDENTITY_BYTES);
    if (streamIdentity(head.subarray(0, readAt(file, head, 0))) !== identity) return undefined;
    return lineFrom(file, offset, lineBytesMax);
  } catch {
    // it went away, or failed, in between
    return undefined;
  } finally {
    file.close();
  }
}

function lineFrom(file: Deno.FsFile, offset: number, lineBytesMax: number): string | undefined {
  for (let room = Math.min(READ_BYTES, lineBytesMax);; room = Math.min(room * 8, lineBytesMax)) {
    const bytes = new Uint8Array(room);
    const read = readAt(file, bytes, offset);
    if (read === 0) return undefined;
    const lineFeed = bytes.subarray(0, read).indexOf(LINE_FEED);
    if (lineFeed < 0 && read === room && room < lineBytesMax) continue;
    let end = lineFeed < 0 ? read : lineFeed;
    if (end > 0 && bytes[end - 1] === CARRIAGE_RETURN) end--;
    return decodeText(bytes, 0, end);
  }
}
