/**
 * What two hundred browsers at the live page cost: the processor's time of a run that reads a million lines with nobody
 * looking, and with 200 streams that are read, in turn.
 */
import { cpuSeconds } from "../process.ts";
import { markdownTable } from "../../src/report/markdown_table.ts";
import { corpus } from "./corpora.ts";
import { spread } from "./machine.ts";
import { untilRead, watchWithPage } from "./watched.ts";

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
    markdownTable(
      ["processor, nobody looks, s", "more with all browsers, %", "pictures that were sent"],
      [[spread(alone), spread(shares, 1), String(pictures)]],
    ),
  ].join("\n");
}

/** Reads all of a log as `watch` does it, with so many streams open, and ends it when all is read. */
async function reading(path: string, browsers: number): Promise<{ seconds: number; pictures: number }> {
  const watched = await watchWithPage([path]);
  let pictures = 0;
  const streams = Array.from({ length: browsers }, async () => {
    try {
      const answer = await fetch(`${watched.url}api/v1/stream`);
      for await (const _ of answer.body!) pictures++;
    } catch {
      // it is over
    }
  });
  let seconds: number;
  try {
    await untilRead(watched, LINES);
    seconds = cpuSeconds(watched.child.pid);
  } finally {
    // this ends the streams too; a fetch that is aborted while its body is read may wait for ever (Deno 2.9.6)
    await watched.end();
  }
  await Promise.all(streams);
  return { seconds, pictures };
}
