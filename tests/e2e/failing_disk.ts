/**
 * A file system that turns read-only under open files, as ext4 does after an error of its disk: `remount,ro` would be
 * refused then. It comes back as one that was repaired: another one in its place, with the same files. Only root may
 * have one, and only where there are loop devices.
 */
import { execute, mount, unmount } from "./mounts.ts";

const IMAGE_BYTES = 48 * 1024 * 1024;

/** Whether one can be made here. */
export function canFail(): boolean {
  if (Deno.build.os !== "linux" || Deno.uid() !== 0) return false;
  try {
    using disk = new FailingDisk();
    return disk.path !== "";
  } catch {
    return false;
  }
}

export class FailingDisk {
  readonly #folder = Deno.makeTempDirSync({ prefix: "oddline-failing-" });
  readonly path = `${this.#folder}/disk`;
  readonly #repaired = `${this.#folder}/repaired`;
  readonly #mounted: string[] = [];

  constructor() {
    Deno.mkdirSync(this.path);
    Deno.mkdirSync(this.#repaired);
    try {
      const image = `${this.#folder}/image`;
      Deno.createSync(image).close();
      Deno.truncateSync(image, IMAGE_BYTES);
      execute("mkfs.ext4", "-q", "-F", image);
      this.#mount("-o", "loop", image, this.path);
    } catch (error) {
      this[Symbol.dispose]();
      throw error;
    }
  }

  at(name: string): string {
    return `${this.path}/${name}`;
  }

  /** Nothing can be written any more, also not into files that are open. */
  fail(): void {
    mount("-o", "remount,abort", this.path);
  }

  /** It can be written again, and what it held is there. */
  repair(): void {
    this.#mount("-t", "tmpfs", "-o", `size=${IMAGE_BYTES},mode=700`, "tmpfs", this.#repaired);
    execute("cp", "-a", `${this.path}/.`, this.#repaired);
    this.#mount("--bind", this.#repaired, this.path);
  }

  [Symbol.dispose](): void {
    for (const path of this.#mounted.reverse()) unmount(path);
    Deno.removeSync(this.#folder, { recursive: true });
  }

  #mount(...args: string[]): void {
    mount(...args);
    this.#mounted.push(args.at(-1)!);
  }
}
