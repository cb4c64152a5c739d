/**
 * What is followed: the paths that were named or found, the file that lies at each now, and the older generations of
 * it that are still read to their ends. A look at a path tells what has become of its file: grown, renamed away,
 * removed, truncated, or overwritten. Changes are judged by state, not by event, so it does not matter how many of
 * them a look comes after.
 *
 * What is lost, inherently: bytes written between the copy and the truncation of copytruncate; the unread rest of a
 * file that is truncated or overwritten without a copy, or removed while it is not open; a generation that comes and
 * goes between two looks under names that no pattern covers.
 */
import { type Candidate, filesBeside, openFirst, statFile } from "./file_search.ts";
import { contentOf } from "../finding/file_kind.ts";
import { beginsWith, FINGERPRINT_BYTES_MAX } from "./fingerprint.ts";
import { fileKey, Generation } from "./generation.ts";
import { type Handles, holdsSame, readHead, tryOpen } from "./handles.ts";
import { KnownFiles } from "./known_files.ts";
import { openPlace } from "./open_place.ts";
import { FROM_THE_START, newPlace, type Place, type StartPoint, stateSeenFrom } from "./place.ts";
import type { MovedFile } from "./position.ts";

export interface FollowedOptions {
  readonly lineBytesMax: number;
  readonly now: () => number;
  readonly handles: Handles;
  /** A generation may have something to read. */
  readonly onReadable: (generation: Generation) => void;
  readonly onWarning: (message: string, source: string) => void;
}

/** A closed file of the same size and time counts as unchanged, unless its time is this close to the last look. */
const TIME_GRAIN_MS = 1000;

/** The table of places, and what the looks at them find. */
export class FollowedFiles {
  readonly places = new Map<string, Place>();
  readonly known = new KnownFiles();
  readonly #options: FollowedOptions;
  readonly #handles: Handles;

  constructor(options: FollowedOptions) {
    this.#options = options;
    this.#handles = options.handles;
  }

  /** Follows a path from now on. */
  addPlace(path: string, explicit: boolean): Place {
    const place = newPlace(path, explicit, this.#options.now());
    this.places.set(path, place);
    return place;
  }

  /** Reads a file that has left its path from the position to its end. */
  addMoved(moved: MovedFile): Generation {
    const { position, candidate, head } = moved;
    const generation = this.#create(position.path, candidate, head, {
      offset: position.offset,
      line: position.line,
      align: false,
      pastEnd: 0,
    });
    generation.detached = true;
    generation.path = candidate.path;
    generation.grewAtMs = this.#options.now();
    this.#options.onReadable(generation);
    return generation;
  }

  /** Reads what lies at a place from a given point, when the program starts. False when there is nothing yet. */
  open(place: Place, start: (info: Deno.FileInfo) => StartPoint, mayBeCopy: boolean): boolean {
    const info = statFile(place.path);
    place.exists = info !== undefined;
    if (info !== undefined) this.#admit(place, info, start, mayBeCopy);
    return place.generation !== undefined;
  }

  /** Finds out what has become of the file at a place. True when something has changed. */
  look(place: Place): boolean {
    const info = statFile(place.path);
    const generation = place.generation;
    const existed = place.exists;
    place.exists = info !== undefined;
    if (generation === undefined) {
      return info !== undefined && this.#admit(place, info, () => FROM_THE_START, true) || existed !== place.exists;
    }
    const fate = info === undefined ? "gone" : this.#fate(generation, info);
    if (fate === "same") return false;
    if (fate === "grown") {
      generation.grewAtMs = this.#options.now();
      this.#options.onReadable(generation);
      return true;
    }
    place.generation = undefined;
    if (fate === "truncated") this.#goOnInCopy(generation);
    else this.#detach(generation);
    if (info !== undefined) this.#admit(place, info, () => FROM_THE_START, true);
    return true;
  }

  /** A generation has been read to its end, when new files had been looked for so often. */
  finish(generation: Generation, scans: number): void {
    generation.done = true;
    generation.doneAtScan = scans;
    generation.after = undefined;
    this.#handles.drop(generation);
    generation.rewind();
    this.known.finish(generation);
  }

  /** The open file of a generation, searched for if need be; undefined when it is gone. */
  fileOf(generation: Generation): Deno.FsFile | undefined {
    if (generation.lost) return undefined;
    const file = this.#handles.get(generation);
    if (!generation.detached) return file;
    if (file === undefined) this.#searchMoved(generation);
    else if (!holdsSame(file, generation)) this.#goOnInCopy(generation);
    return this.#handles.peek(generation);
  }

  #fate(generation: Generation, info: Deno.FileInfo): "same" | "grown" | "truncated" | "replaced" {
    const now = this.#options.now();
    const modifiedMs = info.mtime?.getTime() ?? 0;
    if (fileKey(info.dev, info.ino ?? 0) !== generation.key) {
      return this.#isRewritten(generation, info) ? "grown" : "replaced";
    }
    const unchanged = info.size === generation.size && modifiedMs === generation.modifiedMs;
    const sure = modifiedMs < generation.lookedAtMs - TIME_GRAIN_MS;
    if (unchanged && sure && this.#handles.peek(generation) === undefined) return "same";
    if (info.size < generation.position) return "truncated";
    const file = this.#handles.get(generation);
    if (file === undefined) return "truncated";
    const head = readHead(file);
    if (!beginsWith(head, generation.head)) return "truncated";
    generation.head = head;
    const grown = info.size > generation.size || info.size > generation.position && !unchanged;
    generation.size = info.size;
    generation.modifiedMs = modifiedMs;
    generation.lookedAtMs = now;
    return grown ? "grown" : "same";
  }

  /**
   * Another inode, the same content: an editor or rsync has written the file anew and moved it into place. Only
   * believed when the old one is no longer anywhere (a renamed one is) and there is enough to compare.
   */
  #isRewritten(generation: Generation, info: Deno.FileInfo): boolean {
    if (generation.head.length < FINGERPRINT_BYTES_MAX || info.size < generation.position) return false;
    const old = this.#handles.peek(generation);
    if (old !== undefined && old.statSync().nlink !== 0) return false;
    const file = tryOpen(generation.path);
    if (file === undefined) return false;
    if (!beginsWith(readHead(file), generation.head)) {
      file.close();
      return false;
    }
    const opened = file.statSync();
    this.known.move(generation, opened.dev, opened.ino ?? 0);
    this.#handles.put(generation, file);
    return true;
  }

  /** The file has left its path: its open handle, or the file found again in its folder, is read to its end. */
  #detach(generation: Generation): void {
    generation.detached = true;
    generation.grewAtMs = this.#options.now();
    this.fileOf(generation);
    this.#options.onReadable(generation);
  }

  #searchMoved(generation: Generation): void {
    const candidates = filesBeside(generation.path);
    const same = candidates.filter((candidate) => candidate.key === generation.key);
    const others = candidates.filter((candidate) =>
      candidate.key !== generation.key && candidate.size >= generation.offset
    );
    this.#readInstead(generation, [...same, ...others]);
  }

  /** The file was truncated or overwritten: what was not read yet may be in a copy that was made before. */
  #goOnInCopy(generation: Generation): void {
    generation.detached = true;
    generation.settled = true;
    this.#handles.drop(generation);
    // Of several copies the longest holds most.
    const candidates = filesBeside(generation.path).filter((candidate) => candidate.key !== generation.key);
    candidates.sort((a, b) => b.size - a.size);
    this.#readInstead(generation, candidates);
    this.#options.onReadable(generation);
  }

  /** Goes on in the first of the candidates that begins as the generation does; else what it has left is lost. */
  #readInstead(generation: Generation, candidates: readonly Candidate[]): void {
    const found = generation.head.length === 0 ? undefined : openFirst(candidates, (head, { key }) => {
      const known = this.known.get(key);
      const isAnother = known !== undefined && known !== generation && !known.lost && beginsWith(head, known.head);
      return !isAnother && beginsWith(head, generation.head);
    });
    if (found !== undefined) {
      const { dev, inode, path } = found.candidate;
      this.known.move(generation, dev, inode);
      generation.path = path;
      generation.head = found.head;
      this.#handles.put(generation, found.file);
      return;
    }
    generation.lost = true;
    generation.settled = true;
    const unread = generation.size - generation.offset;
    if (generation.size > generation.position) {
      this.#options.onWarning(
        `${generation.source}: was truncated or removed before its last ${unread} bytes were read`,
        generation.source,
      );
    }
  }

  /** A file has appeared at a place: it may be new, a known one, a copy, or no log. True when it is read. */
  #admit(
    place: Place,
    info: Deno.FileInfo,
    start: (opened: Deno.FileInfo) => StartPoint,
    mayBeCopy: boolean,
  ): boolean {
    const key = fileKey(info.dev, info.ino ?? 0);
    if (info.size === 0 || place.ignored === key) return false;
    const { passed } = place;
    if (passed?.key === key && passed.size === info.size && passed.ofWas === stateSeenFrom(key, passed.of)) {
      return false;
    }
    const file = openPlace(place, this.#options.onWarning);
    if (file === undefined) return false;
    const opened = file.statSync();
    const head = readHead(file);
    const point = this.#startPoint(place, file, head, start(opened), mayBeCopy);
    if (point === undefined) {
      file.close();
      return false;
    }
    const found = {
      path: place.path,
      dev: opened.dev,
      inode: opened.ino ?? 0,
      modifiedMs: opened.mtime?.getTime() ?? 0,
    };
    const generation = this.#create(place.path, found, head, point);
    const previous = place.last;
    if (previous !== undefined && !previous.done) generation.after = previous;
    generation.size = opened.size;
    generation.lookedAtMs = generation.grewAtMs = this.#options.now();
    place.generation = place.last = generation;
    this.#handles.put(generation, file);
    this.#options.onReadable(generation);
    return true;
  }

  /** Where to start in a file that has appeared; undefined when it is not to be read (now). */
  #startPoint(place: Place, file: Deno.FsFile, head: Uint8Array, start: StartPoint, mayBeCopy: boolean) {
    const info = file.statSync();
    const key = fileKey(info.dev, info.ino ?? 0);
    const pass = (of: Generation) => {
      place.passed = { key, dev: info.dev, inode: info.ino ?? 0, size: info.size, of, ofWas: stateSeenFrom(key, of) };
      return undefined;
    };
    const behind = (of: Generation) =>
      info.size <= of.offset ? pass(of) : { ...FROM_THE_START, offset: of.offset, line: 0 };

    const { passed } = place;
    // It was a copy when it was looked at last; what it was a copy of is read to its end by now.
    if (passed?.key === key && passed.size === info.size && passed.of.done) return pass(passed.of);
    place.passed = undefined;
    const known = this.known.get(key);
    if (known !== undefined && !known.lost && beginsWith(head, known.head)) {
      if (known.detached) known.path = place.path;
      return known.done ? behind(known) : pass(known);
    }
    if (!place.explicit && contentOf(head) !== "text") {
      place.ignored = key;
      return undefined;
    }
    const likeness = mayBeCopy ? this.known.likeness(place.path, file, head, (other) => this.fileOf(other)) : undefined;
    if (likeness === undefined) return start;
    return likeness.kind === "copy" ? behind(likeness.of) : pass(likeness.of);
  }

  #create(
    source: string,
    file: { readonly path: string; readonly dev: number; readonly inode: number; readonly modifiedMs: number },
    head: Uint8Array,
    start: StartPoint,
  ): Generation {
    const { lineBytesMax } = this.#options;
    const { path, dev, inode, modifiedMs } = file;
    const generation = new Generation({ source, path, dev, inode, head, modifiedMs, lineBytesMax, ...start });
    this.known.add(generation);
    return generation;
  }
}
