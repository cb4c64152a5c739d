/**
 * `--events FILE`: events appended as NDJSON, beside what is printed. A disk that is full for a while ends no run. What
 * was put aside is packed, and forgotten in time, beside the run, by one process at a time.
 */
import type { OddlineEvent } from "../../core/anomaly.ts";
import { DueTime } from "../../core/time/due_time.ts";
import { errorMessage } from "../../core/error_message.ts";
import { createNdjsonSink } from "../../report/events/ndjson.ts";
import { PatientFile } from "../../report/events/patient_file.ts";
import type { Sink } from "../../report/events/sink.ts";
import { acquireLock } from "../../sources/lock.ts";
import { oldFiles, sortOut } from "./old_files.ts";
import { packFile } from "./pack_file.ts";
import { RotatingAppender } from "./rotating_appender.ts";
import { type EventRotation, rotates } from "./rotation.ts";

/** How often it is looked whether something has become too old. */
const LOOK_MS = 60_000;

export interface EventFile {
  readonly sink: Sink<OddlineEvent>;
  /** Begins anew what is old, and forgets what has been kept long enough; to be called now and then. */
  look(): void;
  /** Resolves when what was written would survive a power cut, or it was said that it might not. */
  sync(): Promise<void>;
  /**
   * Writes the rest and closes the file; what is being packed is packed first. Throws when
   * something could not be written.
   */
  close(): Promise<void>;
}

/** How to write. */
export interface EventFileOptions {
  /** Somebody waits for the next event. */
  readonly live: boolean;
  readonly rotation: EventRotation;
  readonly now: () => number;
  readonly warn: (message: string) => void;
  /** Aborted when there is no time to pack any more: the next run does it. */
  readonly ended: AbortSignal;
}

/** Opens the file, making it when it is not there. Throws what Deno throws when that cannot be. */
export function openEventFile(path: string, { live, rotation, now, warn, ended }: EventFileOptions): EventFile {
  const file = new RotatingAppender(path, { rotation, now, warn, onAside: () => tend() });
  const patient = new PatientFile({ append: (bytes) => file.append(bytes), warn, path });
  const sink = createNdjsonSink((bytes) => patient.write(bytes), { live });
  let tending = Promise.resolve();
  const looking = new DueTime();
  looking.wait(now(), LOOK_MS);
  let isFailing = false;
  let isUnsure = false;
  const tend = () => {
    tending = tending.then(() => tendOld(file.path, { rotation, now, ended })).then(() => {
      isFailing = false;
    }, (error) => {
      if (ended.aborted) return;
      const why = errorMessage(error);
      if (!isFailing) warn(`${path}: what was put aside cannot be packed, or forgotten (${why}); trying again`);
      isFailing = true;
    });
  };
  const isTended = file.isPlain && rotates(rotation);
  if (isTended) tend();
  return {
    sink,
    look() {
      if (!isTended || !looking.isDue(now())) return;
      looking.wait(now(), LOOK_MS);
      file.look();
      tend();
    },
    async sync() {
      try {
        await file.sync();
        isUnsure = false;
      } catch (error) {
        if (!isUnsure) warn(`${path}: a power cut may take what was written (${errorMessage(error)}); trying again`);
        isUnsure = true;
      }
    },
    async close() {
      using _closed = file;
      await sink.close();
      await patient.close();
      await tending;
    },
  };
}

type Tending = Pick<EventFileOptions, "rotation" | "now" | "ended">;

/** Forgets, and packs what is still plain, the oldest first; nothing where another process is about it. */
async function tendOld(path: string, { rotation, now, ended }: Tending): Promise<void> {
  const look = () => sortOut(oldFiles(path), rotation, now());
  const { gone, plain } = look();
  if (ended.aborted || gone.length + plain.length === 0) return;
  const lock = acquireLock(`${path}.lock`, Deno.pid);
  if (!lock.held) return;
  using _released = lock;
  const work = look(); // somebody may have done it meanwhile
  for (const old of work.gone) Deno.removeSync(old.path);
  for (const old of work.plain) await packFile(old.path, ended);
}
