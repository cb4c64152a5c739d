/** `--events FILE`: events appended as NDJSON, beside what is printed. A disk that is full for a while ends no run. */
import type { OddlineEvent } from "../core/anomaly.ts";
import { createNdjsonSink } from "./ndjson.ts";
import { PatientFile } from "./patient_file.ts";
import type { Sink } from "./sink.ts";

export interface EventFile {
  readonly sink: Sink<OddlineEvent>;
  /** Writes the rest and closes the file. Throws when something could not be written. */
  close(): Promise<void>;
}

/** How to write. */
export interface EventFileOptions {
  /** Somebody waits for the next event. */
  readonly live: boolean;
  readonly warn: (message: string) => void;
}

/** Opens the file, making it when it is not there. Throws what Deno throws when that cannot be. */
export async function openEventFile(path: string, { live, warn }: EventFileOptions): Promise<EventFile> {
  const file = await Deno.open(path, { append: true, create: true });
  const patient = new PatientFile({ append: (bytes) => file.write(bytes), warn, path });
  const sink = createNdjsonSink((bytes) => patient.write(bytes), { live });
  return {
    sink,
    async close() {
      using _closed = file;
      await sink.close();
      await patient.close();
    },
  };
}
