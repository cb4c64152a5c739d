/** What the system says of a process that runs (Linux, proc(5)). */

/** Ticks of the kernel's clock as `/proc` counts them, whatever its own rate. */
const TICKS_PER_SECOND = 100;

/** User and system time of a process so far, in seconds: fields 14 and 15 of its `stat`. */
export function cpuSeconds(pid: number): number {
  const fieldsFromThird = Deno.readTextFileSync(`/proc/${pid}/stat`).replace(/^.*\) /, "").split(" ");
  return (Number(fieldsFromThird[11]) + Number(fieldsFromThird[12])) / TICKS_PER_SECOND;
}

/** Resident memory of a process, bytes; 0 where it has ended. */
export function residentBytes(pid: number): number {
  try {
    return Number(Deno.readTextFileSync(`/proc/${pid}/status`).match(/VmRSS:\s*(\d+)/)?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}
