/**
 * `--assignments PATH`: one template id per input line, in input order: the ids that stand at the end. Written aside
 * while reading, with the ids of that moment, and written anew at the end if templates turned out to be one.
 */
import type { JudgedLines } from "../../pipeline/options.ts";
import { AsideFile } from "./aside_file.ts";
import { createSyncFile } from "./sync_file.ts";

export class AssignmentsFile {
  readonly #out: AsideFile;

  /** Throws what Deno throws when the file cannot be made. */
  constructor(path: string) {
    this.#out = new AsideFile(path);
  }

  /** Writes the ids of these lines. */
  add({ lines, template, miner }: JudgedLines): void {
    let text = "";
    for (let line = 0; line < lines; line++) text += `${miner.ids[template[line]]}\n`;
    this.#out.file.write(text);
  }

  /** All lines are there; `finalIdOf` says which id stands for each by now, if any gave way to another. */
  finish(finalIdOf: ((id: string) => string) | undefined): void {
    this.#out.finish(finalIdOf && ((aside) => renewIds(aside, finalIdOf)));
  }

  /** Removes what is not whole. */
  [Symbol.dispose](): void {
    this.#out[Symbol.dispose]();
  }
}

function renewIds(aside: string, finalIdOf: (id: string) => string): void {
  using old = Deno.openSync(aside);
  const renewed = `${aside}-final`;
  using file = createSyncFile(renewed);
  const decoder = new TextDecoder();
  const bytes = new Uint8Array(1 << 20);
  let rest = "";
  for (let read = old.readSync(bytes); read !== null; read = old.readSync(bytes)) {
    const ids = (rest + decoder.decode(bytes.subarray(0, read))).split("\n");
    rest = ids.pop() ?? "";
    file.write(ids.map((id) => `${finalIdOf(id)}\n`).join(""));
  }
  Deno.renameSync(renewed, aside);
}
