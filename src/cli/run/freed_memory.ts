/**
 * What was freed goes back to the system now and then while a log is followed. On Linux the C library keeps it for what may
 * come: after a start with its compiling, and after each burst of lines, that is 10 to 20 MB of a run that waits. Asked for
 * it, it gives that back within a millisecond or two; so it is asked always, without looking at how busy the run is.
 */
import { DueTime } from "../../core/due_time.ts";

const INTERVAL_MS = 10_000;
const LIBRARY = "libc.so.6";

export class FreedMemory {
  readonly #now: () => number;
  readonly #giveBack: () => void;
  readonly #next = new DueTime();

  constructor(now: () => number, giveBack: () => void) {
    this.#now = now;
    this.#giveBack = giveBack;
    this.#next.wait(now(), INTERVAL_MS);
  }

  /** To be called twice a second or so. */
  look(): void {
    const nowMs = this.#now();
    if (!this.#next.isDue(nowMs)) return;
    this.#next.wait(nowMs, INTERVAL_MS);
    this.#giveBack();
  }
}

/**
 * Asks the C library to give back what was freed. Does nothing on other systems, and where the permission to call it is
 * absent: from source Deno is started with one for ONNX Runtime alone.
 */
export function memoryReturn(): () => void {
  // asked first, since Deno would ask the user
  const { state } = Deno.permissions.querySync({ name: "ffi", path: LIBRARY });
  if (Deno.build.os !== "linux" || state !== "granted") return () => {};
  try {
    const { symbols } = Deno.dlopen(LIBRARY, { malloc_trim: { parameters: ["usize"], result: "i32" } });
    return () => void symbols.malloc_trim(0n);
  } catch {
    return () => {}; // another C library than GNU's
  }
}
