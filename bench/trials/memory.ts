/** Peak memory over a stream of 10 GB through standard input, and whether its second half needs more than its first. */
import { residentBytes } from "../process.ts";
import { markdownTable } from "../../src/report/markdown_table.ts";
import { corpus } from "./corpora.ts";
import { oddline } from "./machine.ts";

const STREAM_BYTES = 10e9;
const SAMPLE_MS = 250;

export async function memory(): Promise<string> {
  const rows: string[][] = [];
  for (const workers of [1, 2]) rows.push(await stream(workers));
  return [
    `## Memory, ${STREAM_BYTES / 1e9} GB of HDFS lines through standard input`,
    "",
    markdownTable(["workers", "peak, first half, MB", "peak, second half, MB", "growth", "GB/s"], rows),
  ].join("\n");
}

async function stream(workers: number): Promise<string[]> {
  const path = await corpus("HDFS", 3_000_000);
  const start = performance.now();
  const [program, ...args] = oddline("0,1", [
    "scan",
    "--workers",
    String(workers),
    "--no-history",
    "--format",
    "ndjson",
    "-",
  ]);
  const child = new Deno.Command(program, { args, stdin: "piped", stdout: "null", stderr: "null" }).spawn();
  let written = 0;
  const peaks = [0, 0];
  const timer = setInterval(() => {
    const half = written < STREAM_BYTES / 2 ? 0 : 1;
    peaks[half] = Math.max(peaks[half], residentBytes(child.pid));
  }, SAMPLE_MS);
  const writer = child.stdin.getWriter();
  const buffer = new Uint8Array(1 << 20);
  while (written < STREAM_BYTES) {
    using file = Deno.openSync(path);
    for (let bytes = file.readSync(buffer); bytes !== null && written < STREAM_BYTES; bytes = file.readSync(buffer)) {
      await writer.write(buffer.slice(0, bytes));
      written += bytes;
    }
  }
  await writer.close();
  await child.status;
  clearInterval(timer);
  const seconds = (performance.now() - start) / 1000;
  const [first, second] = peaks.map((bytes) => bytes / 1e6);
  const growth = ((second / first - 1) * 100).toFixed(1);
  const gigabytesPerSecond = (written / seconds / 1e9).toFixed(2);
  return [String(workers), first.toFixed(0), second.toFixed(0), `${growth} %`, gigabytesPerSecond];
}
