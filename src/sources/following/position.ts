/**
 * Where reading of a file stood, for a checkpoint, and how such positions are matched with what lies on the disk when
 * Oddline comes back: files may have been renamed, copied, truncated or removed in between. The fingerprint decides,
 * then the path, and the inode only between files that fit equally well.
 */
import type { FoundFile } from "../finding/file_kind.ts";
import { type Candidate, statFile } from "./file_search.ts";
import { type Fingerprint, FINGERPRINT_BYTES_MAX, fits } from "./fingerprint.ts";
import { fileKey } from "./generation.ts";
import { readHead, tryOpen } from "./handles.ts";
import { HeadIndex, HeadsBeside } from "./head_index.ts";

/** By fewer first bytes a compressed file is not known for sure. */
const KNOWN_BYTES_MIN = 128;

/** What a checkpoint stores of one file. */
export interface FilePosition {
  readonly path: string;
  readonly fingerprint: Fingerprint;
  readonly dev: number;
  readonly inode: number;
  /** All bytes before this one are dealt with: the start of a line. */
  readonly offset: number;
  /** 1-based number of the line at `offset`; 0 where it is not known, and counted when it is needed. */
  readonly line: number;
}

/** Whether what a checkpoint holds are positions: it may have been written by anybody. */
export function arePositions(values: unknown): values is readonly FilePosition[] {
  return Array.isArray(values) && values.every((value: Partial<FilePosition> | null) => {
    const { path, fingerprint, dev, inode, offset, line } = value ?? {};
    return typeof path === "string" && typeof fingerprint?.hash === "string" &&
      [fingerprint.bytes, dev, inode, offset, line].every((number) =>
        Number.isSafeInteger(number) && Number(number) >= 0
      );
  });
}

/** A file that has left its path, and is not among the files that are followed. */
export interface MovedFile {
  readonly position: FilePosition;
  readonly candidate: Candidate;
  readonly head: Uint8Array;
  /** It was compressed meanwhile. */
  readonly isPacked: boolean;
}

/** What became of the positions. */
export interface MatchedPositions {
  /** By path of a followed file: the position at which its content stands. The file may have had another path then. */
  readonly here: ReadonlyMap<string, FilePosition>;
  /** Those of these paths at which the very file lies that was read, not a copy. */
  readonly sure: ReadonlySet<string>;
  readonly moved: readonly MovedFile[];
  readonly vanished: readonly FilePosition[];
}

/** Matches positions with the files that are followed, and with those beside them. */
export function matchPositions(files: readonly FoundFile[], positions: readonly FilePosition[]): MatchedPositions {
  const here = new Map<string, FilePosition>();
  const heads = new Map(files.map((file) => [file.path, headOf(file)]));
  const index = new HeadIndex(files.map((file) => ({ file, head: heads.get(file.path)! })));
  const byPath = new Map(files.map((file) => [file.path, file]));
  let left = positions.filter((position) => {
    const file = byPath.get(position.path);
    if (file === undefined || here.has(file.path) || !standsIn(position, file, heads.get(file.path)!)) return true;
    here.set(file.path, position);
    return false;
  });
  const take = (accepts: (position: FilePosition, file: FoundFile) => boolean) => {
    left = left.filter((position) => {
      const may = (file: FoundFile) => !here.has(file.path) && file.size >= position.offset && accepts(position, file);
      const file = longest(index.find(position.fingerprint).map(({ file }) => file).filter(may));
      if (file !== undefined) here.set(file.path, position);
      return file === undefined;
    });
  };
  // No position takes as a copy what another one knows by its inode.
  take(isInode);
  take(() => true);
  const isSure = ([path, position]: [string, FilePosition]) =>
    position.line > 0 && isInode(position, byPath.get(path)!);
  const sure = new Set([...here].filter(isSure).map(([path]) => path));
  const used = new Set([...here.keys()].map((path) => byPath.get(path)!).map((file) => fileKey(file.dev, file.inode)));
  const moved: MovedFile[] = [];
  const vanished: FilePosition[] = [];
  const beside = new HeadsBeside();
  for (const position of left) {
    if (position.fingerprint.bytes === 0) continue;
    const found = searchBeside(position, beside, used);
    if (found === undefined) vanished.push(position);
    else {
      used.add(found.candidate.key);
      moved.push(found);
    }
  }
  return { here, sure, moved, vanished };
}

/** Whether the content of a file can be what was read up to the position. An empty file fits any file at its path. */
function standsIn(position: FilePosition, file: { readonly size: number }, head: Uint8Array): boolean {
  if (position.fingerprint.bytes === 0) return position.offset === 0;
  return file.size >= position.offset && fits(position.fingerprint, head);
}

function searchBeside(
  position: FilePosition,
  beside: HeadsBeside,
  used: ReadonlySet<string>,
): MovedFile | undefined {
  const { plain, packed } = beside.of(position.path);
  const rank = (candidate: Candidate) => Number(isInode(position, candidate));
  const [found] = plain.find(position.fingerprint)
    .filter(({ file }) => !used.has(file.key) && file.size >= position.offset)
    .sort((a, b) => rank(b.file) - rank(a.file) || b.file.size - a.file.size);
  if (found !== undefined) return { position, candidate: found.file, head: found.head, isPacked: false };
  // no inode tells a compressed file, so it must be known by more than a beginning that others may have
  if (!isWellKnown(position)) return undefined;
  // the newest is likeliest, and comes first
  const unpacked = packed.find(position.fingerprint).find(({ file }) => !used.has(file.key));
  return unpacked && { position, candidate: unpacked.file, head: unpacked.head, isPacked: true };
}

/** Whether a file is known by lines that were read, and by enough of them. */
export function isWellKnown({ fingerprint, offset }: FilePosition): boolean {
  return fingerprint.bytes === FINGERPRINT_BYTES_MAX || offset > 0 && fingerprint.bytes >= KNOWN_BYTES_MIN;
}

/** Of several copies the longest holds most. */
function longest(files: readonly FoundFile[]): FoundFile | undefined {
  return files.reduce<FoundFile | undefined>(
    (best, file) => best === undefined || file.size > best.size ? file : best,
    undefined,
  );
}

function isInode(position: FilePosition, file: { readonly dev: number; readonly inode: number }): boolean {
  return position.dev === file.dev && position.inode === file.inode;
}

function headOf(file: FoundFile): Uint8Array {
  const opened = statFile(file.path) === undefined ? undefined : tryOpen(file.path);
  if (opened === undefined) return new Uint8Array(0);
  using handle = opened;
  return readHead(handle);
}
