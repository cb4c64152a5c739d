/** Scanning: files one after another, each from its beginning to its end, in the order in which they are given. */
import { type FoundFile, openError } from "./finding/file_kind.ts";
import { streamIdentity } from "./following/fingerprint.ts";
import { GzipError, openGzip } from "./gzip.ts";
import { type ByteReader, type Frame, LineFramer } from "./lines.ts";
import { type AsyncRead, orAborted, Pump, PUMP_BUFFER_BYTES, SCAN_HEAD_BYTES } from "./pump.ts";
import { readAgain } from "./read_again.ts";
import { type Chunk, LINE_BYTES_MAX, type LinePlace, type Source, type Stream } from "./source.ts";
import { SourceError } from "./source_error.ts";
import { lastChunk } from "./stdin.ts";

export interface FileSourceOptions {
  readonly lineBytesMax?: number;
  /** Start of the run in ms: the modification time of pipes. */
  readonly startedMs: number;
  /** Reads standard input, where "-" is among the files. */
  readonly stdin?: AsyncRead;
  /** So many of the files, from the first on, are only to be learnt from: a baseline. */
  readonly pastFiles?: number;
  /**
   * Told when a compressed file is damaged, or a file has gone since it was found; reading goes on with what there is.
   */
  readonly onWarning?: (message: string, source: string) => void;
}

/** An opened file. Plain ones have no `ready`: they are always readable. */
interface Input extends ByteReader {
  readonly ready?: () => Promise<void>;
  readonly modifiedMs: number;
  close(): void;
}

/** Reads files to their ends. Offsets of compressed files are those of the unpacked bytes. */
export class FileSource implements Source {
  readonly #files: readonly FoundFile[];
  readonly #options: FileSourceOptions;
  readonly #lineBytesMax: number;
  /** Index of the file that is read, or will be opened next. */
  #at = 0;
  #input: Input | undefined;
  #framer: LineFramer;
  #stream: Stream | undefined;
  #streams = 0;
  /** What ended the present input before its end. */
  #failure: { readonly error: unknown } | undefined;

  constructor(files: readonly FoundFile[], options: FileSourceOptions) {
    this.#files = files;
    this.#options = options;
    this.#lineBytesMax = options.lineBytesMax ?? LINE_BYTES_MAX;
    this.#framer = new LineFramer({ lineBytesMax: this.#lineBytesMax });
  }

  read(into: Uint8Array): Chunk | undefined | null {
    while (this.#at < this.#files.length) {
      const file = this.#files[this.#at]!;
      this.#input ??= this.#open(file);
      if (this.#input === undefined) {
        this.#at++;
        continue;
      }
      const frame = this.#nextFrame(file, this.#input, into);
      if (frame === undefined) return undefined;
      if (frame !== null) return this.#chunk(file, this.#input, frame, into);
      const ended = this.#stream;
      const end = this.#framer.offset;
      this.#nextFile(file);
      if (ended !== undefined) return lastChunk(ended, end);
    }
    return null;
  }

  ready(signal: AbortSignal): Promise<void> {
    return orAborted(this.#input?.ready?.() ?? afterOthers(), signal);
  }

  names(): string[] {
    return this.#files.map(({ path }) => path);
  }

  lineAt(place: LinePlace): string | undefined {
    return readAgain([place.source], place, this.#lineBytesMax);
  }

  close(): void {
    this.#at = this.#files.length;
    this.#input?.close();
    this.#input = undefined;
  }

  #open(file: FoundFile): Input | undefined {
    try {
      return openInput(file, this.#options);
    } catch (error) {
      this.#options.onWarning?.(openError(file.path, error).message, file.path);
      return undefined;
    }
  }

  /** An input that fails ends there: what was read of it is given, then the failure is told. */
  #nextFrame(file: FoundFile, input: Input, into: Uint8Array): Frame | undefined | null {
    const reader: ByteReader = {
      read: (bytes) => {
        if (this.#failure !== undefined) return null;
        try {
          return input.read(bytes);
        } catch (error) {
          this.#failure = { error };
          return null;
        }
      },
    };
    try {
      return this.#framer.next(reader, into);
    } catch (error) {
      throw error instanceof SourceError ? new SourceError(`${file.path}: ${error.message}`) : error;
    }
  }

  #chunk(file: FoundFile, input: Input, frame: Frame, into: Uint8Array): Chunk {
    const first = this.#stream === undefined;
    this.#stream ??= {
      id: this.#streams++,
      source: file.path,
      identity: streamIdentity(into.subarray(0, frame.length)),
      modifiedMs: input.modifiedMs,
      canReadAgain: file.kind === "file",
    };
    return {
      ...frame,
      stream: this.#stream,
      firstLine: first ? 1 : 0,
      past: this.#at < (this.#options.pastFiles ?? 0),
      last: false,
    };
  }

  #nextFile(file: FoundFile): void {
    if (this.#failure !== undefined) {
      this.#options.onWarning?.(failureMessage(file.path, this.#failure.error), file.path);
    }
    this.#failure = undefined;
    this.#input?.close();
    this.#input = undefined;
    this.#stream = undefined;
    this.#framer = new LineFramer({ lineBytesMax: this.#lineBytesMax });
    this.#at++;
  }
}

function failureMessage(path: string, error: unknown): string {
  if (error instanceof GzipError) return `${path}: ${error.message}; what stands before was read`;
  return openError(path, error).message;
}

function openInput(file: FoundFile, options: FileSourceOptions): Input {
  switch (file.kind) {
    case "file":
      return openPlain(file.path);
    case "gzip": {
      const modifiedMs = modifiedOf(Deno.statSync(file.path));
      const gzip = openGzip(file.path);
      return pumped(gzip.read, modifiedMs, () => gzip.close());
    }
    case "pipe":
      return openPipe(file.path, options.startedMs);
    case "stdin":
      if (options.stdin === undefined) throw new SourceError("-: standard input cannot be read here");
      return pumped(options.stdin, options.startedMs, () => {});
  }
}

function openPlain(path: string): Input {
  const file = Deno.openSync(path);
  return {
    modifiedMs: modifiedOf(file.statSync()),
    read: (into) => file.readSync(into),
    close: () => file.close(),
  };
}

/** Opening a FIFO waits for its writer, so that too is asynchronous. */
function openPipe(path: string, startedMs: number): Input {
  let opened: Deno.FsFile | undefined;
  let closed = false;
  const read = async (into: Uint8Array): Promise<number | null> => {
    opened ??= await Deno.open(path);
    if (closed) return null;
    return await opened.read(into);
  };
  return pumped(read, startedMs, () => {
    closed = true;
    opened?.close();
  });
}

function pumped(read: AsyncRead, modifiedMs: number, close: () => void): Input {
  const pump = new Pump(read, PUMP_BUFFER_BYTES, SCAN_HEAD_BYTES);
  return {
    modifiedMs,
    read: (into) => pump.read(into),
    ready: () => pump.ready(),
    close: () => {
      pump.close();
      close();
    },
  };
}

function modifiedOf(info: Deno.FileInfo): number {
  return info.mtime?.getTime() ?? 0;
}

/** Gives signals and timers their turn. */
function afterOthers(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
