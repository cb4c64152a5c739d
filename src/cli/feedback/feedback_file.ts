/**
 * The file of marks: read at the start, read again when it has changed, and changed by one process at a time, written
 * aside and renamed, so that a `watch` that looks at it meanwhile sees the old marks or the new ones, never half.
 */
import { dirname } from "node:path";
import { type Mark, marksText, parseMarks, Suppressor } from "../../feedback/mod.ts";
import { replaceFile, setAside } from "../../sources/checkpoint.ts";
import { acquireLock } from "../../sources/lock.ts";
import { errorMessage } from "../../core/error_message.ts";
import { sleep } from "../../core/time/waiting.ts";
import { UsageError } from "../errors.ts";
import { openNamed, troubleOf } from "../files/named_file.ts";

/** How often `watch` looks whether somebody has changed the marks. */
const POLL_MS = 1000;
/** How long a change waits for another one to end. */
const WAIT_MS = 3000;
const WAIT_STEP_MS = 20;

export interface FeedbackFileOptions {
  readonly now: () => number;
  readonly warn: (message: string) => void;
}

/**
 * The marks of a file; none where there is no file. A damaged one is set aside with a warning, never overwritten.
 * Throws UsageError where it may not be read.
 */
export function loadMarks(path: string, { now, warn }: FeedbackFileOptions): readonly Mark[] {
  const read = openNamed(path, "read", () => readMarks(path));
  if (typeof read !== "string") return read;
  warn(`${path}: ${read}; it was set aside as ${setAside(path, now())}, and nothing counts as marked`);
  return [];
}

/** Changes the marks of a file, alone. Throws UsageError when another process does not let go of it. */
export async function changeMarks(
  path: string,
  change: (marks: readonly Mark[]) => readonly Mark[],
  options: FeedbackFileOptions,
): Promise<void> {
  Deno.mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  using _lock = await lockFor(path);
  const marks = change(loadMarks(path, options));
  replaceFile(path, new TextEncoder().encode(marksText(marks)));
}

async function lockFor(path: string) {
  for (let waitedMs = 0;; waitedMs += WAIT_STEP_MS) {
    const lock = acquireLock(`${path}.lock`, Deno.pid);
    if (lock.held) return lock;
    if (waitedMs >= WAIT_MS) {
      throw new UsageError(`${path} is being changed by Oddline with pid ${lock.pid}; try again`);
    }
    await sleep(WAIT_STEP_MS);
  }
}

/** How marks are used. */
export interface FeedbackInUseOptions extends FeedbackFileOptions {
  readonly follow: boolean;
  /** Told of the marks, and of all of them again when they have changed. */
  readonly onMarks?: (marks: readonly Mark[]) => void;
}

/** Marks in use: a suppressor that is told when the file changes, for as long as it is not disposed of. */
export class FeedbackInUse {
  readonly suppressor: Suppressor;
  readonly #path: string;
  readonly #options: FeedbackInUseOptions;
  readonly #timer: ReturnType<typeof setInterval> | undefined;
  #seen: string;
  #isDamaged = false;

  /** With `follow`, looks once a second whether the file has changed. */
  constructor(path: string, options: FeedbackInUseOptions) {
    this.#path = path;
    this.#options = options;
    this.#seen = fingerprint(path);
    const marks = options.follow ? this.#marksIfReadable() : loadMarks(path, options);
    this.suppressor = new Suppressor(marks, { startedMs: options.now() });
    options.onMarks?.(marks);
    this.#timer = options.follow ? setInterval(() => this.poll(), POLL_MS) : undefined;
  }

  /** Takes up what has changed. While somebody writes the file by hand, the marks before stand. */
  poll(): void {
    const seen = fingerprint(this.#path);
    if (seen === this.#seen) return;
    this.#seen = seen;
    const read = tryReadMarks(this.#path);
    if (typeof read !== "string") {
      this.suppressor.setMarks(read);
      this.#options.onMarks?.(read);
    } else if (!this.#isDamaged) this.#options.warn(`${this.#path}: ${read}; the marks before it was changed stand`);
    this.#isDamaged = typeof read === "string";
  }

  /** Who follows a log wants to go on without marks rather than not at all. */
  #marksIfReadable(): readonly Mark[] {
    try {
      return loadMarks(this.#path, this.#options);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      this.#options.warn(`${error.message}; nothing counts as marked`);
      return [];
    }
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }
}

/** The marks, or what is wrong with the file. */
function readMarks(path: string): readonly Mark[] | string {
  try {
    return parseMarks(Deno.readTextFileSync(path));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}

/** The same while a run goes on, which a file that may not be read any more does not end. */
function tryReadMarks(path: string): readonly Mark[] | string {
  try {
    return readMarks(path);
  } catch (error) {
    return troubleOf(error, "read") ?? errorMessage(error);
  }
}

/** Changes whenever the file does: it is replaced, never written into. */
function fingerprint(path: string): string {
  try {
    const { mtime, size, ino } = Deno.statSync(path);
    return `${mtime?.getTime()} ${size} ${ino}`;
  } catch {
    return "";
  }
}
