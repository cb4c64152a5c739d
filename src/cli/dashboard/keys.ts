/**
 * Where keys come from: standard input, or the controlling terminal while logs come through standard input.
 *
 * A read that waits for a key cannot be called off, and would take the first key that is meant for another program. So
 * before the terminal is lent, reading is paused: the terminal is asked how it is (Device Status Report, ECMA-48
 * 8.3.35), and its answer ends the read that waits.
 */
import { waitFor } from "../../core/time/waiting.ts";

const READ_BYTES = 1 << 10;
/** Terminals that do not answer within this time get no more of it. */
const ANSWER_MS = 250;
export const STATUS_REQUEST = "\x1b[5n";

/** Keys as bytes. */
export interface Keys {
  setRaw(raw: boolean): void;
  /** No more is read after what comes next; `ask` makes the terminal send something. */
  pause(ask: () => void): Promise<void>;
  resume(): void;
  close(): void;
}

/** Reads keys from the terminal; `take` gets them, the bytes valid during the call. */
export function openKeys(take: (bytes: Uint8Array) => void): Keys {
  return new TerminalKeys(Deno.stdin.isTerminal() ? Deno.stdin : openTty(), take);
}

/** Whether the controlling terminal can be opened. */
export function canOpenTty(): boolean {
  try {
    openTty().close();
    return true;
  } catch {
    return false;
  }
}

function openTty(): Deno.FsFile {
  return Deno.openSync("/dev/tty", { read: true });
}

/** As much of a file as keys take. */
type KeyFile = Pick<Deno.FsFile, "read" | "setRaw">;

class TerminalKeys implements Keys {
  readonly #file: KeyFile;
  readonly #take: (bytes: Uint8Array) => void;
  #isPaused = false;
  #isClosed = false;
  #reading: Promise<void>;

  constructor(file: KeyFile, take: (bytes: Uint8Array) => void) {
    this.#file = file;
    this.#take = take;
    this.#reading = this.#read();
  }

  setRaw(raw: boolean): void {
    this.#file.setRaw(raw);
  }

  async pause(ask: () => void): Promise<void> {
    this.#isPaused = true;
    ask();
    await waitFor(this.#reading, ANSWER_MS);
  }

  resume(): void {
    this.#isPaused = false;
    this.#reading = this.#reading.then(() => this.#read());
  }

  /** The file stays open: a read waits in it, and the program ends soon. */
  close(): void {
    this.#isClosed = true;
  }

  async #read(): Promise<void> {
    const buffer = new Uint8Array(READ_BYTES);
    while (!this.#isClosed && !this.#isPaused) {
      const length = await this.#file.read(buffer).catch(() => null);
      if (length === null) return;
      this.#take(buffer.subarray(0, length));
    }
  }
}
