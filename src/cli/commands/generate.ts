/** `oddline generate`: writes a log with known incidents, and the truth about it. */
import {
  createGenerator,
  EVENT_BYTES_MAX,
  type GeneratorOptions,
  type LogGenerator,
  planIncidents,
  QUIET_MIX,
  SCENARIO_NAMES,
} from "../../generate/mod.ts";
import { EXIT, UsageError } from "../errors.ts";
import type { Io } from "../io.ts";
import { listenForEnd } from "../signals.ts";
import type { GenerateOptions } from "./mod.ts";
import { createSyncFile } from "../sync_file.ts";

const LINES_DEFAULT = 10_000;
const BUFFER_BYTES = 1 << 20;

/** Returns the exit code. */
export async function run({ flags }: GenerateOptions, io: Io): Promise<number> {
  const { seed, rate, lines, duration, format, mix, testMode, incidents, start } = flags;
  if (lines !== undefined && duration !== undefined) {
    throw new UsageError("--lines and --duration both say how long the log is; give one of them");
  }
  using ending = listenForEnd();
  using truth = flags.truth === undefined ? undefined : createSyncFile(flags.truth);
  const extent = duration === undefined ? { lines: lines ?? LINES_DEFAULT } : { durationMs: duration };
  const isQuiet = flags.quietTraffic;
  const options: GeneratorOptions = {
    seed,
    rate,
    format,
    mix: isQuiet ? QUIET_MIX : { normal: mix.normal / 100, warn: mix.warnings / 100, error: mix.errors / 100 },
    testMode,
    incidents: isQuiet ? "none" : plans(incidents, extent.durationMs ?? extent.lines! / rate * 1000),
    ...extent,
    ...(start !== undefined ? { startMs: start } : flags.realtime ? { startMs: io.now() } : {}),
    onTruth: (record) => truth?.write(`${JSON.stringify(record)}\n`),
  };
  const generator = createGenerator(options);
  using output = flags.output === undefined ? undefined : createSyncFile(flags.output);
  const write = async (bytes: Uint8Array) =>
    output === undefined ? await io.stdout.write(bytes) : output.writeBytes(bytes);
  if (flags.realtime) await writeInRealTime(generator, write, io, ending.signal);
  else await writeAtOnce(generator, write, ending.signal);
  generator.finish();
  return ending.code() ?? EXIT.fine;
}

/** The incidents that were asked for, over so much event time. */
function plans(names: readonly string[], spanMs: number): NonNullable<GeneratorOptions["incidents"]> {
  if (names[0] === "none") return "none";
  if (names[0] === "default") return "default";
  return planIncidents({ spanMs, scenarios: names[0] === "all" ? SCENARIO_NAMES : names });
}

async function writeAtOnce(generator: LogGenerator, write: WriteBytes, signal: AbortSignal): Promise<void> {
  const buffer = new Uint8Array(Math.max(BUFFER_BYTES, EVENT_BYTES_MAX));
  while (!signal.aborted) {
    const length = generator.fill(buffer);
    if (length === 0) return;
    await write(buffer.subarray(0, length));
    // lets a signal in between two writes to a file, which never wait
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
}

/** Each line at its own time: the log's first line is now. */
async function writeInRealTime(generator: LogGenerator, write: WriteBytes, io: Io, signal: AbortSignal): Promise<void> {
  const encoder = new TextEncoder();
  let shiftMs: number | undefined;
  for (let line = generator.next(); line !== undefined && !signal.aborted; line = generator.next()) {
    shiftMs ??= io.now() - line.timeMs;
    await sleep(line.timeMs + shiftMs - io.now(), signal);
    await write(encoder.encode(`${line.text}\n`));
  }
}

type WriteBytes = (bytes: Uint8Array) => Promise<void>;

/** Sleeps for so many milliseconds, or until the signal aborts. */
async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  if (ms <= 0 || signal.aborted) return;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(done, ms);
    function done() {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    }
    signal.addEventListener("abort", done);
  });
}
