/**
 * A lock that names its holder, so that a second Oddline on the same state can say who has it. Where Deno can try
 * for an advisory lock of the system, that is held for the life of the process. Older ones go by what the file says:
 * the pid, and the time at which that process started, so that a pid that has been reused does not keep a dead
 * holder's lock; reading, judging and writing happen under an advisory lock, so two that find a stale file at once
 * cannot both take it over.
 */
import process from "node:process";

/** The outcome of `acquireLock`. */
export type Lock =
  | { readonly held: true; readonly release: () => void; readonly [Symbol.dispose]: () => void }
  /** Another living process has it. */
  | { readonly held: false; readonly pid: number };

/**
 * Takes the lock at `path` for the process `pid`, unless another living one holds it. Throws when the folder
 * cannot be written.
 */
export function acquireLock(path: string, pid: number): Lock {
  return "tryLockSync" in Deno.FsFile.prototype ? acquireForLife(path, pid) : acquireByPid(path, pid);
}

/** The pid of the process that holds the lock at `path`; undefined where none does, or this user may not ask. */
export function holderOf(path: string): number | undefined {
  try {
    using file = Deno.openSync(path, { read: true, write: true });
    const holder = readHolder(file);
    if ("tryLockSync" in file) return (file as TryLockFile).tryLockSync(false) ? undefined : holder?.pid;
    return holder !== undefined && isAlive(holder) ? holder.pid : undefined;
  } catch {
    return undefined; // there is none, or it is another user's
  }
}

/** Holds the system's lock as long as the process lives, so a killed holder leaves nothing behind. */
function acquireForLife(path: string, pid: number): Lock {
  for (;;) {
    const file = Deno.openSync(path, { read: true, write: true, create: true, mode: 0o600 }) as TryLockFile;
    if (!file.tryLockSync(true)) {
      using _closed = file;
      return { held: false, pid: readHolder(file)?.pid ?? 0 };
    }
    if (!isAt(file, path)) {
      file.close();
      continue;
    }
    try {
      writeHolder(file, pid);
    } catch (error) {
      file.close(); // on a full disk; nobody would have it, and nobody could take it
      throw error;
    }
    let isReleased = false;
    const release = () => {
      if (isReleased) return;
      isReleased = true;
      using _closed = file;
      if (isAt(file, path) && readHolder(file)?.pid === pid) Deno.removeSync(path);
    };
    return { held: true, release, [Symbol.dispose]: release };
  }
}

/** A file of a Deno that can try for a lock; those before 2.9 can only wait for one. */
type TryLockFile = Deno.FsFile & { tryLockSync(exclusive: boolean): boolean };

function acquireByPid(path: string, pid: number): Lock {
  for (;;) {
    using file = Deno.openSync(path, { read: true, write: true, create: true, mode: 0o600 });
    file.lockSync(true);
    // The holder may have removed the file between our opening and our lock: then it is no longer the one at the path.
    if (!isAt(file, path)) continue;
    const holder = readHolder(file);
    if (holder !== undefined && holder.pid !== pid && isAlive(holder)) return { held: false, pid: holder.pid };
    writeHolder(file, pid);
    const release = () => releaseLock(path, pid);
    return { held: true, release, [Symbol.dispose]: release };
  }
}

interface Holder {
  readonly pid: number;
  /** Start of the process in the kernel's ticks since boot; empty where it cannot be known. */
  readonly started: string;
}

/** Removes the file, unless somebody else has taken it over since. */
function releaseLock(path: string, pid: number): void {
  try {
    using file = Deno.openSync(path, { read: true, write: true });
    file.lockSync(true);
    if (isAt(file, path) && readHolder(file)?.pid === pid) Deno.removeSync(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

function isAt(file: Deno.FsFile, path: string): boolean {
  try {
    const there = Deno.statSync(path);
    const here = file.statSync();
    return there.ino === here.ino && there.dev === here.dev;
  } catch {
    return false;
  }
}

function readHolder(file: Deno.FsFile): Holder | undefined {
  const bytes = new Uint8Array(256);
  file.seekSync(0, Deno.SeekMode.Start);
  const text = new TextDecoder().decode(bytes.subarray(0, file.readSync(bytes) ?? 0));
  const found = /^(\d+)(?: (\d*))?\n/.exec(text);
  return found === null ? undefined : { pid: Number(found[1]), started: found[2] ?? "" };
}

function writeHolder(file: Deno.FsFile, pid: number): void {
  file.truncateSync(0);
  file.seekSync(0, Deno.SeekMode.Start);
  file.writeSync(new TextEncoder().encode(`${pid} ${startOf(pid) ?? ""}\n`));
  file.syncSync();
}

function isAlive(holder: Holder): boolean {
  const started = startOf(holder.pid);
  if (started === undefined) return false;
  return started === "" || holder.started === "" || started === holder.started;
}

/** When a living process started; undefined when there is none of this pid; empty where the system does not say. */
function startOf(pid: number): string | undefined {
  let stat: string;
  try {
    stat = Deno.readTextFileSync(`/proc/${pid}/stat`);
  } catch {
    return isThere(pid) ? "" : undefined;
  }
  // The name, in parentheses, may hold anything; after it come the state and, as the 20th, the start (man
  // proc_pid_stat).
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return fields[0] === "Z" || fields[0] === "X" ? undefined : fields[19] ?? "";
}

/** Asks without a signal being sent (kill with 0); a process of another user answers with EPERM. */
function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotCapable) return hasFolder(pid);
    return (error as { code?: string }).code === "EPERM";
  }
}

/** What remains to ask where neither reading in /proc nor sending signals is allowed. */
function hasFolder(pid: number): boolean {
  try {
    return Deno.statSync(`/proc/${pid}`).isDirectory;
  } catch {
    return false;
  }
}
