/** What can become of the disk under a run's files. */
import { canFail, FailingDisk } from "./failing_disk.ts";
import { canMount, SmallDisk } from "./small_disk.ts";

/** A disk, and its trouble: how it begins and how it ends. */
export interface DiskTrouble extends Disposable {
  at(name: string): string;
  begin(): void;
  end(): void;
}

/** Undefined where it cannot be tried here. */
export function fullDisk(): DiskTrouble | undefined {
  if (!canMount()) return undefined;
  const disk = new SmallDisk("48m");
  return {
    at: (name) => disk.at(name),
    begin: () => disk.fill(),
    end: () => disk.empty(),
    [Symbol.dispose]: () => disk[Symbol.dispose](),
  };
}

/** Undefined where it cannot be tried here. */
export function readOnlyDisk(): DiskTrouble | undefined {
  if (!canFail()) return undefined;
  const disk = new FailingDisk();
  return {
    at: (name) => disk.at(name),
    begin: () => disk.fail(),
    end: () => disk.repair(),
    [Symbol.dispose]: () => disk[Symbol.dispose](),
  };
}
