/**
 * The user's terminal, held for the dashboard: raw keys in, frames out (frame_writer.ts), and everything as it was
 * afterwards, however the program ends.
 */
import { waitFor } from "../../core/time/waiting.ts";
import { type BackgroundReply, type Input, InputDecoder } from "../../tui/input.ts";
import { FrameWriter } from "./frame_writer.ts";
import { canOpenTty, type Keys, openKeys, STATUS_REQUEST } from "./keys.ts";

/** Alternate screen, no cursor, no wrapping, bracketed paste. */
const ENTER = "\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[?2004h";
/** Asks for the colour of the background; most terminals answer, and the others let it be. */
const ASK_BACKGROUND = "\x1b]11;?\x1b\\";
const ENTER_MOUSE = "\x1b[?1002h\x1b[?1006h";
/** CAN first: it ends a sequence of which only a part was written. */
const LEAVE = "\x18\x1b[?2026l\x1b[0m\x1b[?1006l\x1b[?1002l\x1b[?2004l\x1b[?7h\x1b[?25h\x1b[?1049l";
/** After an Esc, how long the rest of a sequence may take. */
const ESC_MS = 25;
/**
 * How long a frame that is under way is waited for before the terminal is given back; a stalled link may take for ever.
 */
const SETTLE_MS = 500;

/** What the dashboard is told of the terminal. */
export interface TerminalEvents {
  onInput(input: Input): void;
  onResize(): void;
  /** The colour of the background (0xrrggbb), which was asked for. */
  onBackground(rgb: number): void;
  /** Nobody is there any more to see or to press anything. */
  onGone(): void;
}

export class Terminal {
  readonly #events: TerminalEvents;
  readonly #mouse: boolean;
  #asksBackground: boolean;
  readonly #decoder = new InputDecoder();
  readonly #encoder = new TextEncoder();
  readonly #onLeave = () => this.leave();
  readonly #onResize = () => this.#events.onResize();
  #keys: Keys | undefined;
  readonly #writer: FrameWriter;
  #isEntered = false;
  /** No frame is begun any more, since the terminal is about to be left. */
  #isSettling = false;
  #escTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    events: TerminalEvents,
    { mouse, asksBackground }: { readonly mouse: boolean; readonly asksBackground: boolean },
  ) {
    this.#events = events;
    this.#mouse = mouse;
    this.#asksBackground = asksBackground;
    this.#writer = new FrameWriter({
      write: (bytes) => Deno.stdout.write(bytes),
      isOpen: () => this.#isEntered && !this.#isSettling,
      onGone: () => this.#events.onGone(),
    });
  }

  /** Whether there is a terminal to draw on and one to read keys from. */
  static isThere(): boolean {
    return Deno.stdout.isTerminal() && (Deno.stdin.isTerminal() || canOpenTty());
  }

  /** A frame is on its way; the next one waits. */
  get isBusy(): boolean {
    return this.#writer.isBusy;
  }

  /** Resolves when no frame is under way any more. */
  get idle(): Promise<void> {
    return this.#writer.idle;
  }

  /** Bytes of frames that were written. */
  get written(): number {
    return this.#writer.written;
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
    this.#keys ??= openKeys((bytes) => this.#take(bytes));
    this.#keys.setRaw(true);
    this.#isEntered = true;
    this.#isSettling = false;
    writeNow(
      this.#encoder.encode(ENTER + (this.#mouse ? ENTER_MOUSE : "") + (this.#asksBackground ? ASK_BACKGROUND : "")),
    );
    this.#asksBackground = false;
    globalThis.addEventListener("unload", this.#onLeave);
    globalThis.addEventListener("error", this.#onLeave);
    globalThis.addEventListener("unhandledrejection", this.#onLeave);
    if (Deno.build.os !== "windows") Deno.addSignalListener("SIGWINCH", this.#onResize);
  }

  /** Stops drawing: what a frame still under way writes after the terminal was given back would stand on its screen. */
  async settle(): Promise<void> {
    this.#isSettling = true;
    await waitFor(this.#writer.idle, SETTLE_MS);
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

  /** Lends the terminal to another program for as long as `use` takes. */
  async lend(use: () => Promise<void>): Promise<void> {
    await this.settle();
    await this.#keys?.pause(() => writeNow(this.#encoder.encode(STATUS_REQUEST)));
    this.leave();
    try {
      await use();
    } finally {
      this.#keys?.resume();
      this.enter();
    }
  }

  /** Leaves for good: keys are not read any more. */
  close(): void {
    this.leave();
    this.#keys?.close();
    this.#keys = undefined;
  }

  /** Writes something small beside the frames, after the one that is under way. */
  send(text: string): void {
    this.#writer.send(text);
  }

  /** Writes a frame; only when not busy. Resolves when it has gone out, or the terminal is gone. */
  write(text: string): Promise<void> {
    return this.#writer.write(text);
  }

  #tell(input: Input | BackgroundReply): void {
    if (input.type === "background") this.#events.onBackground(input.rgb);
    else this.#events.onInput(input);
  }

  #take(bytes: Uint8Array): void {
    if (!this.#isEntered) return;
    clearTimeout(this.#escTimer);
    for (const input of this.#decoder.push(bytes)) this.#tell(input);
    if (this.#decoder.isWaiting) {
      this.#escTimer = setTimeout(() => this.#decoder.flush().forEach((input) => this.#tell(input)), ESC_MS);
    }
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
