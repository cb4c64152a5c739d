/**
 * The files that a run writes itself, and what it leaves beside them: told by their names, so that a folder that is
 * read may hold them too. They are passed over there, as they are neither news nor anybody's log.
 */
import { basename, dirname } from "node:path";
import { isPutAside } from "../events/old_files.ts";

/** Behind the name of a file: locks, what is being written, what was damaged, what SQLite keeps beside a database. */
const BESIDE = /^(\.lock|\.(tmp|part)-\d+|\.damaged-.+|-(wal|shm|journal))?$/;

/** Says of a path whether it is one of `written`, or lies beside one; through a link under another name it is not. */
export function ownFiles(written: readonly string[]): (path: string) => boolean {
  const places = written.map((path) => ({ folder: realFolder(path), name: basename(path) }));
  return (path) => {
    const name = basename(path);
    const alike = places.filter((own) =>
      name.startsWith(own.name) && BESIDE.test(name.slice(own.name.length)) || isPutAside(name, own.name)
    );
    return alike.length > 0 && alike.some(({ folder }) => folder === realFolder(path));
  };
}

function realFolder(path: string): string {
  const folder = dirname(path);
  try {
    return Deno.realPathSync(folder);
  } catch {
    return folder;
  }
}
