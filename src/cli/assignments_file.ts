/**
 * `--assignments PATH`: one template id per input line, in input order: the ids that stand at the end. Written aside
 * while reading, with the ids of that moment, and written anew at the end if templates turned out to be one.
 */
import type { JudgedLines } from "../pipeline/options.ts";

export class AssignmentsFile {
  readonly #path: string;
  readonly #aside: string;
  readonly #file: Deno.FsFile;
  readonly #encoder = new TextEncoder();
  #isWhole = false;

  /** Throws what Deno throws when the file cannot be made. */
  constructor(path: string) {
    this.#path = path;
    this.#aside = `${path}.part-${Deno.pid}`;
    this.#file = Deno.openSync(this.#aside, { write: true, create: true, truncate: true });
  }

  /** Writes the ids of these lines. */
  add({ lines, template, miner }: JudgedLines): void {
    let text = "";
    for (let line = 0; line < lines; line++) text += `${miner.ids[template[line]]}\n`;
    this.#write(this.#file, text);
  }

  /** All lines are there; `finalIdOf` says which id stands for each by now. */
  finish(finalIdOf: (id: string) => string): void {
    this.#file.close();
    this.#isWhole = true;
    this.#renewIds(finalIdOf);
    Deno.renameSync(this.#aside, this.#path);
  }

  #renewIds(finalIdOf: (id: string) => string): void {
    using old = Deno.openSync(this.#aside);
    const renewed = `${this.#aside}-final`;
    using file = Deno.openSync(renewed, { write: true, create: true, truncate: true });
    const decoder = new TextDecoder();
    const bytes = new Uint8Array(1 << 20);
    let rest = "";
    for (let read = old.readSync(bytes); read !== null; read = old.readSync(bytes)) {
      const ids = (rest + decoder.decode(bytes.subarray(0, read))).split("\n");
      rest = ids.pop() ?? "";
      this.#write(file, ids.map((id) => `${finalIdOf(id)}\n`).join(""));
    }
    Deno.renameSync(renewed, this.#aside);
  }

  #write(file: Deno.FsFile, text: string): void {
    const bytes = this.#encoder.encode(text);
    for (let at = 0; at < bytes.length;) at += file.writeSync(bytes.subarray(at));
  }

  /** Removes what is not whole. */
  [Symbol.dispose](): void {
    if (this.#isWhole) return;
    this.#file.close();
    Deno.removeSync(this.#aside);
  }
}
