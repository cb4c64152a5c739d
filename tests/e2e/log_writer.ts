/**
 * A program that writes a log: numbered lines, some of them odd, in pieces, with rotation by rename and create, and
 * late lines into the file that was renamed. Remembers where each odd line stands.
 */
import { gzipSync } from "node:zlib";
import type { Random } from "../../src/generate/random.ts";

/** An odd line, and the place at which it must be reported. */
export interface OddLine {
  readonly message: string;
  /** Which of the files of this name it is in, from 1. */
  readonly generation: number;
  /** 1-based, in its file. */
  readonly line: number;
  readonly offset: number;
}

export interface WriterOptions {
  readonly random: Random;
  /** A word that tells the lines of one writer from another's. */
  readonly word: string;
  /** Ordinary lines beside those of each `write`. */
  readonly more?: number;
}

const ODD_SHARE = 1 / 40;
const ROTATION_SHARE = 1 / 60;
const LINE_MS = 90_000;
const START_MS = Date.UTC(2026, 1, 3);

export class LogWriter {
  readonly odd: OddLine[] = [];
  lines = 0;
  bytes = 0;
  generations = 1;
  readonly #path: string;
  readonly #random: Random;
  readonly #word: string;
  readonly #more: number;
  /** Files that were renamed and lie there as they were. */
  readonly #rotated = new Set<string>();
  #file: Deno.FsFile;
  #line = 1;
  #offset = 0;
  /** The rest of a line that was begun. */
  #rest = "";

  constructor(path: string, { random, word, more = 0 }: WriterOptions) {
    this.#path = path;
    this.#random = random;
    this.#word = word;
    this.#more = more;
    this.#file = open(path);
  }

  /** Writes a few lines, the last of them perhaps in part. */
  write(): void {
    let text = this.#rest;
    for (let count = this.#random.integer(1, 5); count > 0; count--) text += this.#next(this.#random.chance(ODD_SHARE));
    for (let count = this.#more; count > 0; count--) text += this.#next(false);
    const cut = this.#random.chance(.2) ? this.#random.integer(1, text.length - 1) : text.length;
    this.#rest = text.slice(cut);
    append(this.#file, text.slice(0, cut));
  }

  /** Finishes the line that was begun. */
  finishLine(): void {
    append(this.#file, this.#rest);
    this.#rest = "";
  }

  /** Whether it is time to rotate, as chance has it. */
  wantsToRotate(): boolean {
    return this.#random.chance(ROTATION_SHARE);
  }

  /** Renames the log and begins a new one; some lines still go to the old file after it was renamed. */
  rotate(): void {
    const renamed = `${this.#path}.${this.generations}`;
    Deno.renameSync(this.#path, renamed);
    this.#rotated.add(renamed);
    if (this.#random.chance(.5)) this.write();
    this.finishLine();
    this.#file.close();
    this.#file = open(this.#path);
    this.generations++;
    this.#line = 1;
    this.#offset = 0;
  }

  /** Compresses renamed files that the reader knows, as logrotate does; those that it does not could not be found. */
  compress(isKnown: (path: string) => boolean): number {
    let compressed = 0;
    for (const path of this.#rotated) {
      if (!isKnown(path)) continue;
      Deno.writeFileSync(`${path}.gz`, gzipSync(Deno.readFileSync(path), { level: 1 }));
      const { atime, mtime } = Deno.statSync(path);
      Deno.utimeSync(`${path}.gz`, atime!, mtime!);
      Deno.removeSync(path);
      this.#rotated.delete(path);
      compressed++;
    }
    return compressed;
  }

  [Symbol.dispose](): void {
    this.#file.close();
  }

  #next(isOdd: boolean): string {
    // so far apart that each odd line is an incident of its own, whatever the miner makes of their words
    const time = new Date(START_MS + this.lines * LINE_MS).toISOString().replace("T", " ").slice(0, 19);
    const head = `[${time}] [${isOdd ? "FATAL" : "INFO"}] [api]`;
    const message = isOdd
      ? `${head} Something ${this.#word} ${inLetters(this.lines)} broke`
      : `${head} Request ${this.#word} ${this.lines} took ${this.#random.integer(1, 99)} ms`;
    if (isOdd) this.odd.push({ message, generation: this.generations, line: this.#line, offset: this.#offset });
    const line = `${message}\n`;
    this.lines++;
    this.bytes += line.length;
    this.#line++;
    this.#offset += line.length;
    return line;
  }
}

function open(path: string): Deno.FsFile {
  return Deno.openSync(path, { append: true, create: true });
}

function append(file: Deno.FsFile, text: string): void {
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length;) at += file.writeSync(bytes.subarray(at));
}

function inLetters(number: number): string {
  return number.toString(26).replace(/./g, (digit) => String.fromCharCode(97 + parseInt(digit, 26)));
}
