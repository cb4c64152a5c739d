/**
 * The lines of a session that are still kept: those of its source that name it. They are searched for when somebody
 * looks at its anomaly, a part of those that are kept with each picture, so that the search never holds up drawing.
 */
import { Buffer } from "node:buffer";
import type { AnomalyEvent } from "../core/anomaly.ts";
import { BoundedMap } from "../core/collections/bounded_map.ts";
import type { LogRing } from "../core/lines/log_ring.ts";
import type { ContextLine, SessionView } from "../core/views/anomaly_view.ts";
import { ringLine } from "./context.ts";

/** Lines that one look goes through: some 5 ms. */
const LOOKS_MAX = 1 << 15;
/** Sessions whose lines are remembered. */
const SESSIONS_MAX = 8;
/** Of a longer session its first and its last lines are kept. */
const FIRST_LINES = 4;
const LAST_LINES = 8;

export class SessionLines {
  readonly #ring: LogRing;
  readonly #searches = new BoundedMap<Search>(SESSIONS_MAX);

  constructor(ring: LogRing) {
    this.#ring = ring;
  }

  /** What is known of an anomaly's session by now; undefined where it has none. */
  of({ id, source, session }: AnomalyEvent): SessionView | undefined {
    if (session === undefined || session === "") return undefined;
    const search = this.#searches.of(id, () => new Search(this.#ring, source, session));
    search.advance();
    return { name: session, first: search.first, last: search.last, count: search.count };
  }
}

/** A search from the oldest line that is kept to the newest, and on as lines come in. */
class Search {
  count = 0;
  readonly #ring: LogRing;
  readonly #source: string;
  readonly #name: Buffer;
  readonly first: ContextLine[] = [];
  last: readonly ContextLine[] = [];
  #next: number;

  constructor(ring: LogRing, source: string, session: string) {
    this.#ring = ring;
    this.#source = source;
    this.#name = Buffer.from(session);
    this.#next = ring.first;
  }

  advance(): void {
    const ring = this.#ring;
    const from = Math.max(this.#next, ring.first);
    const end = Math.min(ring.next, from + LOOKS_MAX);
    for (let number = from; number < end; number++) if (this.#isOfIt(number)) this.#take(ringLine(ring, number));
    this.#next = end;
  }

  #take(line: ContextLine): void {
    this.count++;
    if (this.first.length < FIRST_LINES) this.first.push(line);
    else this.last = [...this.last.slice(1 - LAST_LINES), line];
  }

  /** Whether a line names the session, and not a longer name that begins or ends with it. */
  #isOfIt(number: number): boolean {
    if (this.#ring.sourceOf(number) !== this.#source) return false;
    const bytes = this.#ring.bytesOf(number);
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    for (let at = text.indexOf(this.#name); at >= 0; at = text.indexOf(this.#name, at + 1)) {
      if (!isWordByte(bytes[at - 1]) && !isWordByte(bytes[at + this.#name.length])) return true;
    }
    return false;
  }
}

function isWordByte(byte: number | undefined): boolean {
  return byte !== undefined &&
    (byte >= 48 && byte <= 57 || byte >= 65 && byte <= 90 || byte >= 97 && byte <= 122 || byte === 95);
}
