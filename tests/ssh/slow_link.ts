/** A slow and long line: passes bytes on in both directions, each late, and no more than so many a second. */

export interface SlowLinkOptions {
  readonly delayMs: number;
  readonly bytesPerSecond: number;
}

export class SlowLink {
  readonly port: number;
  readonly #listener: Deno.TcpListener;
  readonly #connections = new Set<Deno.TcpConn>();

  readonly #options: SlowLinkOptions;

  constructor(options: SlowLinkOptions) {
    this.#options = options;
    this.#listener = Deno.listen({ port: 0, hostname: "127.0.0.1" });
    this.port = this.#listener.addr.port;
  }

  /** Passes on to this port from now on. */
  async passTo(port: number): Promise<void> {
    for await (const near of this.#listener) {
      const far = await Deno.connect({ port, hostname: "127.0.0.1" });
      for (const end of [near, far]) this.#connections.add(end);
      this.#pass(near, far);
      this.#pass(far, near);
    }
  }

  async #pass(from: Deno.TcpConn, to: Deno.TcpConn): Promise<void> {
    const { delayMs, bytesPerSecond } = this.#options;
    let line = Promise.resolve();
    try {
      const piece = new Uint8Array(4096);
      for (let length = await from.read(piece); length !== null; length = await from.read(piece)) {
        const bytes = piece.slice(0, length);
        const due = pause(delayMs);
        line = line.then(() => due).then(() => writeAll(to, bytes));
        line.catch(() => {});
        await pause(1000 * length / bytesPerSecond);
      }
      await line;
      await to.closeWrite();
    } catch {
      // one end has gone
    }
  }

  [Symbol.dispose](): void {
    this.#listener.close();
    for (const connection of this.#connections) {
      try {
        connection.close();
      } catch {
        // closed by the other end
      }
    }
  }
}

async function writeAll(to: Deno.TcpConn, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) at += await to.write(bytes.subarray(at));
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
