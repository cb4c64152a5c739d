/** The line on stderr that says how far a long scan is. */
import { bytesText, countText, percentText, plural, secondsText } from "../core/text/number_text.ts";
import { cutToColumns } from "../core/text/width.ts";

export interface ProgressState {
  readonly lines: number;
  readonly bytes: number;
  readonly anomalies: number;
  /** Since the start. */
  readonly seconds: number;
  /** Bytes there are in all, where that is known (plain files). */
  readonly bytesTotal?: number;
}

/** The line, without a line feed. */
export function renderProgress(state: ProgressState, columns: number): string {
  const { lines, bytes, anomalies, seconds, bytesTotal } = state;
  const parts = [`${plural(lines, "line")}`, bytesText(bytes)];
  if (seconds > 0) parts.push(`${countText(lines / seconds)} lines/s`);
  parts.push(plural(anomalies, "anomaly", "anomalies"));
  if (bytesTotal !== undefined && bytesTotal > 0) {
    const share = Math.min(1, bytes / bytesTotal);
    parts.unshift(percentText(share));
    if (share > 0 && share < 1) parts.push(`${secondsText(seconds / share - seconds)} left`);
  }
  return cutToColumns(parts.join("  "), columns - 1);
}

/** Milliseconds before the line is first shown: short scans do without. */
const DELAY_MS = 1000;
/** At most five times a second. */
const INTERVAL_MS = 200;
const CLEAR = "\r\x1b[K";

/** What the line is drawn with. */
export interface ProgressOptions {
  readonly write: (text: string) => void;
  readonly now: () => number;
  readonly columns: () => number;
  /** False makes it silent: not a terminal, or --quiet. */
  readonly enabled: boolean;
  readonly bytesTotal?: number;
}

/** Draws the line in place. */
export class ProgressLine {
  readonly #options: ProgressOptions;
  readonly #startMs: number;
  #nextMs: number;
  #visible = false;

  constructor(options: ProgressOptions) {
    this.#options = options;
    this.#startMs = options.now();
    this.#nextMs = this.#startMs + DELAY_MS;
  }

  /** Called as often as one likes. */
  update(progress: Pick<ProgressState, "lines" | "bytes" | "anomalies">): void {
    const { enabled, now, write, columns, bytesTotal } = this.#options;
    if (!enabled) return;
    const nowMs = now();
    if (nowMs < this.#nextMs) return;
    this.#nextMs = nowMs + INTERVAL_MS;
    this.#visible = true;
    const seconds = (nowMs - this.#startMs) / 1000;
    write(CLEAR + renderProgress({ ...progress, seconds, ...(bytesTotal !== undefined && { bytesTotal }) }, columns()));
  }

  /** Takes the line away: before anything else is printed on the terminal, and at the end. It may come back. */
  clear(): void {
    if (this.#visible) this.#options.write(CLEAR);
    this.#visible = false;
  }
}
