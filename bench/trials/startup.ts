/** From start to the first event of a small file on standard output, from source. */
import { oddline, spread } from "./machine.ts";

const RUNS = 11;

export async function startup(): Promise<string> {
  const path = await Deno.makeTempFile({ prefix: "oddline-startup-", suffix: ".log" });
  try {
    const lines = Array.from(
      { length: 100 },
      (_, k) => `2026-01-01 00:00:${String(k % 60).padStart(2, "0")} INFO job ${k} done`,
    );
    await Deno.writeTextFile(path, ["2026-01-01 00:00:00 FATAL out of memory", ...lines].join("\n") + "\n");
    const milliseconds: number[] = [];
    for (let k = 0; k <= RUNS; k++) {
      const [program, ...args] = oddline("0,1", ["scan", "--no-history", "--format", "ndjson", path]);
      const start = performance.now();
      const child = new Deno.Command(program, { args, stdin: "null", stdout: "piped", stderr: "null" }).spawn();
      const reader = child.stdout.getReader();
      await reader.read();
      if (k > 0) milliseconds.push(performance.now() - start); // the first fills the caches
      reader.releaseLock();
      await child.stdout.cancel();
      await child.status;
    }
    return `## Start to first event of a file of 101 lines, ${RUNS} runs\n\n${spread(milliseconds, 0)} ms.`;
  } finally {
    await Deno.remove(path);
  }
}
