/** The queue of alerts as a file that only its owner can read, or in memory while another Oddline has the file. */
import type { JournalStore } from "../../alerts/queue/outbox.ts";
import { replaceFile } from "../../sources/checkpoint.ts";

/** A file; it is made when something is first written. */
export function journalFile(path: string): JournalStore {
  return {
    read: () => readJournalFile(path),
    append: (text) => Deno.writeTextFileSync(path, text, { append: true, mode: 0o600 }),
    replace: (text) => replaceFile(path, new TextEncoder().encode(text)),
    async sync() {
      // what was written by another handle is synced too; other threads wait for the disk meanwhile
      using file = await Deno.open(path, { append: true });
      await file.sync();
    },
  };
}

/** For a run that may not have the file. */
export function journalInMemory(): JournalStore {
  return { read: () => "", append: () => {}, replace: () => {}, sync: () => Promise.resolve() };
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
