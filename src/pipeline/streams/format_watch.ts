/**
 * Whether a stream's lines are still of its format, which was found from its first ones: a service may be upgraded to
 * JSON, or write another column in its header. Lines are counted in windows that begin at fixed line numbers. When few
 * of a window's lines were of the format, the next window is a sample; when few of that are either, a format is looked
 * for in it. What is found depends on the lines alone, wherever batches were cut.
 *
 * Between two trials the stream must be doubtful for twice as many windows as before: streams of no format, and of two
 * in turns, do not cost much. Where lines of another format begin to come between, the one that was found first stays.
 */
import { redactBytes, UNREDACTED } from "../../core/text/redact.ts";
import { type Batch, LINE_INDENTED, LINE_KIND_MASK, LINE_MATCHED } from "../../core/lines/batch.ts";

/** Lines of a window. */
export const WINDOW_LINES = 512;
/** Share of a window's lines below which it is doubtful. */
const SHARE_MIN = .2;
/** Lines of a window that say something of the format, at least: stack traces do not. */
const VOTERS_MIN = 32;
const WAIT_MAX = 64;
const SAMPLE_BYTES_MAX = 16 * 1024;

/** A watch as it is saved: plain JSON. The sample is in base64; null when none is taken. */
export interface SavedFormatWatch {
  readonly voters: number;
  readonly matched: number;
  readonly doubtful: number;
  readonly wait: number;
  readonly sample: string | null;
}

/** A stretch of a stream's lines that a worker has parsed. */
interface WatchedLines {
  /** Lines `from` to `to` are looked at. */
  readonly from: number;
  readonly to: number;
  /** Number of the batch's line 0 in the stream, from 1. */
  readonly firstLine: number;
  /** They were read as plain text, which takes every line. */
  readonly isPlain: boolean;
}

export class FormatWatch {
  /** Lines of the present window that say something of the format, and those of it that are of the format. */
  #voters = 0;
  #matched = 0;
  /** Windows since the last trial that were doubtful, one after the other; and how many it takes for another. */
  #doubtful = 0;
  #wait = 1;
  /** The window's first lines, while it is a sample. */
  #sample: Uint8Array | undefined;

  static restore({ voters, matched, doubtful, wait, sample }: SavedFormatWatch): FormatWatch {
    const watch = new FormatWatch();
    watch.#voters = voters;
    watch.#matched = matched;
    watch.#doubtful = doubtful;
    watch.#wait = wait;
    watch.#sample = sample === null ? undefined : Uint8Array.fromBase64(sample);
    return watch;
  }

  save(redact = UNREDACTED): SavedFormatWatch {
    return {
      voters: this.#voters,
      matched: this.#matched,
      doubtful: this.#doubtful,
      wait: this.#wait,
      sample: this.#sample === undefined ? null : redactBytes(this.#sample, redact).toBase64(),
    };
  }

  /**
   * Looks at lines, in order and at each once. Returns the line from which another format may apply, and the sample to
   * find it in; undefined when all lines are looked at.
   */
  look(batch: Batch, { from, to, firstLine, isPlain }: WatchedLines): { line: number; sample: Uint8Array } | undefined {
    const { flags } = batch;
    for (let begin = from; begin < to;) {
      const left = WINDOW_LINES - (firstLine + begin - 1) % WINDOW_LINES;
      const end = Math.min(to, begin + left);
      let voters = 0;
      let matched = 0;
      for (let i = begin; i < end; i++) {
        const flag = flags[i];
        if ((flag & LINE_MATCHED) !== 0) matched++;
        else if ((flag & (LINE_KIND_MASK | LINE_INDENTED)) === 0) voters++;
      }
      this.#voters += voters + matched;
      this.#matched += isPlain ? 0 : matched;
      if (this.#sample !== undefined) this.#sample = grown(this.#sample, batch, begin, end);
      const sample = end - begin === left ? this.#closeWindow() : undefined;
      if (sample !== undefined) return { line: end, sample };
      begin = end;
    }
    return undefined;
  }

  /** Returns the sample when both the window before this one and this one, the sample, were doubtful. */
  #closeWindow(): Uint8Array | undefined {
    const isDoubtful = this.#voters >= VOTERS_MIN && this.#matched < SHARE_MIN * this.#voters;
    const sample = this.#sample;
    this.#sample = undefined;
    this.#voters = this.#matched = 0;
    if (sample !== undefined && isDoubtful) {
      this.#wait = Math.min(WAIT_MAX, this.#wait * 2);
      this.#doubtful = 0;
      return sample;
    }
    this.#doubtful = isDoubtful ? this.#doubtful + 1 : 0;
    if (this.#doubtful >= this.#wait) this.#sample = new Uint8Array(0);
    return undefined;
  }
}

/** A sample with these lines of a batch, as far as there is room. */
function grown(sample: Uint8Array, { bytes, start, end }: Batch, from: number, to: number): Uint8Array {
  let last = from;
  while (last < to && sample.length + end[last] + 1 - start[from] <= SAMPLE_BYTES_MAX) last++;
  if (last === from) return sample;
  const more = end[last - 1] + 1 - start[from];
  const all = new Uint8Array(sample.length + more);
  all.set(sample);
  all.set(bytes.subarray(start[from], end[last - 1]), sample.length);
  all[all.length - 1] = 10;
  return all;
}
