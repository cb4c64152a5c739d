/**
 * The event files that were put aside, in the folder of the one that is written: which there are, which have been kept
 * long enough, and which are still to be packed. A name says when it was put aside; no other file is touched.
 */
import { basename, dirname, extname, join } from "node:path";
import { type StampedName, stampedName, stampOf } from "../../core/time/stamped_name.ts";
import type { EventRotation } from "./rotation.ts";

const PACKED = ".gz";
const PART = `${PACKED}.part`;

export interface OldFile {
  readonly path: string;
  /** When it was put aside, in milliseconds since the epoch. */
  readonly putAsideMs: number;
  readonly state: "plain" | "packed" | "half packed";
}

/** What belongs to the event file at `path`, the newest first; a file that is plain and packed is there twice. */
export function oldFiles(path: string): OldFile[] {
  const named = nameOf(path);
  return [...Deno.readDirSync(dirname(path))].flatMap(({ name, isFile }) => {
    const old = isFile ? oldFile(name, named) : undefined;
    return old === undefined ? [] : [{ path: join(dirname(path), name), ...old }];
  }).sort((a, b) => b.putAsideMs - a.putAsideMs);
}

/** Whether a name is one under which an event file of the name `eventsName` was put aside. */
export function isPutAside(name: string, eventsName: string): boolean {
  return oldFile(name, nameOf(eventsName)) !== undefined;
}

/** What a name says of an old file; undefined where it is none. */
function oldFile(name: string, named: StampedName): Omit<OldFile, "path"> | undefined {
  const state = name.endsWith(PART) ? "half packed" : name.endsWith(PACKED) ? "packed" : "plain";
  const putAsideMs = stampOf(name.slice(0, name.length - ENDINGS[state].length), named);
  return putAsideMs === undefined ? undefined : { putAsideMs, state };
}

const ENDINGS = { plain: "", packed: PACKED, "half packed": PART } as const;

/** Where the file is put aside now: behind all that are there, even when the clock has gone back. */
export function pathAside(path: string, nowMs: number): string {
  const newestMs = oldFiles(path)[0]?.putAsideMs ?? -Infinity;
  return join(dirname(path), stampedName(nameOf(path), Math.max(nowMs, newestMs + 1)));
}

/**
 * What there is to do: files that go (too many, too old, half packed), and those that are to be
 * packed, the oldest first.
 */
export function sortOut(files: readonly OldFile[], rotation: EventRotation, nowMs: number) {
  const { keep, keptMs = Infinity, compress } = rotation;
  const moments = [...new Set(files.map(({ putAsideMs }) => putAsideMs))];
  const kept = new Set(moments.filter((ms, index) => index < keep && nowMs - ms < keptMs));
  const stays = ({ putAsideMs, state }: OldFile) => kept.has(putAsideMs) && state !== "half packed";
  return {
    gone: files.filter((file) => !stays(file)),
    plain: files.filter((file) => stays(file) && file.state === "plain" && compress).reverse(),
  };
}

/** Where the packed file of a plain one stands, and where it is made. */
export function packedPaths(plain: string): { readonly packed: string; readonly part: string } {
  return { packed: `${plain}${PACKED}`, part: `${plain}${PART}` };
}

function nameOf(path: string): StampedName {
  const extension = extname(path);
  return { stem: basename(path, extension), extension };
}
