/** Reads an event file with those that were put aside, as somebody does who looks for an event. */
import { gunzipSync } from "node:zlib";
import { basename, dirname, extname, join } from "node:path";

/** The names of those put aside, the oldest first. */
export function namesAside(path: string): string[] {
  const stem = basename(path, extname(path));
  return [...Deno.readDirSync(dirname(path))].map(({ name }) => name)
    .filter((name) => name.startsWith(`${stem}-`) && !name.endsWith(".part")).sort();
}

/** The text of each file, in the order in which they were written; what is plain and packed is taken as packed. */
export function textsOf(path: string): string[] {
  const names = namesAside(path);
  const files = names.filter((name) => !names.includes(`${name}.gz`)).map((name) => join(dirname(path), name));
  return [...files, path].map((file) => {
    const bytes = Deno.readFileSync(file);
    return new TextDecoder().decode(file.endsWith(".gz") ? gunzipSync(bytes) : bytes);
  });
}
