/** What a generated log is made from, and what it is without being told. */
import type { LineFormatName } from "./formats/names.ts";
import { checkMix, type LevelMix } from "./mix.ts";
import type { IncidentPlan } from "./plan.ts";
import type { TruthSink } from "./truth_recorder.ts";

/** The seed's: one line every 500 ms. */
export const DEFAULT_RATE = 2;
export const DEFAULT_SEED = 1;
/** When a generated log begins unless told otherwise: an hour of the seed's example line. */
export const DEFAULT_START_MS = Date.UTC(2025, 8, 30, 6);

export interface GeneratorOptions {
  /** A safe integer, at least 0 (default 1). */
  readonly seed?: number;
  readonly format: LineFormatName;
  /** Of the background (default 85/10/5). */
  readonly mix?: LevelMix;
  /** Twice the errors (default false). */
  readonly testMode?: boolean;
  /** Lines of the background per second of event time, on the average of a day (default 2). */
  readonly rate?: number;
  /** Event time at which the log begins, ms since the epoch (default 2025-09-30T06:00:00Z). */
  readonly startMs?: number;
  /** What goes wrong (default "default": some incidents, again and again in a log without an end). */
  readonly incidents?: "default" | "none" | readonly IncidentPlan[];
  /** Physical lines of the whole log (default: it never ends). */
  readonly lines?: number;
  /** Event time after which no line is written (default: it never ends). */
  readonly durationMs?: number;
  /** The lines go to one file for each service: the truth says where they stand there as well (default false). */
  readonly byService?: boolean;
  /** Takes the truth as it comes about. */
  readonly onTruth?: TruthSink;
}

/** @throws RangeError for a setting that cannot be, saying which */
export function checkOptions({ mix, rate, lines, startMs, durationMs }: {
  readonly mix: LevelMix;
  readonly rate: number;
  readonly lines: number | undefined;
  readonly startMs: number;
  readonly durationMs: number;
}): void {
  checkMix(mix);
  if (!(rate > 0 && rate < Infinity)) {
    throw new RangeError(`Cannot generate: rate must be above 0 lines per second, got ${rate}`);
  }
  if (lines !== undefined && !(Number.isSafeInteger(lines) && lines >= 0)) {
    throw new RangeError(`Cannot generate: lines must be a whole number, 0 or more, got ${lines}`);
  }
  if (!Number.isFinite(startMs)) {
    throw new RangeError(`Cannot generate: startMs must be milliseconds since the epoch, got ${startMs}`);
  }
  if (!(durationMs >= 0)) {
    throw new RangeError(`Cannot generate: durationMs must be 0 or more, got ${durationMs}`);
  }
}
