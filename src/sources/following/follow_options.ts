/** What a `FollowSource` is made from, and what it is told of its progress. */
import type { FilePosition } from "./position.ts";

export interface FollowOptions {
  /** Wall clock in ms. */
  readonly now: () => number;
  readonly lineBytesMax?: number;
  /** See `FinderOptions`. */
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  readonly isOwn?: (path: string) => boolean;
  /** Where an earlier run stood, from its checkpoint, and when that was written (ms): files created since are new. */
  readonly positions?: readonly FilePosition[];
  readonly savedMs?: number;
  /** Files without a position are read from their beginning, as new. Default false. */
  readonly fromStart?: boolean;
  /** Else so many of their last bytes are read first, as past. Default 16 MiB; Infinity for all. */
  readonly pastBytes?: number;
  /**
   * Gives null when all that is there has been read. An unfinished last line is left for the next run. Default false.
   */
  readonly exitAtEnd?: boolean;
  /** Whether to ask the system for changes, besides polling. Default true. */
  readonly watch?: boolean;
  /** Polling of files that have grown lately, and of the others. Default 250 and 1,000. */
  readonly pollMs?: number;
  readonly idlePollMs?: number;
  /** How long a file that was renamed or removed is still watched for late writes. Default 2,000. */
  readonly lingerMs?: number;
  /** Files that are open at once. Default 256. */
  readonly handlesMax?: number;
  /** Told what the user should know: files that have vanished, bytes that were lost; and of which source. */
  readonly onWarning?: (message: string, source: string) => void;
}

/** Read first of a file without a position: 16 MiB. */
export const PAST_BYTES = 16 * 1024 * 1024;

/** How far the lines of a stream are dealt with: `line` is the number of the line at `offset`. */
export interface DealtWith {
  readonly offset: number;
  readonly line: number;
}
