/**
 * The generations whose files are compressed, and are unpacked before they are read: one of a folder while the one
 * before it is read, since what is unpacked needs room, and after a long time away there may be hundreds.
 */
import type { Generation } from "./generation.ts";
import type { Handles } from "./handles.ts";
import { unpackBehind } from "./packed.ts";
import type { FilePosition } from "./position.ts";

export class Unpacking {
  readonly #handles: Handles;
  readonly #onFailed: (generation: Generation, error: unknown) => void;
  /** Those whose turn has not come, and where reading of them stood. */
  readonly #waiting = new Map<Generation, FilePosition>();
  #closed = false;

  constructor(handles: Handles, onFailed: (generation: Generation, error: unknown) => void) {
    this.#handles = handles;
    this.#onFailed = onFailed;
  }

  add(generation: Generation, position: FilePosition): void {
    generation.isPacked = generation.isUnpacking = generation.settled = true;
    this.#waiting.set(generation, position);
  }

  /** Begins with a generation, if it is its turn. Where lines have to be counted all of the file is needed. */
  async begin(generation: Generation): Promise<void> {
    const position = this.#waiting.get(generation);
    if (position === undefined || generation.after?.isUnpacking === true) return;
    this.#waiting.delete(generation);
    const { offset, line } = position;
    await unpackBehind(generation.path, line === 0 ? 0 : offset).then(
      (file) => this.#closed ? file.close() : this.#handles.put(generation, file),
      (error) => this.#onFailed(generation, error),
    );
    generation.isUnpacking = false;
  }

  close(): void {
    this.#closed = true;
  }
}
