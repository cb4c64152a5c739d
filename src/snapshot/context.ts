/**
 * The lines around an anomaly, of its own source: five before it and five after it, read from the ring of the newest
 * lines. They are read when somebody looks, and else a few with each picture, before the ring forgets them: in a flood
 * of anomalies, of which nobody can look at most, they must not cost more than the reading itself.
 */
import { placeWithoutColours, withoutColours } from "../core/text/colours.ts";
import type { LogRing } from "../core/lines/log_ring.ts";
import type { ContextLine } from "../core/views/anomaly_view.ts";
import { decodeText, textOffset } from "../core/lines/text.ts";

/** Lines before an anomaly, and after it, that are shown with it; and bytes of each. */
export const LINES_AROUND = 5;
export const CONTEXT_BYTES_MAX = 4096;
/** Lines of other sources that are passed over, at most, while looking for those of its own. */
const LOOKS_MAX = 2000;
/** Contexts that wait to be read, at most; of more only those that are looked at in time are read. */
const WAITING_MAX = 64;
/** Contexts that one picture reads. */
const READ_MAX = 8;

/** The context of one anomaly. */
export class LineContext {
  readonly #contexts: Contexts;
  readonly #source: string;
  readonly #number: number;
  #kept: readonly ContextLine[] = [];
  #isWhole = false;

  /** Its line is line `number` of the ring. */
  constructor(contexts: Contexts, source: string, number: number) {
    this.#contexts = contexts;
    this.#source = source;
    this.#number = number;
  }

  /** As far as there are any, the odd line among them. */
  lines(): readonly ContextLine[] {
    if (this.#isWhole || this.#number < this.#contexts.ring.first) return this.#kept;
    const found = this.#contexts.around(this.#source, this.#number);
    this.#isWhole = found.isWhole;
    return this.#kept = found.lines;
  }

  /** Reads it for good; whether that was possible, or it is to wait for the lines after it. */
  settle(): boolean {
    this.lines();
    const { first, next } = this.#contexts.ring;
    return this.#isWhole || this.#number < first || next - this.#number > LOOKS_MAX;
  }
}

export class Contexts {
  readonly ring: LogRing;
  #waiting: LineContext[] = [];

  constructor(ring: LogRing) {
    this.ring = ring;
  }

  /** The context of an anomaly whose line is line `number` of the ring. */
  of(source: string, number: number): LineContext {
    const context = new LineContext(this, source, number);
    this.#waiting.push(context);
    if (this.#waiting.length > WAITING_MAX) this.#waiting.shift();
    return context;
  }

  /** Reads some of those that nobody has looked at. */
  settle(): void {
    const looked = this.#waiting.splice(0, READ_MAX);
    this.#waiting.push(...looked.filter((each) => !each.settle()));
  }

  /** The lines of a source around a line, and whether all of those after it had come. */
  around(source: string, number: number): { readonly lines: readonly ContextLine[]; readonly isWhole: boolean } {
    const before = this.#lines(source, number - 1, -1);
    const after = this.#lines(source, number + 1, 1);
    return {
      lines: [...before.reverse(), ringLine(this.ring, number, true), ...after],
      isWhole: after.length === LINES_AROUND,
    };
  }

  #lines(source: string, from: number, by: 1 | -1): ContextLine[] {
    const { ring } = this;
    const lines: ContextLine[] = [];
    for (let k = from, looks = 0; k >= ring.first && k < ring.next && looks < LOOKS_MAX; k += by, looks++) {
      if (ring.sourceOf(k) === source) lines.push(ringLine(ring, k));
      if (lines.length === LINES_AROUND) break;
    }
    return lines;
  }
}

/** A line of the ring as it is shown beside an anomaly. */
export function ringLine(ring: LogRing, number: number, isOdd = false): ContextLine {
  const bytes = ring.bytesOf(number);
  const raw = decodeText(bytes, 0, Math.min(bytes.length, CONTEXT_BYTES_MAX));
  return {
    source: ring.sourceOf(number),
    line: ring.lineNumberOf(number),
    timeMs: ring.timeOf(number),
    severity: ring.severityOf(number),
    text: withoutColours(raw),
    messageStart: placeWithoutColours(raw, textOffset(bytes, ring.messageOf(number)[0], raw)),
    isOdd,
  };
}
