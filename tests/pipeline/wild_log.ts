/**
 * Logs without sense, the same for the same seed: lines of all formats, damaged, mixed and
 * endless, and bytes at random.
 */
import { BUILTIN_FORMATS } from "../../src/formats/builtin/all.ts";
import { Random } from "../../src/generate/random.ts";

const encoder = new TextEncoder();

const TRACES = [
  "java.lang.IllegalStateException: closed",
  "\tat com.example.App.run(App.java:12)",
  "Caused by: java.io.IOException: pipe",
  "\t... 2 more",
  "Traceback (most recent call last):",
  '  File "/srv/app.py", line 12, in run',
  "KeyError: 'x'",
  "panic: runtime error",
  "goroutine 1 [running]:",
  "main.main()",
  "    at Object.<anonymous> (/srv/app.js:12:5)",
  "}",
  "",
  "   ",
];

const WRAPPED = [
  '{"log":"level=info msg=\\"all well\\"\\n","stream":"stdout","time":"2026-02-28T10:11:12.5Z"}',
  "2026-02-28T10:11:12.500000000Z stdout F level=info msg=well",
  '{"__REALTIME_TIMESTAMP":"1772273472123456","PRIORITY":"6","MESSAGE":[104,105],"_PID":"1"}',
];

/** A line of every format, stack traces, and what contains others. */
export const SAMPLES: readonly Uint8Array[] = [
  ...BUILTIN_FORMATS.flatMap(({ samples }) => samples.map(({ line }) => line)),
  ...TRACES,
  ...WRAPPED,
].map((line) => encoder.encode(line));

const SPECIAL = [
  0,
  7,
  8,
  9,
  13,
  27,
  0x7f,
  0x80,
  0x9b,
  0xc0,
  0xc3,
  0xe2,
  0xed,
  0xef,
  0xf0,
  0xff,
  0x22,
  0x5c,
  0x5b,
  0x7b,
];

/** One line without its line feed: a sample, most often damaged, or noise. */
export function wildLine(random: Random): Uint8Array {
  let line = random.chance(.1) ? noise(random, random.integer(0, 300)) : random.pick(SAMPLES).slice();
  for (let changes = random.integer(0, 4); changes > 0; changes--) line = damaged(line, random);
  return line.filter((byte) => byte !== 10);
}

/** So many lines, each with its line feed. */
export function wildLog(lines: number, random: Random): Uint8Array {
  const all = Array.from({ length: lines }, () => wildLine(random));
  const log = new Uint8Array(all.reduce((sum, line) => sum + line.length + 1, 0));
  let at = 0;
  for (const line of all) {
    log.set(line, at);
    at += line.length;
    log[at++] = 10;
  }
  return log;
}

function damaged(line: Uint8Array, random: Random): Uint8Array {
  const at = random.integer(0, line.length);
  const to = Math.min(line.length, at + random.integer(0, 8));
  switch (random.integer(0, 6)) {
    case 0: // a byte that is another
      if (at < line.length) line[at] = random.integer(0, 255);
      return line;
    case 1: // cut off
      return line.slice(0, at);
    case 2: // some bytes left out
      return joined(line.slice(0, at), line.slice(to));
    case 3: // some bytes twice
      return joined(line.slice(0, to), line.slice(at));
    case 4: // two lines in one
      return joined(line.slice(0, at), random.pick(SAMPLES));
    case 5: // a byte that means something
      return joined(line.slice(0, at), Uint8Array.of(random.pick(SPECIAL)), line.slice(at));
    default: // very long, now and then
      return random.chance(.02) ? joined(line, noise(random, 6000)) : line;
  }
}

function noise(random: Random, length: number): Uint8Array {
  return Uint8Array.from({ length }, () => random.integer(0, 255));
}

function joined(...pieces: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}
