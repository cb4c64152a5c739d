/**
 * Server-sent events (WHATWG HTML, 9.2) for many browsers: a picture is made text once and given to all. A browser that
 * reads slowly gets the newest picture when it is ready for one, not those in between, so none costs more than one.
 */

/** Pictures that a browser may leave unread before it is taken for gone. */
const UNREAD_MAX = 120;
const RETRY_MS = 2000;

interface Client {
  readonly controller: ReadableStreamDefaultController<Uint8Array>;
  /** The newest picture, while it is not ready for it. */
  waiting: Uint8Array | undefined;
  unread: number;
}

export class EventHub {
  readonly #clientsMax: number;
  readonly #clients = new Set<Client>();
  readonly #encoder = new TextEncoder();
  /** The picture that all have been given, or will be. */
  #newest: Uint8Array | undefined;

  constructor(clientsMax: number) {
    this.#clientsMax = clientsMax;
  }

  get size(): number {
    return this.#clients.size;
  }

  /**
   * A stream that begins with what others were given last, or, where there are none, with this picture (JSON): when
   * many come back at once, that costs no more than one. Undefined when there are too many.
   */
  open(first: () => string): ReadableStream<Uint8Array> | undefined {
    if (this.#clients.size >= this.#clientsMax) return undefined;
    if (this.#clients.size === 0 || this.#newest === undefined) this.#newest = this.#frame(first());
    const begin = this.#newest;
    let client: Client;
    return new ReadableStream<Uint8Array>({
      start: (controller) => {
        client = { controller, waiting: undefined, unread: 0 };
        this.#clients.add(client);
        controller.enqueue(this.#encoder.encode(`retry: ${RETRY_MS}\n\n`));
        client.waiting = begin;
      },
      pull: () => {
        client.unread = 0;
        if (client.waiting === undefined) return;
        client.controller.enqueue(client.waiting);
        client.waiting = undefined;
      },
      cancel: () => void this.#clients.delete(client),
    });
  }

  /** Gives everybody a picture (JSON). */
  publish(json: string): void {
    const frame = this.#newest = this.#frame(json);
    for (const client of this.#clients) {
      if ((client.controller.desiredSize ?? 0) > 0) {
        client.controller.enqueue(frame);
        client.waiting = undefined;
        continue;
      }
      client.waiting = frame;
      if (++client.unread > UNREAD_MAX) this.#drop(client);
    }
  }

  /** Ends all streams. */
  close(): void {
    for (const client of [...this.#clients]) this.#drop(client);
  }

  #drop(client: Client): void {
    this.#clients.delete(client);
    try {
      client.controller.close();
    } catch {
      // it has gone already
    }
  }

  /** JSON has no line feed of its own in it, so one field holds all of it. */
  #frame(json: string): Uint8Array {
    return this.#encoder.encode(`data: ${json}\n\n`);
  }
}
