/** `--events FILE`: events appended as NDJSON, beside what is printed. */
import type { OddlineEvent } from "../core/anomaly.ts";
import { createNdjsonSink } from "./ndjson.ts";
import type { Sink } from "./sink.ts";

export interface EventFile {
  readonly sink: Sink<OddlineEvent>;
  /** Writes the rest and closes the file. Throws when something could not be written. */
  close(): Promise<void>;
}

/** Opens the file, making it when it is not there. Throws what Deno throws when that cannot be. */
export async function openEventFile(path: string, live: boolean): Promise<EventFile> {
  const file = await Deno.open(path, { append: true, create: true });
  const sink = createNdjsonSink((bytes) => writeAll(file, bytes), { live });
  return {
    sink,
    async close() {
      using _closed = file;
      await sink.close();
    },
  };
}

async function writeAll(file: Deno.FsFile, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) at += await file.write(bytes.subarray(at));
}
