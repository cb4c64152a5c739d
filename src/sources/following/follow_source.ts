/**
 * Following many files at once. Chunks are given in turn, one per file that has something, so that a busy file does not
 * keep the others waiting. What has changed is found by looks at the files: when the system tells of a change, and by
 * polling, four times a second for files that have grown lately, once a second (less often with many) for the others.
 */
import { errorMessage } from "../../core/error_message.ts";
import { rejectPipes } from "../finding/file_kind.ts";
import { Finder } from "../finding/finder.ts";
import type { DealtWith, FollowOptions } from "./follow_options.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { FollowedFiles } from "./followed_files.ts";
import type { Generation } from "./generation.ts";
import { Handles, HANDLES_MAX, readAt } from "./handles.ts";
import { unreadPosition } from "./place.ts";
import type { FilePosition } from "./position.ts";
import { Unpacking } from "./unpacking.ts";
import { readAgain } from "../read_again.ts";
import { resume } from "./resume.ts";
import { type Chunk, LINE_BYTES_MAX, type LinePlace, type Source } from "../source.ts";
import { SourceError } from "../source_error.ts";
import { lastChunk } from "../stdin.ts";
import { Schedule } from "./schedule.ts";
import { statFile } from "./file_search.ts";

/** A renamed file whose path stays empty may still be written to: it is kept this many times as long. */
const LINGER_WITHOUT_SUCCESSOR = 30;
const UNPACKING_MS = 10;

/** Follows files, globs and folders. */
export class FollowSource implements Source {
  /** Whether a file was read by an earlier run, and is gone on with. */
  readonly goesOn: boolean;
  readonly #now: () => number;
  readonly #finder: Finder;
  readonly #handles: Handles;
  readonly #unpacking: Unpacking;
  readonly #files: FollowedFiles;
  readonly #schedule: Schedule;
  readonly #exitAtEnd: boolean;
  readonly #lingerMs: number;
  readonly #lineBytesMax: number;
  readonly #warn: (message: string, source: string) => void;
  /** Positions of files that this run has nothing to do with: kept for those that have. */
  readonly #foreign: readonly FilePosition[];
  readonly #streams: Generation[] = [];
  readonly #queue: Generation[] = [];
  readonly #lingering = new Set<Generation>();
  #closed = false;

  /** Finds the files and opens those that have something to read. Throws a SourceError for paths that lead nowhere. */
  constructor(paths: readonly string[], options: FollowOptions) {
    const { now, positions = [], handlesMax = HANDLES_MAX } = options;
    this.#now = now;
    this.#exitAtEnd = options.exitAtEnd ?? false;
    this.#lingerMs = options.lingerMs ?? 2000;
    this.#warn = options.onWarning ?? (() => {});
    this.#lineBytesMax = options.lineBytesMax ?? LINE_BYTES_MAX;
    this.#handles = new Handles(handlesMax);
    this.#unpacking = new Unpacking(this.#handles, (generation, error) => this.#fail(generation, error));
    const seen = new Set(positions.map((position) => position.path));
    const { include = [], exclude = [], isOwn = () => false, onWarning } = options;
    this.#finder = new Finder(paths, { include, exclude, isOwn, mayBeMissing: (path) => seen.has(path), onWarning });
    this.#files = new FollowedFiles({
      lineBytesMax: this.#lineBytesMax,
      now,
      handles: this.#handles,
      onReadable: (generation) => this.#enqueue(generation),
      onWarning: this.#warn,
    });
    const found = this.#finder.expand();
    for (const file of found) rejectPipes(file);
    this.#schedule = new Schedule(this.#files, this.#finder, options);
    const { foreign, goesOn } = resume({ paths, found }, options, { files: this.#files, unpacking: this.#unpacking });
    this.#foreign = foreign;
    this.goesOn = goesOn;
    this.#schedule.begin();
  }

  read(into: Uint8Array): Chunk | undefined | null {
    if (this.#closed) return null;
    this.#lookAround();
    for (let turns = this.#queue.length; turns > 0; turns--) {
      const generation = this.#queue.shift()!;
      generation.queued = false;
      const chunk = this.#turn(generation, into);
      if (chunk !== undefined) return chunk;
    }
    return this.#exitAtEnd && this.#queue.length === 0 ? null : undefined;
  }

  async ready(signal: AbortSignal): Promise<void> {
    const ms = this.#queue.every(({ isUnpacking }) => isUnpacking) ? UNPACKING_MS : 0;
    if (this.#queue.length > 0) return await new Promise((resolve) => setTimeout(resolve, ms));
    while (!signal.aborted && !this.#closed && this.#queue.length === 0) {
      await this.#schedule.wait(signal);
      this.#lookAround();
    }
  }

  /** From the file that its source names now, or from one of the same source that was renamed since. */
  lineAt(place: LinePlace): string | undefined {
    const known = [...this.#files.known.all()].filter(({ source }) => source === place.source);
    return readAgain([place.source, ...known.map(({ path }) => path)], place, this.#lineBytesMax);
  }

  names(): Iterable<string> {
    return this.#files.places.keys();
  }

  /**
   * All that a checkpoint stores: every file that is followed or still to be remembered. `dealtWith` says how far the
   * lines of a stream are dealt with; undefined for none of them.
   */
  positions(dealtWith: (streamId: number) => DealtWith | undefined): FilePosition[] {
    this.#followMoves();
    const positions = [...this.#foreign];
    for (const generation of this.#files.known.all()) {
      const dealt = generation.stream === undefined ? undefined : dealtWith(generation.stream.id);
      // a stream that is dealt with no longer, but was read to its end, is dealt with to its end
      const end = generation.done && generation.stream !== undefined
        ? { offset: generation.offset, line: 0 }
        : undefined;
      const at = dealt ?? end ?? generation.start;
      if (at === undefined) continue;
      if (generation.done && at.offset >= generation.offset && !this.#mustBeKnown(generation)) continue;
      positions.push(this.#positionOf(generation, at));
    }
    for (const place of this.#files.places.values()) {
      const position = unreadPosition(place);
      if (position !== undefined) positions.push(position);
    }
    return positions;
  }

  close(): void {
    // the last positions are asked for once all is closed
    this.#followMoves();
    this.#closed = true;
    this.#schedule.close();
    this.#unpacking.close();
    this.#handles.close();
  }

  #lookAround(): void {
    this.#schedule.lookAtDue();
    for (const generation of this.#lingering) this.#enqueue(generation);
    this.#lingering.clear();
  }

  #enqueue(generation: Generation): void {
    if (generation.queued || generation.done) return;
    generation.queued = true;
    this.#queue.push(generation);
  }

  /** Gives a generation its turn: one chunk, if it has one. It is queued again while it may have more. */
  #turn(generation: Generation, into: Uint8Array): Chunk | undefined {
    const before = generation.after;
    const waits = before !== undefined && !before.done && !before.drained;
    if (waits) this.#enqueue(before);
    if (generation.isUnpacking) void this.#unpacking.begin(generation);
    if (waits || generation.isUnpacking) return void this.#enqueue(generation);
    // Between the last look and now the file may have been truncated and written anew.
    if (!generation.detached) this.#schedule.lookAt(generation);
    try {
      return this.#readSome(generation, into);
    } catch (error) {
      if (error instanceof RangeError) throw error;
      return this.#fail(generation, error);
    }
  }

  #readSome(generation: Generation, into: Uint8Array): Chunk | undefined {
    const file = this.#files.fileOf(generation);
    const read = (bytes: Uint8Array, offset: number) => file === undefined ? 0 : readAt(file, bytes, offset);
    const newStream = () => this.#streams.push(generation) - 1;
    let got = generation.next(read, into, newStream);
    if (got === undefined && generation.detached) {
      generation.drained = true;
      if (this.#isSettled(generation, file)) got = generation.next(read, into, newStream, true);
      else this.#lingering.add(generation);
    }
    if (got === undefined) return undefined;
    if (got === null) {
      this.#files.finish(generation, this.#schedule.scans);
      return generation.stream === undefined ? undefined : lastChunk(generation.stream, generation.offset);
    }
    this.#enqueue(generation);
    return got === "busy" ? undefined : got;
  }

  /** Whether nothing more is expected in a file that has left its path and is read to its end. */
  #isSettled(generation: Generation, file: Deno.FsFile | undefined): boolean {
    if (generation.settled || this.#exitAtEnd || file === undefined) return true;
    const succeeded = this.#files.places.get(generation.source)?.exists === true || file.statSync().nlink === 0;
    const lingerMs = succeeded ? this.#lingerMs : LINGER_WITHOUT_SUCCESSOR * this.#lingerMs;
    return this.#now() - generation.grewAtMs >= lingerMs;
  }

  /** A file that cannot be read is told of once, and given up until it changes. */
  #fail(generation: Generation, error: unknown): undefined {
    this.#handles.drop(generation);
    generation.rewind();
    if (!generation.warned) this.#warn(`${generation.path}: ${errorMessage(error)}`, generation.source);
    generation.warned = true;
    if (!(error instanceof SourceError) && !generation.detached) return;
    generation.lost = generation.settled = generation.detached = true;
    this.#files.finish(generation, this.#schedule.scans);
  }

  /**
   * Whether a file that was read to its end would be taken for new by the next run: it lies where a pattern finds it.
   */
  #mustBeKnown(generation: Generation): boolean {
    if (!this.#schedule.findsMore || generation.isPacked) return false;
    if (generation.doneAtScan === this.#schedule.scans) return true;
    return this.#files.places.has(generation.path) && liesAtItsPath(generation);
  }

  /** Finds the new names of files that were read to their end, where a rotation has moved them since the last look. */
  #followMoves(): void {
    if (this.#closed || !this.#schedule.findsMore) return;
    const moved = [...this.#files.known.all()].filter((generation) =>
      generation.done && !generation.hasLeft && !generation.isPacked && this.#files.places.has(generation.path) &&
      !liesAtItsPath(generation)
    );
    if (moved.length === 0) return;
    this.#schedule.lookAtAll();
    for (const generation of moved) generation.hasLeft = !liesAtItsPath(generation);
  }

  #positionOf(generation: Generation, at: DealtWith): FilePosition {
    const { dev, inode } = generation;
    const path = this.#files.places.has(generation.path) ? generation.path : generation.source;
    return { path, fingerprint: fingerprintOf(generation.head), dev, inode, offset: at.offset, line: at.line };
  }
}

function liesAtItsPath({ path, dev, inode }: Generation): boolean {
  const info = statFile(path);
  return info !== undefined && info.dev === dev && info.ino === inode;
}
