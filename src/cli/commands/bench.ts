/**
 * `oddline bench`: what this machine does, stage by stage and end to end, with a user's own log or a generated one; and
 * whether it has become slower since a result that was saved. No figure is printed that was not measured in this run.
 */
import { getHeapStatistics } from "node:v8";
import { compareResults, isRegression, mismatchOf } from "../../benchmark/comparison.ts";
import { documentOf } from "../../benchmark/documents.ts";
import { figureOf } from "../../benchmark/figure.ts";
import { measureGrowth, workersUpTo } from "../../benchmark/growth.ts";
import { climbLadder } from "../../benchmark/ladder.ts";
import { layYardstick, type Measuring, rateOf } from "../../benchmark/measure.ts";
import { type BenchResult, parseResult, type WorkersResult } from "../../benchmark/result.ts";
import { runWhole, type WholeRunOptions } from "../../benchmark/whole_run.ts";
import { errorMessage } from "../../core/error_message.ts";
import { plural } from "../../core/text/number_text.ts";
import { detectFormat } from "../../formats/mod.ts";
import { type BenchLog, generatedLog, usersLog } from "../benchmark/bench_log.ts";
import { measureLatency } from "../benchmark/latency.ts";
import { machineFacts } from "../benchmark/machine_facts.ts";
import { EXIT, UsageError } from "../errors.ts";
import type { Io } from "../io.ts";
import { modelFor } from "../files/model_files.ts";
import { pipelineOptions } from "../settings/pipeline_options.ts";
import { print } from "../print.ts";
import { writeDocument } from "../files/write_document.ts";
import type { BenchOptions } from "./flags.ts";

/** Bytes that the yardstick goes over. */
const YARDSTICK_BYTES = 1 << 18;

/** Returns 1 when something has become slower than the baseline says, beyond noise. */
export async function run({ files, settings, flags }: BenchOptions, io: Io): Promise<number> {
  const baseline = flags.baseline === undefined ? undefined : readBaseline(flags.baseline);
  const say = (text: string) => io.stderr.isTerminal && !settings.quiet && io.stderr.write(`oddline: ${text} ...\n`);
  const time = new Date(io.now()).toISOString();
  const machine = await machineFacts(io.cores);
  const model = await modelFor(settings, (message) => io.stderr.write(`oddline: ${message}\n`));
  const whole: WholeRunOptions = {
    pipeline: { ...pipelineOptions(settings), ...(model && { model }) },
    now: () => performance.now(),
    rss: () => Deno.memoryUsage().rss,
  };
  using log = files.length > 0 ? usersLog(files, io.now()) : await generatedLog(flags.lines, io.now());
  const measuring: Measuring = { now: whole.now, bytes: log.head.slice(0, YARDSTICK_BYTES), yardsticks: [] };
  const { rounds } = flags;
  // memory first: what the stages leave behind is not the pipeline's
  const { end_to_end, lines, bytes } = await measureWhole(log, { ...whole, measuring, rounds, settings, say });
  say("stage by stage");
  const stages = climbLadder({ ...measuring, lines: log.head, rounds, allocated: allocatedBytes });
  say("from append to output");
  const latency = await measureLatency({ ...whole, clock: io.now, lines: flags.appends });
  const growth = flags.growth
    ? await measureGrowth({ ...whole, cores: settings.workers, linesMax: flags.growthLines, onPoint: say })
    : undefined;
  const format = detectFormat(log.head, { timeZone: settings.timeZone, referenceMs: io.now() }).name;
  const result: BenchResult = {
    type: "bench",
    time,
    machine,
    log: { name: log.name, lines, bytes, format },
    yardstick: figureOf(measuring.yardsticks),
    stages,
    end_to_end,
    ...(latency && { latency_ms: latency }),
    ...(growth && { growth }),
  };
  if (flags.save !== undefined) await writeDocument(documentOf("json", result), flags.save, io);
  const mismatch = baseline && mismatchOf(baseline, result);
  if (mismatch !== undefined) throw new UsageError(`--baseline ${flags.baseline}: ${mismatch}`);
  const compared = baseline && compareResults(baseline, result);
  if (baseline !== undefined && baseline.machine.cpu !== machine.cpu) {
    io.stderr.write(
      `oddline: the baseline is of another machine (${baseline.machine.cpu}); its memory is not this one's\n`,
    );
  }
  await print(io, documentOf(flags.format, result, compared));
  return compared !== undefined && isRegression(compared) ? EXIT.failed : EXIT.fine;
}

interface Whole extends WholeRunOptions {
  readonly measuring: Measuring;
  readonly rounds: number;
  readonly settings: BenchOptions["settings"];
  readonly say: (text: string) => unknown;
}

/** The whole log with 1, 2, 4 … workers, in turns. */
async function measureWhole(log: BenchLog, { measuring, rounds, settings, say, ...whole }: Whole) {
  const counts = workersUpTo(settings.workers);
  const runs = counts.map(() => [] as { rate: number; yardstick: number }[]);
  const rss = counts.map(() => 0);
  let read = { lines: 0, bytes: 0 };
  for (let round = 0; round <= rounds; round++) {
    for (const [index, workers] of counts.entries()) {
      say(`${plural(workers, "worker")}, run ${round} of ${rounds}`);
      const yardstick = layYardstick(measuring);
      const { lines, bytes, ms, rssBytesMax } = await runWhole(log.open(), {
        ...whole,
        pipeline: { ...whole.pipeline, workers },
      });
      read = { lines, bytes };
      // the first round is for the compiler, and for memory: later ones stand on what those before have left
      if (round === 0) rss[index] = rssBytesMax;
      else runs[index].push({ rate: lines / ms * 1000, yardstick });
    }
  }
  const end_to_end: WorkersResult[] = counts.map((workers, index) => ({
    workers,
    ...rateOf(runs[index]),
    rss_bytes_max: rss[index],
  }));
  return { end_to_end, ...read };
}

function readBaseline(path: string): BenchResult {
  try {
    return parseResult(Deno.readTextFileSync(path));
  } catch (error) {
    const why = error instanceof Deno.errors.NotFound ? "no such file" : errorMessage(error);
    throw new UsageError(`--baseline ${path}: ${why}`);
  }
}

/** Bytes of objects that were ever made; V8 counts them, and not all versions tell. */
function allocatedBytes(): number | undefined {
  const statistics: object = getHeapStatistics();
  return "total_allocated_bytes" in statistics ? Number(statistics.total_allocated_bytes) : undefined;
}
