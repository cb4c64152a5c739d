/**
 * The event file as it lies on the disk: appended to, put aside under a name with its time when it is large or old, and
 * begun anew. One `rename` does it, so each line is in one file, whole, whenever the process is killed. When somebody
 * else has moved the file away (logrotate, another Oddline) the next line begins it anew as well.
 */
import { dirname } from "node:path";
import { errorMessage } from "../../core/error_message.ts";
import { syncFolder } from "../../sources/checkpoint.ts";
import { openNamed } from "../files/named_file.ts";
import { endsLine, firstLine, linesWithin } from "../files/whole_lines.ts";
import { pathAside } from "./old_files.ts";
import type { EventRotation } from "./rotation.ts";

export interface AppenderOptions {
  readonly rotation: EventRotation;
  readonly now: () => number;
  readonly warn: (message: string) => void;
  /** Called when a file was put aside. */
  readonly onAside: () => void;
}

/** A file that is open. */
interface OpenFile {
  readonly file: Deno.FsFile;
  readonly ino: number | null;
  readonly begunMs: number;
}

const LINE_FEED = new Uint8Array([10]);

export class RotatingAppender implements Disposable {
  /** Links resolved: what is put aside is the file, not a link to it. */
  readonly path: string;
  /** A plain file: devices and pipes are never begun anew. */
  readonly isPlain: boolean;
  readonly #options: AppenderOptions;
  #open: OpenFile | undefined;
  #isWithinLine = false;
  /** Something was appended, or the file made, that a power cut could take. */
  #isUnsynced = false;
  #isNew = false;
  #cannotRotate = false;

  /** Opens the file, making it when it is not there. Throws UsageError where there can be none of that name. */
  constructor(path: string, options: AppenderOptions) {
    this.#options = options;
    this.path = path;
    this.#open = openNamed(path, "write", () => this.#openFile());
    this.isPlain = this.#open.file.statSync().isFile;
    if (!this.isPlain) return;
    this.path = Deno.realPathSync(path);
    this.#endTornLine(this.#open.file);
  }

  /** Appends some of the bytes, which are whole lines or the rest of one; returns how many. Throws when it cannot. */
  async append(bytes: Uint8Array): Promise<number> {
    const piece = this.#isWithinLine || !this.isPlain ? bytes : bytes.subarray(0, this.#room(bytes));
    this.#open ??= this.#openFile();
    const written = await this.#open.file.write(piece);
    this.#isUnsynced = true; // not before: a sync that began meanwhile may not have seen it
    this.#isWithinLine = !endsLine(piece.subarray(0, written));
    return written;
  }

  /** Resolves when all that was appended would survive a power cut. Throws when the disk does not say so. */
  async sync(): Promise<void> {
    if (!this.#isUnsynced || !this.isPlain || this.#open === undefined) return;
    this.#isUnsynced = false;
    try {
      await this.#open.file.syncData();
      if (this.#isNew) syncFolder(dirname(this.path));
      this.#isNew = false;
    } catch (error) {
      this.#isUnsynced = true;
      throw error;
    }
  }

  /** Puts the file aside if it is old; for when nothing is written. */
  look(): void {
    if (this.isPlain && !this.#isWithinLine && this.#size() > 0 && this.#isOld()) this.#putAside();
  }

  [Symbol.dispose](): void {
    this.#open?.file.close();
    this.#open = undefined;
  }

  /** How many bytes go into the file that is written now, which is begun anew where none would. */
  #room(bytes: Uint8Array): number {
    const { bytesMax = Infinity } = this.#options.rotation;
    const size = this.#size();
    const fitting = linesWithin(bytes, bytesMax - size);
    if (size === 0) return fitting > 0 ? fitting : firstLine(bytes);
    if (fitting > 0 && !this.#isOld()) return fitting;
    return this.#putAside() ? this.#room(bytes) : bytes.length;
  }

  /** What the file at the path has; what was moved away is let go of. */
  #size(): number {
    try {
      const { ino, size } = Deno.statSync(this.path);
      if (this.#open?.ino === ino) return size;
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
    this.#syncAtOnce();
    this[Symbol.dispose]();
    this.#open = this.#openFile();
    return this.#open.file.statSync().size;
  }

  #isOld(): boolean {
    const { ageMaxMs = Infinity } = this.#options.rotation;
    return this.#options.now() - (this.#open?.begunMs ?? Infinity) >= ageMaxMs;
  }

  /** Whether that went well; where it did not, the file grows on, which loses nothing. */
  #putAside(): boolean {
    const { now, warn, onAside } = this.#options;
    try {
      this.#syncAtOnce();
      Deno.renameSync(this.path, pathAside(this.path, now()));
    } catch (error) {
      if (!this.#cannotRotate) {
        warn(`${this.path}: cannot be begun anew (${errorMessage(error)}); it grows on`);
      }
      this.#cannotRotate = true;
      return false;
    }
    this.#cannotRotate = false;
    this[Symbol.dispose]();
    onAside();
    return true;
  }

  /** Before a file is let go of: seldom, and then of what came since the last `sync`. */
  #syncAtOnce(): void {
    if (this.#isUnsynced) this.#open?.file.syncDataSync();
    this.#isUnsynced = false;
  }

  #openFile(): OpenFile {
    const file = Deno.openSync(this.path, { append: true, create: true });
    const { ino, birthtime, size } = file.statSync();
    this.#isNew = size === 0;
    const nowMs = this.#options.now();
    return { file, ino, begunMs: size === 0 ? nowMs : birthtime?.getTime() ?? nowMs };
  }

  /** A process that was killed may have left a part of a line, which nothing is to be appended to. */
  #endTornLine(file: Deno.FsFile): void {
    const { size } = file.statSync();
    if (size === 0) return;
    using reading = Deno.openSync(this.path);
    reading.seekSync(size - 1, Deno.SeekMode.Start);
    const last = new Uint8Array(1);
    reading.readSync(last);
    if (!endsLine(last)) file.writeSync(LINE_FEED);
  }
}
