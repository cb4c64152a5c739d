/** Where a document that a command has made goes: into a file, which is never half there, or to standard output. */
import { AsideFile } from "./aside_file.ts";
import type { Io } from "../io.ts";
import { print } from "../print.ts";

/** Writes to the file `path`, or to standard output where there is none. Throws what Deno throws. */
export async function writeDocument(text: string, path: string | undefined, io: Io): Promise<void> {
  if (path === undefined) {
    await print(io, text);
    return;
  }
  using file = new AsideFile(path);
  file.file.write(text);
  file.finish();
}
