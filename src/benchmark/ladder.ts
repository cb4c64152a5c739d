/** The ladder: each stage of the hot path with those before it, over one batch on one thread. */
import { layYardstick, type Measuring, rateOf } from "./measure.ts";
import type { StageResult } from "./result.ts";
import { stagesOf } from "./stages.ts";

export interface LadderOptions extends Measuring {
  /** Whole lines, a megabyte at most: the batch. */
  readonly lines: Uint8Array<ArrayBuffer>;
  /** Runs of each stage that count; as many before them do not, since code is compiled meanwhile. */
  readonly rounds: number;
  /** Bytes that were ever allocated on V8's heap; undefined where that is not known. */
  readonly allocated: () => number | undefined;
}

/** A run is so long at least, by doing its stage several times. */
const RUN_MS = 5;
const ALLOCATION_RUNS = 10;

/** Measures all stages. The runs of the stages alternate, so that a busy moment is shared by all of them. */
export function climbLadder(options: LadderOptions): StageResult[] {
  const { now, rounds } = options;
  const ladder = Object.entries(stagesOf(options.lines)).map(([stage, run]) => {
    for (let warm = 0; warm < rounds; warm++) run();
    const start = now();
    run();
    const times = Math.max(1, Math.ceil(RUN_MS / Math.max(.001, now() - start)));
    return { stage, run, times, runs: [] as { rate: number; yardstick: number }[] };
  });
  for (let round = 0; round < rounds; round++) {
    for (const { run, times, runs } of ladder) {
      const yardstick = layYardstick(options);
      const start = now();
      let lines = 0;
      for (let time = 0; time < times; time++) lines += run();
      runs.push({ rate: lines / (now() - start) * 1000, yardstick });
    }
  }
  return ladder.map(({ stage, run, runs }) => ({ stage, ...rateOf(runs), ...allocation(run, options.allocated) }));
}

function allocation(
  run: () => number,
  allocated: LadderOptions["allocated"],
): Pick<StageResult, "allocated_bytes_per_line"> {
  const before = allocated();
  let lines = 0;
  for (let time = 0; time < ALLOCATION_RUNS; time++) lines += run();
  const after = allocated();
  if (before === undefined || after === undefined || lines === 0) return {};
  return { allocated_bytes_per_line: (after - before) / lines };
}
