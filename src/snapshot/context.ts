/**
 * The lines around an anomaly, of its own source: five before it and five after it, read from the ring of the newest
 * lines. They are read when somebody looks, and else a few with each picture, before the ring forgets them: in a flood of
 * anomalies, of which nobody can look at most, they must not cost more than the reading itself.
 */
import type { LogRing } from "../core/log_ring.ts";
import type { ContextLine } from "../core/snapshot.ts";
import { decodeText } from "../core/text.ts";
import { textOffset } from "./log_view.ts";

const LINES_AROUND = 5;
/** Lines of other sources that are passed over, at most, while looking for those of its own. */
const LOOKS_MAX = 2000;
const TEXT_BYTES_MAX = 4096;
/** Contexts that wait to be read, at most; of more only those that are looked at in time are read. */
const WAITING_MAX = 64;
/** Contexts that one picture reads. */
const READ_MAX = 8;

/** The context of one anomaly. */
export interface Context {
  lines(): readonly ContextLine[];
}

interface Waiting extends Context {
  /** Reads it for good; whether that was possible, or it is to wait for the lines after it. */
  settle(): boolean;
}

export class Contexts {
  readonly #ring: LogRing;
  #waiting: Waiting[] = [];

  constructor(ring: LogRing) {
    this.#ring = ring;
  }

  /** The context of an anomaly whose line is line `number` of the ring. */
  of(source: string, number: number): Context {
    const ring = this.#ring;
    let kept: readonly ContextLine[] = [];
    let isWhole = false;
    const look = (): readonly ContextLine[] => {
      if (isWhole || number < ring.first) return kept;
      const before = this.#lines(source, number - 1, -1);
      const after = this.#lines(source, number + 1, 1);
      isWhole = after.length === LINES_AROUND;
      return kept = [...before.reverse(), this.#line(number, true), ...after];
    };
    const settle = (): boolean => {
      look();
      return isWhole || number < ring.first || ring.next - number > LOOKS_MAX;
    };
    this.#waiting.push({ lines: look, settle });
    if (this.#waiting.length > WAITING_MAX) this.#waiting.shift();
    return { lines: look };
  }

  /** Reads some of those that nobody has looked at. */
  settle(): void {
    const looked = this.#waiting.splice(0, READ_MAX);
    this.#waiting.push(...looked.filter((each) => !each.settle()));
  }

  #lines(source: string, from: number, by: 1 | -1): ContextLine[] {
    const ring = this.#ring;
    const lines: ContextLine[] = [];
    for (let k = from, looks = 0; k >= ring.first && k < ring.next && looks < LOOKS_MAX; k += by, looks++) {
      if (ring.sourceOf(k) === source) lines.push(this.#line(k, false));
      if (lines.length === LINES_AROUND) break;
    }
    return lines;
  }

  #line(number: number, isOdd: boolean): ContextLine {
    const ring = this.#ring;
    const bytes = ring.bytesOf(number);
    const text = decodeText(bytes, 0, Math.min(bytes.length, TEXT_BYTES_MAX));
    return {
      source: ring.sourceOf(number),
      line: ring.lineNumberOf(number),
      timeMs: ring.timeOf(number),
      severity: ring.severityOf(number),
      text,
      messageStart: textOffset(bytes, ring.messageOf(number)[0], text),
      isOdd,
    };
  }
}
