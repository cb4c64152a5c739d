/**
 * `--assignments PATH`: one template id per input line, in input order. Written aside while reading, and given its name
 * when it is whole.
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
    const bytes = this.#encoder.encode(text);
    for (let at = 0; at < bytes.length;) at += this.#file.writeSync(bytes.subarray(at));
  }

  /** All lines are there. */
  finish(): void {
    this.#file.close();
    this.#isWhole = true;
    Deno.renameSync(this.#aside, this.#path);
  }

  /** Removes what is not whole. */
  [Symbol.dispose](): void {
    if (this.#isWhole) return;
    this.#file.close();
    Deno.removeSync(this.#aside);
  }
}
