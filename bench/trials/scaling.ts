/**
 * What a second core brings for one file, in pairs of runs; and that the output is the same for any number of workers.
 */
import { ALL_KINDS, corpus } from "./corpora.ts";
import { grouped, median, oddline, run, spread } from "./machine.ts";

const LINES = 10_000_000;
const SAME_LINES = 1_000_000;
const PAIRS = 3;

export async function scaling(): Promise<string> {
  const path = await corpus("HDFS", LINES);
  const ratios: number[] = [];
  const rates: number[] = [];
  for (let k = 0; k < PAIRS; k++) {
    const one = await run(oddline("0", ["scan", "--workers", "1", "--no-history", "--format", "ndjson", path]));
    const two = await run(oddline("0,1", ["scan", "--workers", "2", "--no-history", "--format", "ndjson", path]));
    ratios.push(one.seconds / two.seconds);
    rates.push(LINES / two.seconds / 1e6);
  }
  const same: string[] = [];
  for (const kind of ALL_KINDS) {
    same.push(`${kind} ${await isSame(await corpus(kind, SAME_LINES)) ? "same" : "DIFFERENT"}`);
  }
  return [
    `## One file of ${grouped(LINES)} HDFS lines on two cores against one, ${PAIRS} pairs`,
    "",
    `Speed-up ${spread(ratios)}; ${median(rates).toFixed(2)} M lines/s on two cores with 2 workers.`,
    "",
    `Output with 1, 2 and 4 workers, byte by byte but for the summary's rates, ${grouped(SAME_LINES)} lines: ${
      same.join(", ")
    }.`,
  ].join("\n");
}

async function isSame(path: string): Promise<boolean> {
  const outputs: string[] = [];
  for (const workers of ["1", "2", "4"]) {
    const { stdout } = await run(
      oddline("0,1", ["scan", "--workers", workers, "--no-history", "--format", "ndjson", path]),
    );
    outputs.push(stdout.slice(0, stdout.lastIndexOf('{"type":"summary"')));
  }
  return outputs.every((output) => output === outputs[0]);
}
