/**
 * Verdicts as tab-separated values with a header row: one row a line (`--verdicts`), one a
 * session (`--session-verdicts`).
 *
 * There are as many rows as lines, hence bytes in place of strings: what follows the line's number repeats from row to
 * row of one template, and is copied. Written in pieces of some 64 KiB.
 */
import type { SessionRow } from "../../pipeline/verdicts/sessions.ts";
import type { FixedRows } from "../../pipeline/verdicts/fixed_rows.ts";
import { showControls } from "../../core/text/escape.ts";

const PIECE_BYTES = 64 * 1024;
/** Digits of a line's number. */
const NUMBER_BYTES = 16;
/** Templates whose last row is remembered; more, and this memory begins anew. */
const TAILS_MAX = 10_000;
const TAB = "\t";

/** Takes bytes that are used again: to be written, or copied, during the call. */
export type WriteNow = (bytes: Uint8Array) => void;

/** What follows the number in a row. */
interface Tail {
  readonly score: number;
  readonly detector: number;
  readonly anomaly: string;
  readonly bytes: Uint8Array;
}

export class VerdictTable {
  readonly #write: WriteNow;
  readonly #alertThreshold: number;
  readonly #tails = new Map<string, Tail>();
  readonly #encoder = new TextEncoder();
  readonly #piece = new Uint8Array(PIECE_BYTES);
  #length = 0;

  constructor(write: WriteNow, alertThreshold: number) {
    this.#write = write;
    this.#alertThreshold = alertThreshold;
    this.#put(this.#encoder.encode("line\ttemplate_id\tscore\tflagged\tdetector\tanomaly_id\n"));
  }

  /** Lines that were only learnt from have no row: they are not what is judged. */
  add(rows: FixedRows): void {
    const { past } = rows;
    for (let row = 0; row < rows.rows; row++) {
      if (past[row] !== 0) continue;
      this.#putNumber(rows.line[row]);
      this.#put(this.#tail(rows, row));
    }
  }

  /** Writes what is gathered. */
  flush(): void {
    if (this.#length > 0) this.#write(this.#piece.subarray(0, this.#length));
    this.#length = 0;
  }

  #tail({ templateId, score, detector, detectors, anomaly }: FixedRows, row: number): Uint8Array {
    const id = templateId[row];
    const known = this.#tails.get(id);
    if (
      known !== undefined && known.score === score[row] && known.detector === detector[row] &&
      known.anomaly === anomaly[row]
    ) return known.bytes;
    const flagged = score[row] >= this.#alertThreshold ? 1 : 0;
    const named = detector[row] === 0 ? "" : detectors[detector[row] - 1];
    const bytes = this.#encoder.encode(`\t${id}\t${score[row]}\t${flagged}\t${named}\t${anomaly[row]}\n`);
    if (this.#tails.size >= TAILS_MAX) this.#tails.clear();
    this.#tails.set(id, { score: score[row], detector: detector[row], anomaly: anomaly[row], bytes });
    return bytes;
  }

  #putNumber(number: number): void {
    if (this.#length + NUMBER_BYTES > PIECE_BYTES) this.flush();
    const piece = this.#piece;
    let end = this.#length + 1;
    for (let rest = number; rest >= 10; rest /= 10) end++;
    this.#length = end;
    for (let rest = number; end > 0; rest = Math.floor(rest / 10)) {
      piece[--end] = 48 + rest % 10;
      if (rest < 10) break;
    }
  }

  #put(bytes: Uint8Array): void {
    if (this.#length + bytes.length > PIECE_BYTES) this.flush();
    const piece = this.#piece;
    let at = this.#length;
    for (let k = 0; k < bytes.length; k++) piece[at++] = bytes[k];
    this.#length = at;
  }
}

/** The header of a table of sessions. */
export const SESSION_HEADER = ["session", "score", "flagged", "detector", "anomaly_id"].join(TAB) + "\n";

/** One row of it. Tabs in a session's name, and what a terminal would obey, are written out. */
export function sessionLine({ session, score, flagged, detector, anomaly }: SessionRow): string {
  return [showControls(session), score, flagged ? 1 : 0, detector, anomaly].join(TAB) + "\n";
}
