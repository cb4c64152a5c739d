/** `oddline alerts dead-letters`: what nobody could be told of, and why. */
import { type DeadLetter, Ledger, writeJournal } from "../../../alerts/queue/ledger.ts";
import { showControls, showControlsInJson } from "../../../core/text/escape.ts";
import { acquireLock } from "../../../sources/lock.ts";
import { journalFile, readJournalFile } from "../../alerting/journal_file.ts";
import { EXIT, UsageError } from "../../errors.ts";
import type { Io } from "../../io.ts";
import { print } from "../../print.ts";
import { alertsPath } from "../../settings/kept_files.ts";
import type { AlertsDeadLettersOptions } from "./flags.ts";

/** Returns the exit code. */
export async function run({ settings, flags }: AlertsDeadLettersOptions, io: Io): Promise<number> {
  const path = alertsPath(settings);
  const { state } = Ledger.read(readJournalFile(path));
  const text = state.deadLetters.map((letter) => flags.format === "ndjson" ? jsonOf(letter) : textOf(letter)).join("");
  await print(io, text || (flags.format === "ndjson" ? "" : "nothing was given up\n"));
  if (flags.retry || flags.clear) change(path, flags.retry, io);
  return EXIT.fine;
}

/** Queues them again, or forgets them, unless a run has the queue. */
function change(path: string, isRetry: boolean, io: Io): void {
  if (readJournalFile(path) === "") return;
  using lock = lockOf(path);
  const { state } = Ledger.read(readJournalFile(path));
  const again = isRetry ? state.deadLetters : [];
  journalFile(path).replace(writeJournal({
    ...state,
    deadLetters: [],
    dead: state.dead - again.length,
    deliveries: [
      ...state.deliveries,
      ...again.map(({ notifier, alert }) => ({ notifier, alert, queuedMs: io.now(), attempts: 0 })),
    ],
  }));
  lock.release();
}

function lockOf(path: string) {
  const lock = acquireLock(`${path}.lock`, Deno.pid);
  if (lock.held) return lock;
  throw new UsageError(`Oddline with pid ${lock.pid} is running and keeps ${path}; stop it first`);
}

function textOf({ notifier, alert, ms, reason }: DeadLetter): string {
  const line = `${new Date(ms).toISOString()}  ${notifier}  ${reason}  ${alert.title}`;
  return `${showControls(line)}\n`;
}

function jsonOf({ notifier, alert, ms, reason }: DeadLetter): string {
  return `${showControlsInJson(JSON.stringify({ time: new Date(ms).toISOString(), notifier, reason, alert }))}\n`;
}
