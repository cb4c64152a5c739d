/** What a group of sessions is told of a line, and of the clocks of its source. */

/** A line of a session: what the group is told of it. Reused from line to line. */
export interface SessionLine {
  /** The name's hash, and where it stands. */
  hash1: number;
  hash2: number;
  bytes: Uint8Array;
  start: number;
  end: number;
  event: number;
  /** Event time and the source's clock, ms; in a source without times the number of lines stands for both. */
  time: number;
  clock: number;
  /** What other detectors gave the line, and which: a number of the sink's. */
  score: number;
  detector: number;
  /** Lines of all sources before it. */
  linesBefore: number;
  /** Number of its source's clock, of its stream, its line number and offset there. */
  source: number;
  stream: number;
  number: number;
  offset: number;
}

/** The clocks of all sources, by their numbers. */
export interface SourceClocks {
  /** Latest event time, ms; lines, where the source has no times. */
  readonly now: Float64Array;
  readonly isTimed: Uint8Array;
  /** The earliest time that there was, in the same unit. */
  readonly since: Float64Array;
  /** Lines of all sources before its latest. */
  readonly lastLine: Float64Array;
}

/** The session's hash, 64 bits in two words; of four bytes at a time, for it is made for every line. */
export function hashValue(line: SessionLine, salt: number): void {
  const { bytes, start, end } = line;
  const whole = end - (end - start) % 4;
  let rest = end - start;
  for (let i = whole; i < end; i++) rest = (rest << 8) ^ bytes[i];
  let a = Math.imul(0x811c9dc5 ^ salt ^ rest, 0x9e3779b1);
  let b = Math.imul(0x2c1b3c6d + salt ^ rest, 0xc2b2ae35);
  for (let i = start; i < whole; i += 4) {
    const four = bytes[i] | bytes[i + 1] << 8 | bytes[i + 2] << 16 | bytes[i + 3] << 24;
    a = Math.imul(a ^ (a >>> 15) ^ four, 0x9e3779b1);
    b = Math.imul(b ^ (b >>> 13) ^ four, 0x85ebca6b);
  }
  a = Math.imul(a ^ (a >>> 15), 0x2c1b3c6d);
  b = Math.imul(b ^ (b >>> 13), 0xc2b2ae35);
  line.hash1 = a ^ (a >>> 13);
  line.hash2 = b ^ (b >>> 16);
}

export function newLine(): SessionLine {
  return {
    hash1: 0,
    hash2: 0,
    bytes: new Uint8Array(0),
    start: 0,
    end: 0,
    event: 0,
    time: 0,
    clock: 0,
    score: 0,
    detector: 0,
    linesBefore: 0,
    source: 0,
    stream: 0,
    number: 0,
    offset: 0,
  };
}
