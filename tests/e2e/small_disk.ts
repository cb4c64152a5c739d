/** A small file system in memory for one test: it can be full, and it can become read-only. Only root may have one. */
import { mount, unmount } from "./mounts.ts";

/** Whether one can be mounted here. */
export function canMount(): boolean {
  if (Deno.build.os !== "linux" || Deno.uid() !== 0) return false;
  try {
    using disk = new SmallDisk("16k");
    return disk.path !== "";
  } catch {
    return false;
  }
}

export class SmallDisk {
  readonly path = Deno.makeTempDirSync({ prefix: "oddline-disk-" });

  constructor(size: string) {
    mount("-t", "tmpfs", "-o", `size=${size},mode=700`, "tmpfs", this.path);
  }

  at(name: string): string {
    return `${this.path}/${name}`;
  }

  /** Takes all the room that there is left. */
  fill(): void {
    using file = Deno.openSync(this.at("filler"), { create: true, append: true });
    for (let bytes = 1 << 16; bytes > 0; bytes >>= 1) {
      try {
        while (true) file.writeSync(new Uint8Array(bytes));
      } catch {
        // so many do not fit any more
      }
    }
  }

  /** Gives the room back that `fill` has taken. */
  empty(): void {
    Deno.removeSync(this.at("filler"));
  }

  /** Nothing can be written any more; only while no file of it is open for writing. */
  makeReadOnly(): void {
    mount("-o", "remount,ro", this.path);
  }

  [Symbol.dispose](): void {
    unmount(this.path);
    Deno.removeSync(this.path);
  }
}
