/**
 * Oddline as it is, but for its workers: they die of lines that are marked (tests/workers/mortal_worker.ts), as a worker
 * may die of anything. Run by bench/soak.ts.
 */
const MORTAL = new URL("../../tests/workers/mortal_worker.ts", import.meta.url);

globalThis.Worker = new Proxy(Worker, {
  construct(target, [url, options]: [string | URL, WorkerOptions?]) {
    return new target(String(url).endsWith("/analysis_worker.ts") ? MORTAL : url, options);
  },
});

const { systemIo } = await import("../../src/cli/io.ts");
const { main } = await import("../../src/cli/main.ts");
Deno.exit(await main(Deno.args, systemIo()));
