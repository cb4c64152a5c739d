import { assertEquals } from "@std/assert";
import { FrameWriter } from "../../src/cli/dashboard/frame_writer.ts";

/** A terminal that takes bytes when it is told to. */
class SlowTerminal {
  isLeft = false;
  isGone = false;
  text = "";
  readonly #decoder = new TextDecoder();
  #waiting: { readonly bytes: Uint8Array; readonly done: PromiseWithResolvers<number> } | undefined;

  readonly writer = new FrameWriter({
    write: (bytes) => {
      this.#waiting = { bytes, done: Promise.withResolvers<number>() };
      return this.#waiting.done.promise;
    },
    isOpen: () => !this.isLeft,
    onGone: () => this.isGone = true,
  });

  /** Takes so many bytes of what is being written; all where it is not said. */
  async take(count?: number): Promise<void> {
    while (this.#waiting === undefined) await settled();
    const { bytes, done } = this.#waiting;
    this.#waiting = undefined;
    const taken = Math.min(count ?? bytes.length, bytes.length);
    this.text += this.#decoder.decode(bytes.subarray(0, taken));
    done.resolve(taken);
    await settled();
  }

  async fail(error: Error): Promise<void> {
    this.#waiting?.done.reject(error);
    this.#waiting = undefined;
    await settled();
  }
}

function settled(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

Deno.test("while a frame is under way the writer is busy, and nobody waits for it", async () => {
  const terminal = new SlowTerminal();
  const written = terminal.writer.write("one frame");
  assertEquals(terminal.writer.isBusy, true);
  await terminal.take(3);
  assertEquals([terminal.text, terminal.writer.isBusy], ["one", true]);
  await terminal.take();
  await written;
  assertEquals([terminal.text, terminal.writer.isBusy, terminal.writer.written], ["one frame", false, 9]);
});

Deno.test("what is sent beside the frames follows the one that is under way", async () => {
  const terminal = new SlowTerminal();
  terminal.writer.write("frame ");
  terminal.writer.send("bell ");
  terminal.writer.send("copy");
  await terminal.take();
  await terminal.take();
  assertEquals([terminal.text, terminal.writer.isBusy], ["frame bell copy", false]);
});

Deno.test("a frame is written in pieces, and no further one once the terminal was left", async () => {
  const terminal = new SlowTerminal();
  terminal.writer.write("x".repeat(10_000));
  await terminal.take();
  assertEquals(terminal.text.length, 4096);
  terminal.isLeft = true;
  await terminal.take();
  assertEquals([terminal.text.length, terminal.writer.isBusy], [8192, false]);
});

Deno.test("a terminal that is full is tried again, one that is gone is told of", async () => {
  const terminal = new SlowTerminal();
  terminal.writer.write("frame");
  await terminal.fail(new Deno.errors.WouldBlock());
  await terminal.take();
  assertEquals([terminal.text, terminal.isGone, terminal.writer.isBusy], ["frame", false, false]);
  terminal.writer.write("another");
  await terminal.fail(new Deno.errors.BrokenPipe());
  assertEquals([terminal.isGone, terminal.writer.isBusy], [true, false]);
});

Deno.test("who leaves the terminal can wait until nothing is written any more", async () => {
  const terminal = new SlowTerminal();
  await terminal.writer.idle;
  terminal.writer.write("one frame");
  terminal.isLeft = true;
  let isIdle = false;
  terminal.writer.idle.then(() => isIdle = true);
  await settled();
  assertEquals(isIdle, false, "a piece is still on its way");
  await terminal.take(3);
  assertEquals([isIdle, terminal.text], [true, "one"]);
});
