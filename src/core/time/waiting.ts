/** Waiting that can be cut short. */

/** Resolves after so many milliseconds, or when the signal aborts. */
export function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  if (signal?.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    signal?.addEventListener("abort", done);
    function done() {
      clearTimeout(timer);
      signal?.removeEventListener("abort", done);
      resolve();
    }
  });
}

/** Waits for a promise, so many milliseconds at most. Rejects where it does. */
export async function waitFor(promise: Promise<unknown>, msMax: number): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<void>((resolve) => timer = setTimeout(resolve, msMax));
  try {
    await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
