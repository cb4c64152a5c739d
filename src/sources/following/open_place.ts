/**
 * Opening the file that has appeared at a place. One that may not be read is told of once, and read as soon as it may.
 */
import { isHeld } from "../../core/held_files.ts";
import { openError } from "../finding/file_kind.ts";
import type { Place } from "./place.ts";

/** The open file; undefined when there is none that can be read now. */
export function openPlace(place: Place, warn: (message: string, source: string) => void): Deno.FsFile | undefined {
  const { path } = place;
  try {
    // Opening a pipe would wait for its writer.
    if (!Deno.statSync(path).isFile || isHeld(path)) return undefined;
    const file = Deno.openSync(path);
    place.isRefused = false;
    return file;
  } catch (error) {
    if (!place.isRefused && !(error instanceof Deno.errors.NotFound)) {
      place.isRefused = true;
      warn(openError(path, error).message, path);
    }
    return undefined;
  }
}
