/**
 * Oddline as it is, but for faults that a test lets happen: its workers die of lines that are marked
 * (tests/workers/mortal_worker.ts), as a worker may die of anything; SIGUSR1 throws an error that nobody catches, and
 * SIGUSR2 rejects a promise that nobody waits for. Run by tests/e2e/dying_test.ts and bench/soak.ts.
 */
const MORTAL = new URL("../workers/mortal_worker.ts", import.meta.url);

globalThis.Worker = new Proxy(Worker, {
  construct(target, [url, options]: [string | URL, WorkerOptions?]) {
    return new target(String(url).endsWith("/analysis_worker.ts") ? MORTAL : url, options);
  },
});
Deno.addSignalListener("SIGUSR1", () => {
  throw new Error("nobody catches this error");
});
Deno.addSignalListener("SIGUSR2", () => void Promise.reject(new Error("nobody waits for this promise")));

const { systemIo } = await import("../../src/cli/io.ts");
const { main } = await import("../../src/cli/main.ts");
Deno.exit(await main(Deno.args, systemIo()));
