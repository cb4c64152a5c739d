/** Writes the logs of a soak: three files, one of which is rotated, one truncated, and one only grows. */
import { LogGenerator, QUIET_MIX } from "../../src/generate/mod.ts";

/** Log time runs faster than the clock, at a rate of its own. */
const LOG_RATE = 50;
/** More than there will be: what is removed before it was read is lost, and no fault of the reader's. */
const OLD_FILES = 1000;
const NAMES = ["rotated.log", "truncated.log", "growing.log"] as const;

export class SoakWriter {
  readonly #folder: string;
  readonly #generators: readonly LogGenerator[];
  #files: Deno.FsFile[];
  written = 0;
  rotations = 0;
  truncations = 0;
  killers = 0;

  constructor(folder: string) {
    this.#folder = folder;
    this.#generators = NAMES.map((_, index) =>
      new LogGenerator({ seed: 40 + index, format: "seed", rate: LOG_RATE, mix: QUIET_MIX, incidents: "none" })
    );
    this.#files = NAMES.map((name) => this.#open(name));
  }

  /** So many lines, spread over the files. */
  write(lines: number): void {
    for (const [index, file] of this.#files.entries()) {
      let text = "";
      for (let k = 0; k < Math.ceil(lines / NAMES.length); k++) {
        const line = this.#generators[index].next();
        if (line === undefined) throw new Error("The generator has no end");
        text += `${line.text}\n`;
        this.written += line.lineCount;
      }
      this.#put(file, text);
    }
  }

  /** A line of which the worker dies that first meets it. */
  writeKiller(): void {
    const [, , growing] = this.#files;
    this.#put(growing, `[2025-09-30 06:00:00] [INFO] [cache] soak #kills-once# ${this.killers}\n`);
    this.killers++;
    this.written++;
  }

  /** As logrotate's `create` does it: at once, whatever has been read. */
  rotate(): void {
    this.#files[0].close();
    const path = `${this.#folder}/${NAMES[0]}`;
    for (let number = OLD_FILES - 1; number >= 1; number--) {
      renameIfThere(`${path}.${number}`, `${path}.${number + 1}`);
    }
    renameIfThere(path, `${path}.1`);
    this.#files[0] = this.#open(NAMES[0]);
    this.rotations++;
  }

  /** As `copytruncate` does it; what was not read is lost, so that the caller waits until all was. */
  truncate(): void {
    this.#files[1].truncateSync(0);
    this.#files[1].seekSync(0, Deno.SeekMode.Start);
    this.truncations++;
  }

  close(): void {
    for (const file of this.#files) file.close();
    this.#files = [];
  }

  #open(name: string): Deno.FsFile {
    return Deno.openSync(`${this.#folder}/${name}`, { create: true, append: true });
  }

  #put(file: Deno.FsFile, text: string): void {
    const bytes = new TextEncoder().encode(text);
    for (let at = 0; at < bytes.length;) at += file.writeSync(bytes.subarray(at));
  }
}

function renameIfThere(from: string, to: string): void {
  try {
    Deno.renameSync(from, to);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}
