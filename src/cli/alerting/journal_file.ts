/** The queue of alerts as a file that only its owner can read, or in memory while another Oddline has the file. */
import { dirname } from "node:path";
import type { JournalStore } from "../../alerts/outbox.ts";
import { replaceFile } from "../../sources/checkpoint.ts";

/** A file; it is made when something is first written. */
export function journalFile(path: string): JournalStore {
  return {
    read: () => readJournalFile(path),
    append(text) {
      Deno.mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      using file = Deno.openSync(path, { append: true, create: true, mode: 0o600 });
      const bytes = new TextEncoder().encode(text);
      for (let at = 0; at < bytes.length;) at += file.writeSync(bytes.subarray(at));
    },
    replace: (text) => replaceFile(path, new TextEncoder().encode(text)),
  };
}

/** For a run that may not have the file. */
export function journalInMemory(): JournalStore {
  return { read: () => "", append: () => {}, replace: () => {} };
}

/** What the file holds; nothing where there is none. */
export function readJournalFile(path: string): string {
  try {
    return Deno.readTextFileSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return "";
    throw error;
  }
}
