/**
 * Ten times more input than it can take, for a minute: what memory that needs, and whether all of it is processed in
 * the end. A pipe holds back whoever writes into it. A file does not: it grows at the same rate whatever becomes of it,
 * while the reader is let run for a tenth of the time that it needs.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { residentBytes } from "../process.ts";
import { markdownTable } from "../../src/report/markdown_table.ts";
import { corpus } from "./corpora.ts";
import { grouped } from "./machine.ts";
import { linesOf, untilRead, type Watched, watchWithPage } from "./watched.ts";

const OVERLOAD_MS = 60_000;
/** What is written into the file, about as fast as it is read when nothing holds up the reader. */
const FILE_BYTES_PER_SECOND = 40_000_000;
const PIECE_BYTES = 1 << 20;
/** Of each span the reader may run for a tenth. */
const SPAN_MS = 200;
const RUN_MS = 20;
const SAMPLE_MS = 100;
/** Lines that were counted twice would show in this time. */
const SETTLE_MS = 1000;

export async function overload(): Promise<string> {
  const pieces = await wholeLines(await corpus("HDFS", 1_000_000));
  return [
    "## Ten times more input than it can take, for a minute",
    "",
    markdownTable(
      ["into", "written, lines", "read at the end of the minute", "read in the end", "peak, MB"],
      [await intoStdin(pieces), await intoFile(pieces)],
    ),
  ].join("\n");
}

/** A piece of a log that ends with a line. */
interface Piece {
  readonly bytes: Uint8Array;
  readonly lines: number;
}

async function wholeLines(path: string): Promise<Piece[]> {
  const bytes = await Deno.readFile(path);
  const pieces: Piece[] = [];
  for (let at = 0; at < bytes.length;) {
    const piece = bytes.subarray(at, bytes.lastIndexOf(10, at + PIECE_BYTES) + 1);
    pieces.push({ bytes: piece, lines: piece.reduce((lines, byte) => lines + (byte === 10 ? 1 : 0), 0) });
    at += piece.length;
  }
  return pieces;
}

/** As fast as the pipe takes it. */
async function intoStdin(pieces: readonly Piece[]): Promise<string[]> {
  const watched = await watchWithPage(["-"], { stdin: "piped" });
  const writer = watched.child.stdin.getWriter();
  return await measured("standard input", { watched, pieces, write: (bytes) => writer.write(bytes) });
}

/** As much as is due, while the reader is stopped most of the time. */
async function intoFile(pieces: readonly Piece[]): Promise<string[]> {
  const path = await Deno.makeTempFile({ prefix: "oddline-overload-", suffix: ".log" });
  try {
    using file = await Deno.open(path, { append: true });
    const watched = await watchWithPage([path]);
    using _ = mostlyStopped(watched.child.pid);
    const beganMs = performance.now();
    let written = 0;
    const write = async (bytes: Uint8Array) => {
      for (let at = 0; at < bytes.length;) at += await file.write(bytes.subarray(at));
      written += bytes.length;
      await rest(beganMs + written / FILE_BYTES_PER_SECOND * 1000 - performance.now());
    };
    return await measured("a followed file", { watched, pieces, write });
  } finally {
    await Deno.remove(path);
  }
}

/** Lets a process run for a tenth of the time until a minute is over. */
function mostlyStopped(pid: number): Disposable {
  const endMs = performance.now() + OVERLOAD_MS;
  let timer: ReturnType<typeof setTimeout>;
  const run = () => {
    Deno.kill(pid, "SIGCONT");
    if (performance.now() < endMs) timer = setTimeout(stop, RUN_MS);
  };
  const stop = () => {
    Deno.kill(pid, "SIGSTOP");
    timer = setTimeout(run, SPAN_MS - RUN_MS);
  };
  stop();
  return { [Symbol.dispose]: () => clearTimeout(timer) };
}

interface Overloaded {
  readonly watched: Watched;
  readonly pieces: readonly Piece[];
  readonly write: (bytes: Uint8Array) => Promise<void>;
}

/** Writes for a minute, waits until all is read, and ends it. */
async function measured(into: string, { watched, pieces, write }: Overloaded): Promise<string[]> {
  let peak = 0;
  const timer = setInterval(() => peak = Math.max(peak, residentBytes(watched.child.pid)), SAMPLE_MS);
  try {
    let lines = 0;
    const endMs = performance.now() + OVERLOAD_MS;
    for (let k = 0; performance.now() < endMs; k++) {
      const piece = pieces[k % pieces.length];
      await write(piece.bytes);
      lines += piece.lines;
    }
    const meanwhile = await linesOf(watched);
    await untilRead(watched, lines, SETTLE_MS);
    await rest(SETTLE_MS);
    const [read, written] = [await linesOf(watched), lines].map(grouped);
    return [into, written, grouped(meanwhile), read, (peak / 1e6).toFixed(0)];
  } finally {
    clearInterval(timer);
    await watched.end();
  }
}

async function rest(ms: number): Promise<void> {
  await sleep(Math.max(0, ms));
}
