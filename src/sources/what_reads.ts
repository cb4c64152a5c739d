/**
 * Which FILE leads to a path: for those who write, so that nothing is written to a log that is read. It may be the same
 * path, a link to the file or from it, or lie where a folder or a glob finds it.
 */
import { basename, dirname, join, relative, resolve } from "node:path";
import { fstatSync } from "node:fs";
import { Finder, type FinderOptions } from "./finding/finder.ts";
import { expandBraces, isGlob, pathMatcher, splitPattern } from "./finding/glob.ts";

export interface ReadingOptions extends Pick<FinderOptions, "include" | "exclude" | "isOwn" | "gz"> {
  /** Files that come into a folder later are read too. */
  readonly follows: boolean;
}

const STDIN = 0;

/** The first of `inputs` that leads to `path`, or will once there is text; undefined for none. Throws nothing. */
export function whatReads(path: string, inputs: readonly string[], options: ReadingOptions): string | undefined {
  const info = statOf(path);
  if (info !== undefined && !info.isFile) return undefined; // devices and pipes keep nothing that could be lost
  return inputs.find((input) => {
    if (isSame(path, input)) return true;
    if (!isPattern(input)) return false;
    return info === undefined ? options.follows && wouldFind(input, path, options) : finds(input, info, options);
  });
}

/** Whether two paths are of one file, which need not be there yet. */
export function isSame(one: string, other: string): boolean {
  const [a, b] = [identityOf(one), identityOf(other)];
  return a !== undefined && b !== undefined ? a === b : realPath(one) === realPath(other);
}

function isPattern(input: string): boolean {
  const info = statOf(input);
  return info?.isDirectory ?? isGlob(input);
}

/** A folder or a glob leads to a file that is there. */
function finds(input: string, { dev, ino }: Deno.FileInfo, { follows: _, ...options }: ReadingOptions): boolean {
  const only = (info: Deno.FileInfo) => info.dev === dev && info.ino === ino;
  return new Finder([input], { ...options, only }).rescan().length > 0;
}

/** It would lead to one that is not there yet. */
function wouldFind(input: string, path: string, options: ReadingOptions): boolean {
  const { include = [], exclude = [], isOwn } = options;
  if (isOwn?.(path)) return false;
  const isFolder = statOf(input)?.isDirectory === true;
  const patterns = isFolder ? [{ base: input, segments: ["**"] }] : expandBraces(input).map(splitPattern);
  const matches = (globs: readonly string[], found: string) => globs.some((glob) => pathMatcher(glob)(found));
  return patterns.some(({ base, segments }) => {
    const below = relative(realPath(base), realPath(path));
    if (below.startsWith("..") || isFolder && /(^|\/)\./.test(below)) return false;
    const found = join(base, below);
    // with a slash in front, a pattern is held against all of what is below its folder
    return pathMatcher(`/${segments.join("/")}`)(`/${below}`) && !matches(exclude, found) &&
      (!isFolder || include.length === 0 || matches(include, found));
  });
}

/** Device and inode of what is there; undefined where nothing is, or the system has none (Windows). */
function identityOf(path: string): string | undefined {
  const info = path === "-" ? fstatSync(STDIN) : statOf(path);
  return info?.ino ? `${info.dev}:${info.ino}` : undefined;
}

/** Without links, as far as it exists. */
function realPath(path: string): string {
  const whole = resolve(path);
  try {
    return Deno.realPathSync(whole);
  } catch {
    const folder = dirname(whole);
    return folder === whole ? whole : join(realPath(folder), basename(whole));
  }
}

function statOf(path: string): Deno.FileInfo | undefined {
  try {
    return Deno.statSync(path);
  } catch {
    return undefined;
  }
}
