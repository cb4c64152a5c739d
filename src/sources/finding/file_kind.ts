/**
 * What a path leads to, as far as a log program cares: a file of text, a compressed one, a pipe, or something
 * that cannot be read as a log. Compression is told by content (magic bytes), because a name such as
 * `app.log.1.gz` is only a habit.
 */
import { errorMessage } from "../../core/error_message.ts";
import { isHeld } from "../../core/held_files.ts";
import { SourceError } from "../source_error.ts";

/** A file that can be read. */
export interface FoundFile {
  /** As the user named it, or found below what the user named; "-" for standard input. */
  readonly path: string;
  readonly kind: "file" | "gzip" | "pipe" | "stdin";
  /** Named by the user as it stands, not found through a folder or a glob. */
  readonly explicit: boolean;
  readonly dev: number;
  readonly inode: number;
  readonly size: number;
}

/** What the first bytes of a file say. */
export type Content = "text" | "empty" | "binary" | "utf-16" | Compression;
type Compression = "gzip" | "zstd" | "xz" | "bzip2" | "lz4" | "zip";

/** A file with a NUL in this many first bytes is taken for binary. */
const SNIFF_BYTES = 1024;

const MAGIC: readonly (readonly [Compression, readonly number[]])[] = [
  ["gzip", [0x1f, 0x8b]],
  ["zstd", [0x28, 0xb5, 0x2f, 0xfd]],
  ["xz", [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]],
  ["bzip2", [0x42, 0x5a, 0x68]],
  ["lz4", [0x04, 0x22, 0x4d, 0x18]],
  ["zip", [0x50, 0x4b, 0x03, 0x04]],
];

const UNPACK: Readonly<Record<Exclude<Compression, "gzip">, string>> = {
  zstd: "zstd -dc",
  xz: "xz -dc",
  bzip2: "bzip2 -dc",
  lz4: "lz4 -dc",
  zip: "unzip -p",
};

/** Judges a file by its first bytes. */
export function contentOf(head: Uint8Array): Content {
  if (head.length === 0) return "empty";
  for (const [name, magic] of MAGIC) if (magic.every((byte, at) => head[at] === byte)) return name;
  const mark = head[0]! << 8 | (head[1] ?? 0);
  if (mark === 0xfffe || mark === 0xfeff) return "utf-16";
  return head.subarray(0, SNIFF_BYTES).includes(0) ? "binary" : "text";
}

/** Reads the first bytes of a file and judges it. Throws what opening throws. The history is not opened. */
export function sniff(path: string): Content {
  if (isHeld(path)) return "binary";
  using file = Deno.openSync(path);
  const head = new Uint8Array(SNIFF_BYTES);
  return contentOf(head.subarray(0, file.readSync(head) ?? 0));
}

/** A path that the user named as a file: what it is, or a SourceError that says why it cannot be read. */
export function explicitFile(path: string, info: Deno.FileInfo, gz: boolean): FoundFile {
  const found = { path, explicit: true, dev: info.dev, inode: info.ino ?? 0, size: info.size };
  if (info.isFifo || isStandardStream(path, info)) return { ...found, kind: "pipe" };
  if (!info.isFile) {
    throw new SourceError(`${path}: is ${deviceName(info)}, not a log. Name a file, a folder or a pipe.`);
  }
  const content = trySniff(path);
  if (content === "utf-16") {
    throw new SourceError(`${path}: is UTF-16. Convert it first: iconv -f UTF-16 -t UTF-8 ${path} | oddline scan -`);
  }
  if (content === "gzip") {
    if (gz) return { ...found, kind: "gzip" };
    throw new SourceError(`${path}: is compressed, so nothing will be added to it. Read it with: oddline scan ${path}`);
  }
  if (content in UNPACK) {
    const unpack = UNPACK[content as keyof typeof UNPACK];
    throw new SourceError(
      `${path}: is compressed with ${content}. Unpack it first: ${unpack} ${path} | oddline scan -`,
    );
  }
  return { ...found, kind: "file" };
}

/** The error for a path that cannot be looked at or opened. */
export function openError(path: string, error: unknown): SourceError {
  if (error instanceof SourceError) return error;
  if (path === "") return new SourceError(`a FILE without a name. Is a variable empty? "-" reads standard input.`);
  if (error instanceof Deno.errors.NotFound) {
    return new SourceError(`${path}: no such file. Check the path; "-" reads standard input.`);
  }
  if (error instanceof Deno.errors.PermissionDenied) {
    return new SourceError(
      `${path}: permission denied. Run as a user who may read it (sudo, or the group that owns it).`,
    );
  }
  return new SourceError(`${path}: cannot be read: ${errorMessage(error)}`);
}

function trySniff(path: string): Content {
  try {
    return sniff(path);
  } catch (error) {
    throw openError(path, error);
  }
}

/** /dev/stdin, a process substitution or /dev/null: character devices that end, or that the user wants to read. */
function isStandardStream(path: string, info: Deno.FileInfo): boolean {
  return !info.isFile && !info.isDirectory && !info.isBlockDevice &&
    (path === "/dev/null" || /^\/(dev\/(stdin$|fd\/)|proc\/self\/fd\/)/.test(path));
}

function deviceName(info: Deno.FileInfo): string {
  if (info.isBlockDevice) return "a block device";
  if (info.isCharDevice) return "a character device";
  if (info.isSocket) return "a socket";
  return "not a regular file";
}

/** Throws a SourceError for what can be read, but not followed together with files. */
export function rejectPipes(file: FoundFile): void {
  if (file.kind === "file") return;
  if (file.kind === "stdin") throw new SourceError("-: standard input cannot be followed together with files");
  throw new SourceError(`${file.path}: is a pipe. Give it as standard input: oddline watch - < ${file.path}`);
}
