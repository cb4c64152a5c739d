/**
 * A file that lines are appended to for as long as a run goes on, whatever becomes of the disk: what cannot be written
 * is kept, a bounded part of it, and tried again with what comes next; what there is no room for is counted. It is said
 * once when that begins, and once when it is over.
 */
import { errorMessage } from "../../core/error_message.ts";

/** What is kept while nothing can be written. */
const WAITING_BYTES_MAX = 4 << 20;
const LINE_FEED = 10;

export interface PatientFileOptions {
  /** Appends some of the bytes, and returns how many. Throws when it cannot. */
  readonly append: (bytes: Uint8Array) => number | Promise<number>;
  readonly warn: (message: string) => void;
  /** What the file is called when something is said of it. */
  readonly path: string;
  readonly waitingMax?: number;
}

export class PatientFile {
  readonly #options: PatientFileOptions;
  readonly #waitingMax: number;
  #waiting: Uint8Array[] = [];
  #size = 0;
  /** Bytes of the first piece that are written. */
  #taken = 0;
  #isFailing = false;
  #lost = 0;

  constructor(options: PatientFileOptions) {
    this.#options = options;
    this.#waitingMax = options.waitingMax ?? WAITING_BYTES_MAX;
  }

  /** Lines that there was no room to keep. */
  get lost(): number {
    return this.#lost;
  }

  /** Writes whole lines, with those that wait. Never throws. The bytes may be used again when it resolves. */
  async write(bytes: Uint8Array): Promise<void> {
    if (this.#isFailing) await this.#flush();
    if (this.#isFailing && this.#size + bytes.length > this.#waitingMax) {
      this.#lost += linesIn(bytes);
      return;
    }
    this.#waiting.push(bytes);
    this.#size += bytes.length;
    await this.#flush();
    // what was given is the caller's again: what waits of it becomes this one's own
    this.#waiting = this.#waiting.map((piece) => piece === bytes ? piece.slice() : piece);
  }

  /** Tries for the last time. Throws Error when lines are missing, now or before. */
  async close(): Promise<void> {
    await this.#flush();
    for (const piece of this.#waiting) this.#lost += linesIn(piece);
    this.#waiting = [];
    if (this.#lost > 0) throw new Error(`${this.#options.path}: lines that could not be written: ${this.#lost}`);
  }

  async #flush(): Promise<void> {
    const { append, path, warn } = this.#options;
    try {
      while (this.#waiting.length > 0) {
        const [piece] = this.#waiting;
        while (this.#taken < piece.length) this.#taken += await append(piece.subarray(this.#taken));
        this.#waiting.shift();
        this.#size -= piece.length;
        this.#taken = 0;
      }
    } catch (error) {
      if (!this.#isFailing) warn(`${path}: cannot be written (${errorMessage(error)}); trying again`);
      this.#isFailing = true;
      return;
    }
    if (!this.#isFailing) return;
    this.#isFailing = false;
    warn(
      `${path}: can be written again; ${this.#lost === 0 ? "nothing is missing" : `${this.#lost} lines are missing`}`,
    );
  }
}

function linesIn(bytes: Uint8Array): number {
  let lines = 0;
  for (const byte of bytes) if (byte === LINE_FEED) lines++;
  return lines;
}
