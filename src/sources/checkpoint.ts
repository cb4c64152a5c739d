/**
 * A state file that survives a power cut: written aside, synced, renamed over the old one, and the folder synced. What
 * cannot be read again is set aside, never thrown away and never in the way: the caller starts anew and says so.
 *
 * The file is one JSON object, `{"version":1,"check":"<hash of the text of value>","value":…}`.
 */
import { basename, dirname } from "node:path";
import { hashBytes } from "../core/hash.ts";
import { removeIfThere } from "./remove_if_there.ts";

/** What `loadState` found. */
export type LoadedState<T> =
  | { readonly kind: "loaded"; readonly value: T }
  /** Nothing can be used: the file now lies at `setAside` (or where it was, when it could not be moved). */
  | { readonly kind: "damaged"; readonly reason: string; readonly setAside: string };

/** What such a file begins with, its version aside: see `beginsWith`. */
export const STATE_HEADS = ['{"version":0,"check":"'] as const;

const encoder = new TextEncoder();

/**
 * Replaces the file at `path` by a value as JSON, in whole or not at all. `version` is that of the value's shape.
 * Throws when the folder cannot be written.
 */
export function saveState(path: string, json: string, version: number): void {
  // it may be megabytes: they are encoded once, and never lie in a larger text
  const value = encoder.encode(json);
  const head = encoder.encode(`{"version":${version},"check":"${hashBytes(value)}","value":`);
  replaceFile(path, head, value, encoder.encode("}\n"));
}

/** Replaces the file at `path` by these bytes, in whole or not at all. Throws when the folder cannot be written. */
export function replaceFile(path: string, ...pieces: readonly Uint8Array[]): void {
  const aside = `${path}.tmp-${Deno.pid}`;
  try {
    writeSynced(aside, pieces);
    Deno.renameSync(aside, path);
  } catch (error) {
    removeIfThere(aside);
    throw error;
  }
  syncFolder(dirname(path));
}

/**
 * Reads what `saveState` wrote; of another version it counts as damaged. Undefined where there is no file. `now` (ms)
 * names a damaged file that is set aside.
 */
export function loadState<T>(path: string, now: number, version: number): LoadedState<T> | undefined {
  let text: string;
  try {
    text = Deno.readTextFileSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
  const parsed = parseState<T>(text, version);
  if ("value" in parsed) return { kind: "loaded", value: parsed.value };
  return { kind: "damaged", reason: `${basename(path)} ${parsed.reason}`, setAside: setAside(path, now) };
}

function parseState<T>(text: string, version: number): { readonly value: T } | { readonly reason: string } {
  const header = /^\{"version":(\d+),"check":"([0-9a-f]{16})","value":/.exec(text);
  if (header === null) return { reason: text.length === 0 ? "is empty" : "is not a state file of Oddline" };
  if (Number(header[1]) !== version) return { reason: `has version ${header[1]}, this program reads ${version}` };
  if (!text.endsWith("}\n")) return { reason: "ends in the middle" };
  const value = text.slice(header[0].length, -2);
  if (hashBytes(encoder.encode(value)) !== header[2]) return { reason: "does not have the content that was written" };
  try {
    return { value: JSON.parse(value) as T };
  } catch {
    return { reason: "is not JSON" };
  }
}

/** Renames a damaged file to a name that is free, and returns that; where it cannot be moved, it stays. */
export function setAside(path: string, now: number): string {
  const stamp = new Date(now).toISOString().replace(/[:.]/g, "-");
  for (let attempt = 1; attempt <= 100; attempt++) {
    const target = `${path}.damaged-${stamp}${attempt === 1 ? "" : `-${attempt}`}`;
    try {
      Deno.lstatSync(target);
    } catch {
      try {
        Deno.renameSync(path, target);
        return target;
      } catch {
        return path;
      }
    }
  }
  return path;
}

function writeSynced(path: string, pieces: readonly Uint8Array[]): void {
  using file = Deno.openSync(path, { write: true, create: true, truncate: true, mode: 0o600 });
  for (const bytes of pieces) {
    for (let written = 0; written < bytes.length;) written += file.writeSync(bytes.subarray(written));
  }
  file.syncSync();
}

/** Makes a rename, or a new name, durable. Where folders cannot be opened (Windows) the system does that by itself. */
export function syncFolder(folder: string): void {
  try {
    using handle = Deno.openSync(folder);
    handle.syncSync();
  } catch {
    // Not every file system can sync a folder; the rename itself has happened.
  }
}
