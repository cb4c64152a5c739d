/**
 * The beginning of a run that follows files: those that an earlier run has read are gone on with where it stopped,
 * wherever they lie now; of the others it depends on when they came. Files that have left their paths come before what
 * lies there now, the oldest first, so that times go on as they were written.
 */
import { dirname } from "node:path";
import type { FoundFile } from "../finding/file_kind.ts";
import { statFile } from "./file_search.ts";
import { type FollowOptions, PAST_BYTES } from "./follow_options.ts";
import type { FollowedFiles } from "./followed_files.ts";
import { fileKey, type Generation } from "./generation.ts";
import { FROM_THE_START, pastOf, type Place, type StartPoint } from "./place.ts";
import { type FilePosition, type MatchedPositions, matchPositions, type MovedFile } from "./position.ts";
import type { Unpacking } from "./unpacking.ts";

/** What a run takes up. */
export interface Resumed {
  /** Positions of files that this run has nothing to do with: kept for those that have. */
  readonly foreign: readonly FilePosition[];
  /** Whether a file was read by an earlier run, and is gone on with. */
  readonly goesOn: boolean;
}

/** What was named, and what was found of it. */
interface Named {
  readonly paths: readonly string[];
  readonly found: readonly FoundFile[];
}

/** Adds what was named and found to the files that are followed, each from where reading of it starts. */
export function resume(
  named: Named,
  options: FollowOptions,
  { files, unpacking }: { readonly files: FollowedFiles; readonly unpacking: Unpacking },
): Resumed {
  const { positions = [], onWarning = () => {} } = options;
  const { found } = named;
  const waitedFor = missing(named, positions);
  const folders = new Set([...found.map(({ path }) => path), ...waitedFor].map((path) => dirname(path)));
  const [ours, foreign] = partition(positions, ({ path }) => folders.has(dirname(path)));
  const matched = matchPositions(found, ours);
  for (const path of waitedFor) files.addPlace(path, true);
  for (const { path, explicit } of found) files.addPlace(path, explicit);
  const beginning = new Beginning({ found, ours, matched, options, files, unpacking });
  beginning.addMoved();
  for (const { path, offset } of matched.vanished) {
    onWarning(`${path}: the file that was read up to byte ${offset} is gone; what was added to it since is lost`, path);
  }
  beginning.openPlaces();
  beginning.addSlipped();
  return { foreign, goesOn: [...matched.here.values()].some(({ offset }) => offset > 0) };
}

/** Paths that were read before and at which nothing lies now. */
function missing({ paths, found }: Named, positions: readonly FilePosition[]): string[] {
  const known = new Set(positions.map(({ path }) => path));
  const present = new Set(found.map(({ path }) => path));
  return paths.filter((path) => path !== "-" && known.has(path) && !present.has(path) && statFile(path) === undefined);
}

/** What `Beginning` is made from. */
interface BeginningParts {
  readonly found: readonly FoundFile[];
  readonly ours: readonly FilePosition[];
  readonly matched: MatchedPositions;
  readonly options: FollowOptions;
  readonly files: FollowedFiles;
  readonly unpacking: Unpacking;
}

/** The steps of a beginning, and what they tell each other. */
class Beginning {
  readonly #files: FollowedFiles;
  readonly #unpacking: Unpacking;
  readonly #options: FollowOptions;
  readonly #matched: MatchedPositions;
  /** What lay at each path when it was looked at, by its key. */
  readonly #seen: ReadonlyMap<string, string>;
  /** Paths that an earlier run has read. */
  readonly #had: ReadonlySet<string>;
  /** By folder: the last file that has left its path there. */
  readonly #lastMovedIn = new Map<string, Generation>();
  /** Positions of files that were rotated since they were looked at, and lie elsewhere. */
  readonly #slipped = new Set<FilePosition>();

  constructor({ found, ours, matched, options, files, unpacking }: BeginningParts) {
    this.#files = files;
    this.#unpacking = unpacking;
    this.#options = options;
    this.#matched = matched;
    this.#seen = new Map(found.map(({ path, dev, inode }) => [path, fileKey(dev, inode)]));
    this.#had = new Set(ours.map(({ path }) => path));
  }

  /** Files that were renamed or compressed since: their rest is read before what lies at their paths now. */
  addMoved(): void {
    const oldestFirst = this.#matched.moved.toSorted((a, b) => a.candidate.modifiedMs - b.candidate.modifiedMs);
    for (const moved of oldestFirst) {
      const generation = this.#add(moved);
      const place = this.#files.places.get(moved.position.path);
      if (place !== undefined) place.last = generation;
    }
  }

  /** Files that are surely what they were come first: any other may be no more than a copy of one of them. */
  openPlaces(): void {
    const { here, sure } = this.#matched;
    const rank = ({ path }: Place) => sure.has(path) ? 0 : here.has(path) ? 1 : 2;
    const places = [...this.#files.places.values()].sort((a, b) => rank(a) - rank(b));
    for (const place of places) {
      const mayBeCopy = !sure.has(place.path) && !place.explicit && this.#had.size > 0;
      this.#files.open(place, (info) => this.#startOf(place, info), mayBeCopy);
    }
    for (const { path, generation, passed } of places) {
      const position = here.get(path);
      if (generation !== undefined) generation.after ??= this.#lastMovedIn.get(dirname(path));
      else if (position !== undefined && passed === undefined) this.#slipped.add(position);
    }
  }

  /** What was rotated between the two looks, before what lies at its path now. */
  addSlipped(): void {
    for (const moved of matchPositions([], [...this.#slipped]).moved) {
      if (this.#files.known.get(moved.candidate.key) !== undefined) continue;
      const generation = this.#add(moved);
      const place = this.#files.places.get(moved.position.path);
      if (place?.generation !== undefined) place.generation.after = generation;
    }
  }

  /** Reads a file that has left its path after those of its folder that came before it. */
  #add(moved: MovedFile): Generation {
    const generation = this.#files.addMoved(moved);
    if (moved.isPacked) this.#unpacking.add(generation, moved.position);
    const folder = dirname(moved.position.path);
    generation.after = this.#lastMovedIn.get(folder);
    this.#lastMovedIn.set(folder, generation);
    return generation;
  }

  #startOf({ path }: Place, info: Deno.FileInfo): StartPoint {
    const { savedMs = Infinity, fromStart = false, pastBytes = PAST_BYTES } = this.#options;
    const position = this.#matched.here.get(path);
    if (position !== undefined && fileKey(info.dev, info.ino ?? 0) === this.#seen.get(path)) {
      return { ...FROM_THE_START, offset: position.offset, line: position.line };
    }
    if (position !== undefined) this.#slipped.add(position);
    const cameSince = this.#had.has(path) || (info.birthtime?.getTime() ?? 0) >= savedMs;
    return cameSince || fromStart ? FROM_THE_START : pastOf(info.size, pastBytes);
  }
}

function partition<T>(items: readonly T[], isFirst: (item: T) => boolean): [T[], T[]] {
  return [items.filter(isFirst), items.filter((item) => !isFirst(item))];
}
