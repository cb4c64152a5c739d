/**
 * A batch: a stretch of whole lines as bytes, and typed-array columns with one entry a line, in one shared buffer.
 *
 * Shared, not transferred, because a worker that dies must not take its lines with it, and because it is the fastest.
 * A batch belongs to one thread at a time: to the coordinator while it fills or learns, to a worker between the
 * message that hands it over and the one that gives it back. The column layout is the same on both sides.
 */

/** Bytes of lines in a batch, at most. */
export const BATCH_BYTES = 1 << 20;
/** Lines in a batch, at most; a batch with more (shorter than 32 bytes on average) is parsed in several goes. */
export const BATCH_LINES = 1 << 15;
/** Matches of user rules in a batch, at most; a batch with more is parsed in several goes. */
export const BATCH_HITS = 1 << 13;
/** Parameters in a batch, at most; a batch with more is parsed in several goes. */
export const BATCH_PARAMETERS = 1 << 17;
/** Parameters of a line, at most; what comes after them is not looked at. */
export const LINE_PARAMETERS_MAX = 32;

/**
 * Flags of a line. The low four bits hold its `LineKind` (formats/detection/classify.ts) where it is not of the format.
 */
export const LINE_KIND_MASK = 0x0f;
export const LINE_MATCHED = 0x10;
export const LINE_INDENTED = 0x20;
export const LINE_TRUNCATED = 0x40;
export const LINE_INVALID_UTF8 = 0x80;

/** Indices into `Batch.counts`: what a worker says of its work. */
export const COUNT = {
  /** Lines parsed. */
  lines: 0,
  /** Where parsing stopped: less than the batch's length when a column was full. */
  consumed: 1,
  /** Shapes that this worker had not met before: entries in the `newShape` columns. */
  newShapes: 2,
  /** Rule matches: entries in the `hit` columns. */
  hits: 3,
  /** Which table of local shape ids the `shape` column refers to. */
  table: 4,
} as const;

const COUNTS = 8;
/** Room behind the lines, so that four whole words may be read from their last byte on. */
export const BYTES_BEHIND = 16;
const BYTES_PER_LINE = 8 + 5 * 4 + 3 * 4 + 4 + 2;
const BYTES_PER_PARAMETER = 8 + 3 * 4;

/** Views on one shared buffer. */
export class Batch {
  readonly buffer: SharedArrayBuffer;
  readonly bytes: Uint8Array;
  readonly counts: Int32Array;
  /** Event time in ms since the epoch, NaN where there is none. */
  readonly time: Float64Array;
  /** Offset in `bytes` of a line's first byte. */
  readonly start: Uint32Array;
  /** Offset of the byte after a line's text (its line feed or carriage return). */
  readonly end: Uint32Array;
  readonly messageStart: Uint32Array;
  readonly messageEnd: Uint32Array;
  /** The worker's local id of the message's shape. */
  readonly shape: Int32Array;
  /** Local ids and the two hash words of the shapes that were new to the worker. */
  readonly newShape: Int32Array;
  readonly newHash1: Int32Array;
  readonly newHash2: Int32Array;
  readonly hitLine: Uint32Array;
  readonly hitRule: Uint32Array;
  /** Index of a line's first parameter; its last is the one before that of the next line. One entry more than lines. */
  readonly parameterFirst: Uint32Array;
  /** Offset in `bytes` of a parameter's first byte. */
  readonly parameterStart: Uint32Array;
  /** Offset of the byte after it. */
  readonly parameterEnd: Uint32Array;
  /** Its value where it is a number (a unit behind it is not looked at), NaN where it is none. */
  readonly parameterNumber: Float64Array;
  /** Hash of the name of its field (`hashName` in core/hash.ts); 0 for one that was masked in the message. */
  readonly parameterName: Int32Array;
  readonly severity: Uint8Array;
  readonly flags: Uint8Array;

  constructor(buffer: SharedArrayBuffer, bytesMax = BATCH_BYTES) {
    let at = 0;
    const take = (bytes: number): number => (at += bytes) - bytes;
    this.buffer = buffer;
    this.time = new Float64Array(buffer, take(8 * BATCH_LINES), BATCH_LINES);
    this.parameterNumber = new Float64Array(buffer, take(8 * BATCH_PARAMETERS), BATCH_PARAMETERS);
    this.counts = new Int32Array(buffer, take(4 * COUNTS), COUNTS);
    this.start = new Uint32Array(buffer, take(4 * BATCH_LINES), BATCH_LINES);
    this.end = new Uint32Array(buffer, take(4 * BATCH_LINES), BATCH_LINES);
    this.messageStart = new Uint32Array(buffer, take(4 * BATCH_LINES), BATCH_LINES);
    this.messageEnd = new Uint32Array(buffer, take(4 * BATCH_LINES), BATCH_LINES);
    this.shape = new Int32Array(buffer, take(4 * BATCH_LINES), BATCH_LINES);
    this.newShape = new Int32Array(buffer, take(4 * BATCH_LINES), BATCH_LINES);
    this.newHash1 = new Int32Array(buffer, take(4 * BATCH_LINES), BATCH_LINES);
    this.newHash2 = new Int32Array(buffer, take(4 * BATCH_LINES), BATCH_LINES);
    this.hitLine = new Uint32Array(buffer, take(4 * BATCH_HITS), BATCH_HITS);
    this.hitRule = new Uint32Array(buffer, take(4 * BATCH_HITS), BATCH_HITS);
    this.parameterFirst = new Uint32Array(buffer, take(4 * (BATCH_LINES + 1)), BATCH_LINES + 1);
    this.parameterStart = new Uint32Array(buffer, take(4 * BATCH_PARAMETERS), BATCH_PARAMETERS);
    this.parameterEnd = new Uint32Array(buffer, take(4 * BATCH_PARAMETERS), BATCH_PARAMETERS);
    this.parameterName = new Int32Array(buffer, take(4 * BATCH_PARAMETERS), BATCH_PARAMETERS);
    this.severity = new Uint8Array(buffer, take(BATCH_LINES), BATCH_LINES);
    this.flags = new Uint8Array(buffer, take(BATCH_LINES), BATCH_LINES);
    this.bytes = new Uint8Array(buffer, take(bytesMax), bytesMax);
  }

  /** Makes a batch for `bytesMax` bytes of lines. */
  static allocate(bytesMax = BATCH_BYTES): Batch {
    const columns = BATCH_LINES * BYTES_PER_LINE + 4 + COUNTS * 4 + BATCH_HITS * 8 +
      BATCH_PARAMETERS * BYTES_PER_PARAMETER;
    return new Batch(new SharedArrayBuffer(columns + bytesMax + BYTES_BEHIND), bytesMax);
  }
}
