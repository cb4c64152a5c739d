/**
 * A collection of all garbage of the thread that asks. V8 collects when a heap has grown by a share; what a burst of
 * lines has left stays for as long as no further lines come, which may be hours. To be asked in silence alone: it stops
 * the thread for some 30 ms.
 */

/** V8 has it where it was started with `--expose-gc` (deno.json); elsewhere nothing happens. */
export function collectGarbage(): void {
  (globalThis as { readonly gc?: () => void }).gc?.();
}
