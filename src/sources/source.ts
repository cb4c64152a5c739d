/**
 * What a source is: something that fills a caller's buffer with whole lines, and says where they stood.
 *
 * Reading is pulled: the pipeline asks when it has a free buffer, so that a full pipeline holds back the reader by
 * itself. `read` is synchronous, because a regular file is read fastest that way; what cannot be (standard input,
 * gzip) is fetched in `ready` and handed over by the next `read`.
 */

/** One run of bytes from a first one on: a file between its creation and its truncation, or standard input. */
export interface Stream {
  /** Dense, in order of opening, unique within a run. */
  readonly id: number;
  /** What events call it: the path as the user named or the finder found it, "-" for standard input. */
  readonly source: string;
  /** Hash of the stream's first line (at most 1 KiB of it), in hex: part of the ids of its anomalies. */
  readonly identity: string;
  /**
   * Modification time of the file (start of the run for standard input), in ms: for dates without a year.
   * Kept up to date.
   */
  modifiedMs: number;
  /** Its lines can be read again (`Source.lineAt`) as long as its file stands; absent for no. */
  readonly canReadAgain?: boolean;
}

/** A stretch of whole lines that `read` has put at the start of the caller's buffer. */
export interface Chunk {
  readonly stream: Stream;
  /** Bytes in the buffer. The last one is always a line feed, added where the input had none (cut or last line). */
  readonly length: number;
  /** Offset of the first byte in the stream. */
  readonly offset: number;
  /** Offset in the stream after this chunk and whatever was skipped behind it: where reading goes on. */
  readonly nextOffset: number;
  /** 1-based number of the chunk's first line. Given with the first chunk of a stream; else 0: the reader counts on. */
  readonly firstLine: number;
  /** The chunk's last line was longer than the maximum: only its beginning is here. */
  readonly truncated: boolean;
  /** Was there before the program came: learnt from, but not alerted. */
  readonly past: boolean;
  /** No more will come of this stream (end of a scanned file, rotated away and read to its end, removed). */
  readonly last: boolean;
}

/** Where a line stands. */
export interface LinePlace {
  /** The stream's source and identity. */
  readonly source: string;
  readonly identity: string;
  /** Of its first byte. */
  readonly offset: number;
}

/** Where bytes come from. Not safe for use by two callers at once. */
export interface Source {
  /**
   * Fills `into` with the next whole lines of one stream. Returns undefined when nothing is there now (await `ready`),
   * null when nothing will ever come. A chunk may have length 0 when only `last` is to be said. `into` must hold
   * the longest line and 2 bytes more, and all calls should be given buffers of one size. Streams without a line
   * never show up.
   */
  read(into: Uint8Array): Chunk | undefined | null;
  /** Resolves when `read` may have something again, or when the signal aborts. */
  ready(signal: AbortSignal): Promise<void>;
  /** The sources that are read, as far as that is known before they give anything. */
  names?(): Iterable<string>;
  /** A line that was given before, where it can be read again; also after `close`. */
  lineAt?(place: LinePlace): string | undefined;
  /** Gives back what is open. No chunk can be read afterwards. */
  close(): void;
}

/** The longest line that is kept, unless the user says otherwise: 256 KiB. Longer ones are cut and counted. */
export const LINE_BYTES_MAX = 256 * 1024;
