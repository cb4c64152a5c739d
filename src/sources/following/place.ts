/** A path that is followed: what lies there, what lay there before, and where reading of it starts. */
import { fingerprintOf } from "./fingerprint.ts";
import type { Generation } from "./generation.ts";
import type { FilePosition } from "./position.ts";

/** Where reading of a file starts. */
export interface StartPoint {
  readonly offset: number;
  readonly line: number;
  readonly align: boolean;
  readonly pastEnd: number;
}

/** From the first byte, all of it new. */
export const FROM_THE_START: StartPoint = { offset: 0, line: 1, align: false, pastEnd: 0 };

/** A path that is followed. */
export interface Place {
  readonly path: string;
  readonly explicit: boolean;
  /** The file that lies there, once it has content. */
  generation: Generation | undefined;
  /** The last that lay there. */
  last: Generation | undefined;
  /** There is a file, though it may be empty. */
  exists: boolean;
  /** A file that is not a log, by its key: passed over while it is the one that lies here. */
  ignored: string | undefined;
  /** What lies here could not be opened, and that was said. */
  isRefused: boolean;
  /** What lies here has nothing new to read, as far as is known. */
  passed: Passed | undefined;
  dueMs: number;
  changedMs: number;
}

/**
 * A file that is read elsewhere, or a copy: looked into again when it changes, or when the other is no longer followed.
 */
export interface Passed {
  readonly key: string;
  readonly dev: number;
  readonly inode: number;
  readonly size: number;
  readonly of: Generation;
  readonly ofWas: string;
}

/** A path at which nothing has been looked for yet. */
export function newPlace(path: string, explicit: boolean, changedMs: number): Place {
  return {
    path,
    explicit,
    generation: undefined,
    last: undefined,
    exists: false,
    ignored: undefined,
    isRefused: false,
    passed: undefined,
    dueMs: 0,
    changedMs,
  };
}

/** The last bytes of a file, from the start of a line on; all that is there now is past. */
export function pastOf(size: number, pastBytes: number): StartPoint {
  const offset = Math.max(0, size - pastBytes);
  return { offset, line: offset === 0 ? 1 : 0, align: offset > 0, pastEnd: size };
}

/**
 * What is stored of a place at which no file is read: that nothing is there (all to come is new), or a copy
 * that is known.
 */
export function unreadPosition(place: Place): FilePosition | undefined {
  const { path, passed, exists, explicit, generation, ignored } = place;
  if (generation !== undefined || ignored !== undefined || (!exists && !explicit)) return undefined;
  if (!exists || passed === undefined) {
    return { path, fingerprint: fingerprintOf(new Uint8Array(0)), dev: 0, inode: 0, offset: 0, line: 1 };
  }
  if (!passed.of.done || passed.key === passed.of.key) return undefined;
  const { dev, inode, size, of } = passed;
  // No more is known by it than the copy has: what it is a copy of may have grown since, and longer copies have come.
  const fingerprint = fingerprintOf(of.head.subarray(0, size));
  return { path, fingerprint, dev, inode, offset: Math.min(size, of.offset), line: 0 };
}

/**
 * What matters of the other file to one that holds the same: whether it is done, and, if they are one, whether
 * it was renamed.
 */
export function stateSeenFrom(key: string, generation: Generation): string {
  if (generation.done) return "done";
  return generation.key === key && generation.detached ? "renamed" : "followed";
}
