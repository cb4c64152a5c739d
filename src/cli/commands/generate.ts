/** `oddline generate`: writes a log with known incidents, and the truth about it. */
import { type GeneratorOptions, LogGenerator, planIncidents, QUIET_MIX, SCENARIO_NAMES } from "../../generate/mod.ts";
import { sleep } from "../../core/time/waiting.ts";
import { EXIT, UsageError } from "../errors.ts";
import { type GeneratedOutlet, openFile, openFolder, openStream } from "../generating/generated_outlet.ts";
import type { Io } from "../io.ts";
import { openNamed } from "../files/named_file.ts";
import { listenForEnd } from "../run/signals.ts";
import { createSyncFile } from "../files/sync_file.ts";
import type { GenerateOptions } from "./flags.ts";

type GenerateFlags = GenerateOptions["flags"];

const LINES_DEFAULT = 10_000;
/** In real time, lines that are due within so long are written together. */
const TICK_MS = 20;
/** How long a signal may have to wait. */
const BREATH_MS = 100;
/** Longest sleep, so that a clock that was set is noticed. */
const SLEEP_MS_MAX = 1000;

/** Returns the exit code. */
export async function run({ flags }: GenerateOptions, io: Io): Promise<number> {
  checkFlags(flags);
  using ending = listenForEnd();
  using truth = flags.truth === undefined ? undefined : bufferedFile(flags.truth);
  const generator = new LogGenerator({
    ...generatorOptions(flags, io.now()),
    ...(truth && { onTruth: (record) => truth.write(`${JSON.stringify(record)}\n`) }),
  });
  using outlet = openOutlet(flags, io);
  if (flags.realtime) await writeInRealTime(generator, outlet, io, ending.signal);
  else await writeAtOnce(generator, outlet, io, ending.signal);
  generator.finish();
  return ending.code() ?? EXIT.fine;
}

function checkFlags({ lines, duration, output, folder, rotate }: GenerateFlags): void {
  if (lines !== undefined && duration !== undefined) {
    throw new UsageError("--lines and --duration both say how long the log is; give one of them");
  }
  if (output !== undefined && folder !== undefined) {
    throw new UsageError("--output and --folder both say where the log goes; give one of them");
  }
  if (rotate !== undefined && output === undefined && folder === undefined) {
    throw new UsageError("--rotate needs files to rotate; give --output or --folder as well");
  }
}

function generatorOptions(flags: GenerateFlags, nowMs: number): GeneratorOptions {
  const { seed, rate, mix, testMode, folder, start, realtime, quietTraffic } = flags;
  const extent = extentOf(flags);
  const spanMs = extent.durationMs ?? (extent.lines ?? Infinity) / rate * 1000;
  return {
    seed,
    rate,
    format: flags.format ?? (folder === undefined ? "seed" : "services"),
    mix: quietTraffic ? QUIET_MIX : mix,
    testMode,
    incidents: quietTraffic ? "none" : plans(flags.incidents, spanMs),
    byService: folder !== undefined,
    ...extent,
    ...(start !== undefined ? { startMs: start } : realtime ? { startMs: nowMs } : {}),
  };
}

function extentOf({ lines, duration, realtime }: GenerateFlags): { lines?: number; durationMs?: number } {
  if (duration !== undefined) return { durationMs: duration };
  if (lines !== undefined) return { lines };
  return realtime ? {} : { lines: LINES_DEFAULT };
}

/** The incidents that were asked for, over so much event time. */
function plans(names: readonly string[], spanMs: number): NonNullable<GeneratorOptions["incidents"]> {
  if (names[0] === "none") return "none";
  if (names[0] === "default") return "default";
  return planIncidents({ spanMs, scenarios: names[0] === "all" ? SCENARIO_NAMES : names });
}

function openOutlet({ output, folder, rotate, keep }: GenerateFlags, io: Io): GeneratedOutlet {
  const rotation = rotate === undefined ? undefined : { bytesMax: rotate, keep };
  if (folder !== undefined) return openFolder(folder, rotation);
  return output === undefined ? openStream((bytes) => io.stdout.write(bytes)) : openFile(output, rotation);
}

/** A file that is written in large pieces. */
function bufferedFile(path: string): { write(text: string): void; [Symbol.dispose](): void } {
  const file = openNamed(path, "write", () => createSyncFile(path));
  let kept = "";
  return {
    write(text) {
      kept += text;
      if (kept.length < 1 << 16) return;
      file.write(kept);
      kept = "";
    },
    [Symbol.dispose]() {
      file.write(kept);
      file[Symbol.dispose]();
    },
  };
}

async function writeAtOnce(
  generator: LogGenerator,
  outlet: GeneratedOutlet,
  io: Io,
  signal: AbortSignal,
): Promise<void> {
  let restMs = io.now() + BREATH_MS;
  while (!signal.aborted && await outlet.write(generator, Infinity)) {
    if (io.now() < restMs) continue;
    // lets a signal in between writes to a file, which never wait; after each of them it would take a third of the time
    await sleep(0);
    restMs = io.now() + BREATH_MS;
  }
}

/** Each line at its own time: the log's first line is now. */
async function writeInRealTime(
  generator: LogGenerator,
  outlet: GeneratedOutlet,
  io: Io,
  signal: AbortSignal,
): Promise<void> {
  const shiftMs = io.now() - generator.nextMs;
  while (!signal.aborted && generator.nextMs < Infinity) {
    const waitMs = generator.nextMs + shiftMs - io.now();
    if (waitMs > 0) await sleep(Math.min(Math.max(waitMs, TICK_MS), SLEEP_MS_MAX), signal);
    while (!signal.aborted && await outlet.write(generator, io.now() - shiftMs));
  }
}
