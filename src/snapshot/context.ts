/**
 * The lines around an anomaly, of its own source: five before it, from the ring of the newest lines, and five after it,
 * once they have come.
 */
import type { LogRing } from "../core/log_ring.ts";
import type { ContextLine } from "../core/snapshot.ts";
import { decodeText } from "../core/text.ts";
import { textOffset } from "./log_view.ts";
import type { KnownAnomaly } from "./anomaly_log.ts";

const LINES_AROUND = 5;
/** Lines of other sources that are passed over, at most, while looking for those of its own. */
const LOOK_BACK_MAX = 2000;
const TEXT_BYTES_MAX = 4096;
/** Anomalies that wait for the lines after them, at most; of more there are only lines before. */
const WAITING_MAX = 256;

interface Waiting {
  readonly anomaly: KnownAnomaly;
  readonly lines: ContextLine[];
  missing: number;
}

export class Contexts {
  readonly #ring: LogRing;
  #waiting: Waiting[] = [];

  constructor(ring: LogRing) {
    this.#ring = ring;
  }

  /** Begins with the lines before the anomaly's, which is line `number` of the ring. */
  begin(anomaly: KnownAnomaly, number: number): void {
    const source = anomaly.event.source;
    const lines: ContextLine[] = [this.#line(number, true)];
    const last = Math.max(this.#ring.first, number - LOOK_BACK_MAX);
    for (let k = number - 1; k >= last && lines.length <= LINES_AROUND; k--) {
      if (this.#ring.sourceOf(k) === source) lines.unshift(this.#line(k, false));
    }
    anomaly.context = lines;
    if (this.#waiting.length < WAITING_MAX) this.#waiting.push({ anomaly, lines, missing: LINES_AROUND });
    this.#follow(this.#waiting.slice(-1), number + 1);
  }

  /** Lines of the ring from this number on are new: takes those that anomalies wait for. */
  advance(from: number): void {
    if (this.#waiting.length > 0) this.#follow(this.#waiting, from);
    this.#waiting = this.#waiting.filter(({ missing }) => missing > 0);
  }

  #follow(waiting: readonly Waiting[], from: number): void {
    for (const each of waiting) {
      const { source } = each.anomaly.event;
      for (let k = Math.max(from, this.#ring.first); k < this.#ring.next && each.missing > 0; k++) {
        if (this.#ring.sourceOf(k) !== source) continue;
        each.lines.push(this.#line(k, false));
        each.missing--;
      }
    }
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
