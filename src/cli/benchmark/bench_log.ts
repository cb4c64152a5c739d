/** What `oddline bench` reads: the user's log, or one that is generated for it, and its first lines as a batch. */
import { LogGenerator } from "../../generate/mod.ts";
import { FileSource } from "../../sources/file_source.ts";
import { expand } from "../../sources/finding/finder.ts";
import type { Source } from "../../sources/source.ts";
import { UsageError } from "../errors.ts";
import { openFile } from "../generating/generated_outlet.ts";

export interface BenchLog {
  readonly name: string;
  /** Whole lines from its beginning, so many as fit into a batch. */
  readonly head: Uint8Array<ArrayBuffer>;
  /** Opens it anew. */
  readonly open: () => Source;
  [Symbol.dispose](): void;
}

const HEAD_BYTES = 1 << 20;
const LINE_FEED = 10;
/** Lines a second of the generated log's own time. */
const RATE = 50;

/**
 * The files that the user names. Throws a SourceError for what leads nowhere, UsageError for what cannot be read twice.
 */
export function usersLog(files: readonly string[], startedMs: number): BenchLog {
  const found = expand(files, { include: [], exclude: [], gz: true });
  const plain = found.find(({ kind }) => kind === "file");
  if (plain === undefined || found.some(({ kind }) => kind === "stdin")) {
    throw new UsageError("a log is read several times over; name files, at least one of them not compressed");
  }
  return {
    name: files.join(" "),
    head: headOf(plain.path),
    open: () => new FileSource(found, { startedMs }),
    [Symbol.dispose]: () => {},
  };
}

/** A log that is made for it, with everything but incidents, in a temporary file. */
export async function generatedLog(lines: number, startedMs: number): Promise<BenchLog> {
  const path = await Deno.makeTempFile({ prefix: "oddline-bench-", suffix: ".log" });
  {
    using file = openFile(path);
    const generator = new LogGenerator({ seed: 7, format: "seed", lines, rate: RATE, incidents: "none" });
    while (await file.write(generator, Infinity));
  }
  const found = expand([path]);
  return {
    name: "a generated log",
    head: headOf(path),
    open: () => new FileSource(found, { startedMs }),
    [Symbol.dispose]: () => Deno.removeSync(path),
  };
}

function headOf(path: string): Uint8Array<ArrayBuffer> {
  using file = Deno.openSync(path);
  const bytes = new Uint8Array(HEAD_BYTES);
  let length = 0;
  for (let read = file.readSync(bytes); read !== null && read > 0; read = file.readSync(bytes.subarray(length))) {
    length += read;
  }
  const end = bytes.subarray(0, length).lastIndexOf(LINE_FEED) + 1;
  if (end === 0) throw new UsageError(`${path} has no whole line in its first ${HEAD_BYTES} bytes`);
  return bytes.slice(0, end);
}
