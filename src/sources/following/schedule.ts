/**
 * When which file is looked at: what the system tells of at once, the rest by polling that costs little when
 * nothing happens.
 */
import { dirname } from "node:path";
import type { Finder } from "../finding/finder.ts";
import { FolderWatch, watchedNames } from "./folder_watch.ts";
import type { FollowedFiles } from "./followed_files.ts";
import type { Generation } from "./generation.ts";
import type { Place } from "./place.ts";

export interface ScheduleOptions {
  readonly now: () => number;
  readonly watch?: boolean;
  readonly pollMs?: number;
  readonly idlePollMs?: number;
}

/** A file is polled often until it has not changed for this long. */
const BUSY_MS = 10_000;
/** Idle files are looked at so seldom that no more than this many looks come in a second. */
const IDLE_LOOKS_PER_SECOND = 100;
/**
 * Shares of the time that looking for new files may take: when nothing is heard, and when there is
 * something to be found.
 */
const IDLE_SCAN_SHARE = 0.004;
const BUSY_SCAN_SHARE = 0.05;
const SCAN_GAP_MS = 20;

/** Decides when to look. */
export class Schedule {
  readonly #files: FollowedFiles;
  readonly #finder: Finder;
  readonly #now: () => number;
  readonly #pollMs: number;
  readonly #idlePollMs: number;
  readonly #watch: FolderWatch | undefined;
  readonly #byName = new Map<string, Place>();
  readonly #changed = new Set<Place>();
  #everythingChanged = false;
  /** There are globs or folders in which files may appear. */
  findsMore = false;
  /** How often new files were looked for. */
  scans = 0;
  #nextLookMs = 0;
  #scanDueMs = 0;
  #scanEarliestMs = 0;
  #wake: () => void = () => {};

  constructor(files: FollowedFiles, finder: Finder, options: ScheduleOptions) {
    const { now, watch = true, pollMs = 250, idlePollMs = 1000 } = options;
    this.#files = files;
    this.#finder = finder;
    this.#now = now;
    this.#pollMs = pollMs;
    this.#idlePollMs = idlePollMs;
    this.#watch = watch ? new FolderWatch((path, appeared) => this.#onChange(path, appeared)) : undefined;
  }

  /** Starts to listen, when all places are known. */
  begin(): void {
    const now = this.#now();
    this.#scanDueMs = now + this.#idlePollMs;
    this.#nextLookMs = now;
    const folders = this.#finder.folders();
    this.findsMore = folders.length > 0;
    this.#watch?.add(folders);
    const places = [...this.#files.places.values()];
    for (const place of places) this.#hearOf(place);
    this.#listenAt(places);
  }

  /** Looks at the place of a generation now. */
  lookAt(generation: Generation): void {
    const place = this.#files.places.get(generation.source);
    if (place?.generation === generation) this.#look(place, this.#now());
  }

  /** Looks at what has changed and at what is due. */
  lookAtDue(): void {
    const now = this.#now();
    if (this.#everythingChanged) {
      for (const place of this.#files.places.values()) this.#changed.add(place);
      this.#scanDueMs = now;
      this.#everythingChanged = false;
    }
    for (const place of this.#changed) this.#look(place, now);
    this.#changed.clear();
    if (now >= this.#nextLookMs) this.#poll(now);
    if (now >= this.#scanDueMs && now >= this.#scanEarliestMs) this.#scan();
  }

  /** Looks at all places, and for files that have come, whether they are due or not. */
  lookAtAll(): void {
    const now = this.#now();
    for (const place of [...this.#files.places.values()]) this.#look(place, now);
    this.#scan();
  }

  /** Waits until there is something to look at. */
  async wait(signal: AbortSignal): Promise<void> {
    if (this.#changed.size > 0 || this.#everythingChanged || signal.aborted) return;
    const dueMs = Math.min(this.#nextLookMs, Math.max(this.#scanDueMs, this.#scanEarliestMs));
    let timer: ReturnType<typeof setTimeout> | undefined;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      signal.addEventListener("abort", this.#wake, { once: true });
      timer = setTimeout(resolve, Math.max(1, dueMs - this.#now()));
    });
    clearTimeout(timer);
    signal.removeEventListener("abort", this.#wake);
  }

  close(): void {
    this.#watch?.close();
    this.#wake();
  }

  /** A place that changes may be told of from now on. */
  #hearOf(place: Place): void {
    for (const name of watchedNames(place.path)) this.#byName.set(name, place);
  }

  #onChange(path: string | undefined, appeared: boolean): void {
    const place = path === undefined ? undefined : this.#byName.get(path);
    if (place !== undefined) this.#changed.add(place);
    else if (path === undefined) this.#everythingChanged = true;
    else if (appeared && this.findsMore) this.#scanDueMs = Math.min(this.#scanDueMs, this.#now());
    else return;
    this.#wake();
  }

  #poll(now: number): void {
    let next = now + this.#idlePollMs;
    for (const place of this.#files.places.values()) {
      if (place.dueMs <= now) this.#look(place, now);
      next = Math.min(next, place.dueMs);
    }
    this.#nextLookMs = Math.max(next, now);
  }

  #look(place: Place, now: number): void {
    const before = place.generation;
    if (this.#files.look(place)) place.changedMs = now;
    if (place.generation !== before) this.#hearOf(place);
    const idleMs = Math.max(this.#idlePollMs, this.#files.places.size * 1000 / IDLE_LOOKS_PER_SECOND);
    place.dueMs = now + (now - place.changedMs < BUSY_MS ? this.#pollMs : idleMs);
  }

  /** Looks for files that have come; forgets those that were found once and are gone. */
  #scan(): void {
    const begun = this.#now();
    const fresh: Place[] = [];
    for (const file of this.#finder.rescan()) {
      if (file.kind !== "file" || this.#files.places.has(file.path)) continue;
      const place = this.#files.addPlace(file.path, false);
      fresh.push(place);
    }
    for (const [path, place] of this.#files.places) {
      const isGone = !place.exists && begun - place.changedMs > BUSY_MS && !fresh.includes(place);
      if (isGone && !place.explicit) this.#files.places.delete(path);
    }
    for (const place of fresh) this.#hearOf(place);
    this.#listenAt(fresh);
    this.scans++;
    const ended = this.#now();
    for (const place of fresh) this.#look(place, ended);
    const tookMs = ended - begun;
    this.#scanEarliestMs = ended + Math.max(Math.min(SCAN_GAP_MS, this.#idlePollMs), tookMs / BUSY_SCAN_SHARE);
    this.#scanDueMs = ended + Math.max(this.#idlePollMs, tookMs / IDLE_SCAN_SHARE);
  }

  /** Folders of places are watched one by one: those of a glob may be many, and a link's target lies elsewhere. */
  #listenAt(places: readonly Place[]): void {
    const names = places.flatMap((place) => watchedNames(place.path));
    this.#watch?.add([...new Set(names.map((name) => dirname(name)))].map((path) => ({ path, recursive: false })));
  }
}
