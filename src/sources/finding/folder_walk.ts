/** Walks through folders: what is in one, and the paths that a pattern leads to. */
import { join } from "node:path";
import { segmentMatcher, type SplitPattern } from "./glob.ts";

/** Folders below one another that are gone into, at most. */
export const DEPTH_MAX = 32;

/** The paths below a folder that a pattern's segments match. */
export function matchingPaths({ base, segments }: SplitPattern): Generator<string> {
  return pathsBelow(base, segments, 0);
}

function* pathsBelow(folder: string, segments: readonly string[], depth: number): Generator<string> {
  const [segment, ...rest] = segments;
  if (segment === undefined || depth > DEPTH_MAX) return;
  if (segment === "**") {
    yield* pathsBelow(folder, rest.length === 0 ? ["*"] : rest, depth);
    for (const entry of entriesOf(folder) ?? []) {
      if (entry.isDirectory && !entry.name.startsWith(".")) {
        yield* pathsBelow(join(folder, entry.name), segments, depth + 1);
      }
    }
    return;
  }
  const matcher = segmentMatcher(segment);
  for (const entry of entriesOf(folder) ?? []) {
    if (!matcher.test(entry.name)) continue;
    const path = join(folder, entry.name);
    if (rest.length === 0) yield path;
    else if (entry.isDirectory || entry.isSymlink) yield* pathsBelow(path, rest, depth + 1);
  }
}

/** What is in a folder, by name; undefined where it may not be read. */
export function entriesOf(folder: string): Deno.DirEntry[] | undefined {
  try {
    return [...Deno.readDirSync(folder)].sort((a, b) => byCodeUnits(a.name, b.name));
  } catch (error) {
    return error instanceof Deno.errors.PermissionDenied ? undefined : []; // it may have gone meanwhile
  }
}

/** An order of names that is the same on every machine. */
export function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
