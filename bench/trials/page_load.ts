/**
 * What two hundred browsers at the live page cost: the processor's time of a run that reads a million lines with nobody
 * looking, and with 200 streams that are read, in turn.
 */
import { corpus } from "./corpora.ts";
import { spread } from "./machine.ts";
import { cpuSeconds, untilRead, watchWithPage } from "./watched.ts";

const LINES = 1_000_000;
const BROWSERS = 200;
const RUNS = 3;

export async function pageLoad(): Promise<string> {
  const path = await corpus("HDFS", LINES);
  const alone: number[] = [];
  const shares: number[] = [];
  let pictures = 0;
  for (let k = 0; k < RUNS; k++) {
    const nobody = await reading(path, 0);
    const many = await reading(path, BROWSERS);
    alone.push(nobody.seconds);
    shares.push((many.seconds / nobody.seconds - 1) * 100);
    pictures = many.pictures;
  }
  return [
    `## ${BROWSERS} browsers at the live page, ${LINES.toLocaleString("en")} lines, ${RUNS} pairs of runs`,
    "",
    "| processor, nobody looks, s | more with all browsers, % | pictures that were sent |",
    "|---|---|---|",
    `| ${spread(alone)} | ${spread(shares, 1)} | ${pictures} |`,
  ].join("\n");
}

/** Reads all of a log as `watch` does it, with so many streams open, and ends it when all is read. */
async function reading(path: string, browsers: number): Promise<{ seconds: number; pictures: number }> {
  const watched = await watchWithPage([path]);
  const gone = new AbortController();
  let pictures = 0;
  try {
    const streams = Array.from({ length: browsers }, async () => {
      try {
        const answer = await fetch(`${watched.url}api/v1/stream`, { signal: gone.signal });
        for await (const _ of answer.body!) pictures++;
      } catch {
        // it is over
      }
    });
    await untilRead(watched, LINES);
    const seconds = cpuSeconds(watched.child.pid);
    gone.abort();
    await Promise.all(streams);
    return { seconds, pictures };
  } finally {
    await watched.end();
  }
}
