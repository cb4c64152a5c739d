import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { type ByteReader, FRAME_SLACK_BYTES, LineFramer } from "../../src/sources/lines.ts";
import { SourceError } from "../../src/sources/source_error.ts";

const LF = 10;

interface Line {
  readonly text: string;
  readonly offset: number;
  readonly truncated: boolean;
}

/** Gives the bytes in pieces of the given sizes (0: nothing now), then without end. */
function reader(bytes: Uint8Array, pieces: readonly number[] = []): ByteReader {
  let at = 0;
  let turn = 0;
  return {
    read(into) {
      const piece = pieces.length === 0 ? into.length : pieces[turn++ % pieces.length]!;
      if (piece === 0 && turn < 1000) return undefined;
      if (at === bytes.length) return null;
      const length = Math.min(Math.max(1, piece), into.length, bytes.length - at);
      into.set(bytes.subarray(at, at + length));
      at += length;
      return length;
    },
  };
}

function latin1(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
}

/** All lines of an input, and a check that the frames follow one another. */
function frameAll(bytes: Uint8Array, max: number, bufferBytes: number, pieces: readonly number[] = []): Line[] {
  const framer = new LineFramer({ lineBytesMax: max });
  const from = reader(bytes, pieces);
  const into = new Uint8Array(new SharedArrayBuffer(bufferBytes));
  const lines: Line[] = [];
  let expected = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  for (;;) {
    const frame = framer.next(from, into);
    if (frame === null) break;
    if (frame === undefined) continue;
    assertEquals(frame.offset, expected);
    assertEquals(into[frame.length - 1], LF);
    expected = frame.nextOffset;
    let offset = frame.offset;
    for (let start = 0; start < frame.length;) {
      const end = into.indexOf(LF, start);
      const last = end + 1 === frame.length;
      lines.push({ text: latin1(into.slice(start, end)), offset, truncated: frame.truncated && last });
      offset += end + 1 - start;
      start = end + 1;
    }
  }
  assertEquals(expected, bytes.length);
  assertEquals(framer.offset, bytes.length);
  return lines;
}

/** The model: split at line feeds, cut what is too long at a character's start. */
function model(bytes: Uint8Array, max: number): Line[] {
  const lines: Line[] = [];
  let start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  while (start < bytes.length) {
    const found = bytes.indexOf(LF, start);
    const end = found < 0 ? bytes.length : found;
    const whole = bytes.subarray(start, end);
    let kept = whole.length;
    if (whole.length > max) {
      kept = max;
      for (let back = 0; back <= 3; back++) {
        if ((whole[max - back]! & 0xc0) === 0x80) continue;
        if (back === 0 || whole[max - back]! >= 0xc0) kept = max - back;
        break;
      }
    }
    lines.push({ text: latin1(whole.subarray(0, kept)), offset: start, truncated: whole.length > max });
    start = end + 1;
  }
  return lines;
}

const encoder = new TextEncoder();

const someBytes = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom("a", "bc", "\n", "\n", "\r\n", "é", "€", "😀", "\0", "xxxxxxxx", "\n\n") },
  { weight: 1, arbitrary: fc.nat(80).map((n) => "y".repeat(n)) },
).map((text) => Array.from(encoder.encode(text)));
const input = fc.tuple(
  fc.constantFrom([], [], [0xef, 0xbb, 0xbf]),
  fc.array(fc.oneof({ weight: 8, arbitrary: someBytes }, fc.constantFrom([0xff], [0x80], [0xc3], [0xe2, 0x82])), {
    maxLength: 60,
  }),
).map(([mark, parts]) => Uint8Array.from([...mark, ...parts.flat()]))
  .filter((bytes) => !(bytes[0] === 0xff && bytes[1] === 0xfe) && !(bytes[0] === 0xfe && bytes[1] === 0xff));

Deno.test("framing gives the same lines for any size of buffer and of reads, each long line cut once", () => {
  fc.assert(
    fc.property(
      input,
      fc.integer({ min: 4, max: 24 }),
      fc.nat(60),
      fc.array(fc.nat(12), { maxLength: 6 }),
      (bytes, max, extra, pieces) => {
        assertEquals(frameAll(bytes, max, max + FRAME_SLACK_BYTES + extra, pieces), model(bytes, max));
      },
    ),
    { numRuns: 3000 },
  );
});

Deno.test("a line of 20 MB is cut, what follows it is whole, and no more than the limit is kept", () => {
  const long = 20_000_000;
  let at = 0;
  const from: ByteReader = {
    read(into) {
      if (at >= long + 6) return null;
      const length = Math.min(into.length, long + 6 - at);
      into.fill(120, 0, length);
      for (let i = 0; i < 6; i++) {
        const where = long + i - at;
        if (where >= 0 && where < length) into[where] = "\nnext\n".charCodeAt(i);
      }
      at += length;
      return length;
    },
  };
  const framer = new LineFramer({ lineBytesMax: 1000 });
  const into = new Uint8Array(4096);
  assertEquals(framer.next(from, into), { length: 1001, offset: 0, nextOffset: long + 1, truncated: true });
  assertEquals(framer.next(from, into), { length: 5, offset: long + 1, nextOffset: long + 6, truncated: false });
  assertEquals(framer.next(from, into), null);
});

Deno.test("lines that are finished in pieces are given once, and only when they are whole", () => {
  const waiting: string[] = [];
  const from: ByteReader = {
    read(into) {
      const piece = waiting.shift();
      return piece === undefined ? undefined : encoder.encodeInto(piece, into).written;
    },
  };
  const framer = new LineFramer();
  const into = new Uint8Array(1 << 20);
  const write = (...pieces: string[]) => {
    waiting.push(...pieces);
    const frame = framer.next(from, into);
    return frame ? new TextDecoder().decode(into.subarray(0, frame.length)) : frame;
  };
  assertEquals(write("one\ntw"), "one\n");
  assertEquals(write("o"), undefined);
  assertEquals(write(), undefined);
  assertEquals(write(" and a half\nthr"), "two and a half\n");
  assertEquals(framer.offset, 19);
  assertEquals(framer.position, 22);
});

Deno.test("UTF-16 is refused with what to do, a UTF-8 mark is dropped", () => {
  for (const bytes of [[0xff, 0xfe, 0x61, 0], [0xfe, 0xff, 0, 0x61]]) {
    const error = assertThrows(() => frameAll(Uint8Array.from(bytes), 16, 32), SourceError);
    assertEquals(error.message.includes("iconv"), true);
  }
  assertEquals(frameAll(Uint8Array.from([0xef, 0xbb, 0xbf, 97, 10]), 16, 32), [{
    text: "a",
    offset: 3,
    truncated: false,
  }]);
});

Deno.test("a buffer that cannot hold the longest line is refused", () => {
  assertThrows(
    () => new LineFramer({ lineBytesMax: 100 }).next(reader(new Uint8Array(0)), new Uint8Array(101)),
    RangeError,
  );
  assertThrows(() => new LineFramer({ lineBytesMax: 3 }), RangeError);
});
