/**
 * The user's terminal, held for the dashboard: raw keys in, frames out, and everything as it was afterwards, however the
 * program ends. Keys come from standard input, or from the controlling terminal while logs come through standard input.
 *
 * Frames are written one at a time and never waited for: a link that stalls must not hold up reading, so while one frame
 * is under way newer ones are not made.
 */
import { openSync } from "node:fs";
import { ReadStream } from "node:tty";
import { type Input, InputDecoder } from "../../tui/input.ts";

/** Alternate screen, no cursor, no wrapping, bracketed paste. */
const ENTER = "\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[?2004h";
const ENTER_MOUSE = "\x1b[?1002h\x1b[?1006h";
/** CAN first: it ends a sequence of which only a part was written. */
const LEAVE = "\x18\x1b[?2026l\x1b[0m\x1b[?1006l\x1b[?1002l\x1b[?2004l\x1b[?7h\x1b[?25h\x1b[?1049l";
/** After an Esc, how long the rest of a sequence may take. */
const ESC_MS = 25;
const PIECE_BYTES = 1 << 12;

/** What the dashboard is told of the terminal. */
export interface TerminalEvents {
  onInput(input: Input): void;
  onResize(): void;
}

/** Where keys come from. */
interface Keys {
  setRaw(raw: boolean): void;
  close(): void;
}

export class Terminal {
  readonly #events: TerminalEvents;
  readonly #mouse: boolean;
  readonly #decoder = new InputDecoder();
  readonly #encoder = new TextEncoder();
  readonly #onLeave = () => this.leave();
  readonly #onResize = () => this.#events.onResize();
  #keys: Keys | undefined;
  #isEntered = false;
  #writing = false;
  #escTimer: ReturnType<typeof setTimeout> | undefined;
  /** Bytes written since it was entered. */
  written = 0;

  constructor(events: TerminalEvents, { mouse }: { readonly mouse: boolean }) {
    this.#events = events;
    this.#mouse = mouse;
  }

  /** Whether there is a terminal to draw on and one to read keys from. */
  static isThere(): boolean {
    if (!Deno.stdout.isTerminal()) return false;
    if (Deno.stdin.isTerminal()) return true;
    try {
      Deno.openSync("/dev/tty", { read: true, write: true }).close();
      return true;
    } catch {
      return canOpenTty();
    }
  }

  /** A frame is on its way; the next one waits. */
  get isBusy(): boolean {
    return this.#writing;
  }

  size(): { columns: number; rows: number } {
    try {
      const { columns, rows } = Deno.consoleSize();
      if (columns > 0 && rows > 0) return { columns, rows };
    } catch {
      // gone; it is drawn for nobody
    }
    return { columns: 80, rows: 24 };
  }

  enter(): void {
    if (this.#isEntered) return;
    this.#keys ??= Deno.stdin.isTerminal() ? this.#stdinKeys() : this.#ttyKeys();
    this.#keys.setRaw(true);
    this.#isEntered = true;
    writeNow(this.#encoder.encode(ENTER + (this.#mouse ? ENTER_MOUSE : "")));
    globalThis.addEventListener("unload", this.#onLeave);
    globalThis.addEventListener("error", this.#onLeave);
    globalThis.addEventListener("unhandledrejection", this.#onLeave);
    if (Deno.build.os !== "windows") Deno.addSignalListener("SIGWINCH", this.#onResize);
  }

  /** Gives the terminal back as it was. May be called at any time, and more than once. */
  leave(): void {
    if (!this.#isEntered) return;
    this.#isEntered = false;
    clearTimeout(this.#escTimer);
    writeNow(this.#encoder.encode(LEAVE));
    try {
      this.#keys?.setRaw(false);
    } catch {
      // the terminal is gone
    }
    globalThis.removeEventListener("unload", this.#onLeave);
    globalThis.removeEventListener("error", this.#onLeave);
    globalThis.removeEventListener("unhandledrejection", this.#onLeave);
    if (Deno.build.os !== "windows") Deno.removeSignalListener("SIGWINCH", this.#onResize);
  }

  /** Leaves for good: keys are not read any more. */
  close(): void {
    this.leave();
    this.#keys?.close();
    this.#keys = undefined;
  }

  /** Writes a frame; only when not busy. Resolves when it has gone out, or the terminal is gone. */
  async write(text: string): Promise<void> {
    if (text === "" || !this.#isEntered) return;
    this.#writing = true;
    let bytes = this.#encoder.encode(text);
    this.written += bytes.length;
    try {
      while (bytes.length > 0 && this.#isEntered) {
        try {
          bytes = bytes.subarray(await Deno.stdout.write(bytes.subarray(0, PIECE_BYTES)));
        } catch (error) {
          if (!(error instanceof Deno.errors.WouldBlock)) return;
          await new Promise((resolve) => setTimeout(resolve, 5));
        }
      }
    } finally {
      this.#writing = false;
    }
  }

  #stdinKeys(): Keys {
    let isOpen = true;
    const buffer = new Uint8Array(1 << 10);
    const read = async () => {
      while (isOpen) {
        const length = await Deno.stdin.read(buffer).catch(() => null);
        if (length === null) return;
        this.#take(buffer.subarray(0, length));
      }
    };
    read();
    return { setRaw: (raw) => Deno.stdin.setRaw(raw), close: () => isOpen = false };
  }

  /** By way of Node's own, since Deno.open of a terminal asks for all permissions. */
  #ttyKeys(): Keys {
    const stream = new ReadStream(openSync("/dev/tty", "r+"));
    stream.on("data", (data: Uint8Array) => this.#take(data));
    stream.on("error", () => {});
    return {
      setRaw: (raw) => {
        stream.setRawMode(raw);
        if (raw) stream.resume();
      },
      close: () => stream.destroy(),
    };
  }

  #take(bytes: Uint8Array): void {
    if (!this.#isEntered) return;
    clearTimeout(this.#escTimer);
    for (const input of this.#decoder.push(bytes)) this.#events.onInput(input);
    if (this.#decoder.isWaiting) {
      this.#escTimer = setTimeout(() => this.#decoder.flush().forEach((input) => this.#events.onInput(input)), ESC_MS);
    }
  }
}

function canOpenTty(): boolean {
  try {
    const stream = new ReadStream(openSync("/dev/tty", "r+"));
    stream.destroy();
    return true;
  } catch {
    return false;
  }
}

/** At once, also while the program is going down. A terminal that is gone or full is let be. */
function writeNow(bytes: Uint8Array): void {
  for (let tries = 0; bytes.length > 0 && tries < 200;) {
    try {
      bytes = bytes.subarray(Deno.stdout.writeSync(bytes));
    } catch (error) {
      if (!(error instanceof Deno.errors.WouldBlock)) return;
      tries++;
    }
  }
}
