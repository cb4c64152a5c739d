/**
 * How many lines a second `scan` reads on one core with everything on, the history too, beside
 * what others need for less.
 */
import { markdownTable } from "../../src/report/markdown_table.ts";
import { ALL_KINDS, corpus, tool, trialFolder } from "./corpora.ts";
import { grouped, median, oddline, run, spread } from "./machine.ts";

const LINES = 3_000_000;
const RUNS = 5;
/** Drain3 is some thirty times slower: a part of the file tells its rate. */
const DRAIN3_LINES = 200_000;

export async function throughput(): Promise<string> {
  const rows: string[][] = [];
  for (const kind of ALL_KINDS) {
    const path = await corpus(kind, LINES);
    await run(["wc", "-l", path]); // into the page cache
    const scans: number[] = [];
    const counts: number[] = [];
    const greps: number[] = [];
    const rss: number[] = [];
    for (let k = 0; k < RUNS; k++) {
      const history = await Deno.makeTempDir({ dir: trialFolder() });
      const args = ["scan", "--workers", "1", "--db", `${history}/oddline.db`, "--format", "ndjson", path];
      const scan = await run(oddline("0", args));
      await Deno.remove(history, { recursive: true });
      checkLines(scan.stdout);
      scans.push(LINES / scan.seconds / 1e6);
      rss.push(scan.rssMax / 1e6);
      counts.push(LINES / (await run(["taskset", "-c", "0", "wc", "-l", path])).seconds / 1e6);
      greps.push(LINES / (await run(["taskset", "-c", "0", "grep", "-c", "ERROR", path])).seconds / 1e6);
    }
    const drain3 = await drain3Rate(kind === "HDFS" ? 5 : kind === "BGL" ? 9 : 0, await corpus(kind, DRAIN3_LINES));
    const [memory, counting, searching] = [median(rss).toFixed(0), median(counts).toFixed(0), median(greps).toFixed(1)];
    rows.push([kind, spread(scans), memory, drain3, counting, searching]);
  }
  return [
    `## Throughput, ${grouped(LINES)} lines, one core, process start to end, ${RUNS} runs`,
    "",
    markdownTable(
      [
        "log",
        "oddline scan, M lines/s",
        "peak memory, MB",
        "Drain3, M lines/s",
        "wc -l, M lines/s",
        "grep -c, M lines/s",
      ],
      rows,
    ),
  ].join("\n");
}

function checkLines(stdout: string): void {
  const summary = stdout.trimEnd().split("\n").at(-1) ?? "";
  const lines = summary.startsWith("{") ? JSON.parse(summary).lines : undefined;
  if (lines !== LINES) throw new Error(`The scan read ${lines} lines, not ${LINES}: ${summary.slice(0, 200)}`);
}

async function drain3Rate(headerFields: number, path: string): Promise<string> {
  const { stdout } = await run(["taskset", "-c", "0", tool("peer_drain3"), path, String(headerFields)]);
  const rate = stdout.match(/(\d+) lines\/s/)?.[1];
  return rate === undefined ? "not installed" : (Number(rate) / 1e6).toFixed(3);
}
