/**
 * Where an executable carries its compressed library. Deno reads all that it has put behind its runtime into memory at every
 * start, and keeps it there; the library would be two thirds of that, 17 MB in each run. So the build moves it on Linux to
 * where nobody reads: between the runtime, which is an ELF file and says itself where it ends, and what Deno put behind it.
 * Elsewhere it is one of the executable's own files.
 */

/** The name among the executable's own files. */
export const ARCHIVE_NAME = "library.gz";

/** Bytes of an ELF file's header, and where it says where the table of sections lies, which comes last. */
const HEAD_BYTES = 64;
const ELF_MAGIC = 0x7f454c46;
const SECTIONS_OFFSET_AT = 0x28;
const SECTION_BYTES_AT = 0x3a;
const SECTION_COUNT_AT = 0x3c;

const PIECE_BYTES = 1 << 18;

/** What is looked through for the archive. */
export interface ArchivePlaces {
  /** The folder of the executable's own files, for where it is one of them. */
  readonly folder: URL;
  readonly executable: string;
  /** The archive's length. */
  readonly bytes: number;
}

/** The archive's bytes. Throws when it is at neither place. */
export function carriedArchive({ folder, executable, bytes }: ArchivePlaces): ReadableStream<Uint8Array<ArrayBuffer>> {
  try {
    return Deno.openSync(new URL(ARCHIVE_NAME, folder)).readable;
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    return ReadableStream.from(piecesBehindRuntime(executable, bytes));
  }
}

/** Where the runtime ends at the beginning of an executable; undefined where that is no ELF file of 64 bits. */
export function runtimeEnd(file: Deno.FsFile): number | undefined {
  const head = new DataView(new ArrayBuffer(HEAD_BYTES));
  file.seekSync(0, Deno.SeekMode.Start);
  if (file.readSync(new Uint8Array(head.buffer)) !== HEAD_BYTES || head.getUint32(0) !== ELF_MAGIC) return undefined;
  const sections = Number(head.getBigUint64(SECTIONS_OFFSET_AT, true));
  return sections + head.getUint16(SECTION_BYTES_AT, true) * head.getUint16(SECTION_COUNT_AT, true);
}

function* piecesBehindRuntime(executable: string, bytes: number): Generator<Uint8Array<ArrayBuffer>> {
  using file = Deno.openSync(executable);
  const begin = runtimeEnd(file);
  if (begin === undefined) throw new Error(`${executable} does not carry the library; it is damaged`);
  file.seekSync(begin, Deno.SeekMode.Start);
  for (let left = bytes; left > 0;) {
    const piece = new Uint8Array(Math.min(left, PIECE_BYTES));
    const length = file.readSync(piece);
    if (length === null) return; // cut short: what is unpacked has another checksum
    left -= length;
    yield piece.subarray(0, length);
  }
}
