/**
 * How long to wait before the next try: twice as long each time up to a limit, and by chance between half of that and
 * all of it, so that many instances do not come back at the same moment (Brooker, "Exponential Backoff And Jitter",
 * AWS Architecture Blog, 2015: its "equal jitter").
 */

const FIRST_MS = 1000;
const MOST_MS = 5 * 60_000;

/** ms to wait after `attempts` (1..) have failed; `random` gives 0..1. */
export function backoffMs(attempts: number, random: () => number): number {
  const longest = Math.min(MOST_MS, FIRST_MS * 2 ** Math.min(30, attempts - 1));
  return longest / 2 * (1 + random());
}
