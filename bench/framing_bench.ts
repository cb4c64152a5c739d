// How much of the time goes into cutting a file into chunks of whole lines, against reading it alone, and
// what do odd inputs cost?
import { countLineFeeds } from "../src/sources/count_lines.ts";
import { type ByteReader, LineFramer } from "../src/sources/lines.ts";

const LINES = 10_000;
const batch = encode((i) =>
  `2026-11-22 18:00:00,${i % 1000} INFO dfs.DataNode: Receiving block blk_${i * 7919} src: /10.0.0.${i % 256}`
);
const crlf = encode((i) =>
  `2026-11-22T18:00:00.${i % 1000}Z level=info msg="request served" id=${i * 31} status=200\r`
);
const long = encode((i) => i % 1000 === 0 ? "x".repeat(300_000) : `short line ${i}`);
const into = new Uint8Array(new SharedArrayBuffer(1 << 20));

function encode(line: (i: number) => string): Uint8Array {
  return new TextEncoder().encode(Array.from({ length: LINES }, (_, i) => line(i) + "\n").join(""));
}

/** A file in memory: what reading costs without a system call. */
function memory(bytes: Uint8Array): ByteReader {
  let at = 0;
  return {
    read(target) {
      if (at === bytes.length) return null;
      const length = Math.min(target.length, bytes.length - at);
      target.set(bytes.subarray(at, at + length));
      at += length;
      return length;
    },
  };
}

function frame(bytes: Uint8Array): number {
  const reader = memory(bytes);
  const framer = new LineFramer();
  let length = 0;
  for (let next = framer.next(reader, into); next !== null; next = framer.next(reader, into)) {
    length += next?.length ?? 0;
  }
  return length;
}

Deno.bench({ name: "copy only, 10,000 lines", group: "framing", baseline: true }, () => {
  const reader = memory(batch);
  while (reader.read(into) !== null);
});
Deno.bench({ name: "frame, 10,000 lines", group: "framing" }, () => {
  frame(batch);
});
Deno.bench({ name: "frame, 10,000 lines with CRLF", group: "framing" }, () => {
  frame(crlf);
});
Deno.bench({ name: "frame, 10,000 lines, 10 of 300 kB", group: "framing" }, () => {
  frame(long);
});
Deno.bench({ name: "count line feeds only, 10,000 lines", group: "framing" }, () => {
  countLineFeeds(batch);
});
