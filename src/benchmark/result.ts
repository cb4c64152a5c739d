/**
 * What was measured, as `oddline bench --format json` prints it and `--baseline` reads it. Names are in snake_case as
 * they are printed; fields are only ever added. A figure that was not measured is absent.
 */
import type { Figure } from "./figure.ts";
import type { GrowthCurve } from "./growth.ts";

/** What a figure is worth depends on the machine. */
export interface MachineFacts {
  readonly cpu: string;
  readonly cores: number;
  readonly memory_bytes: number;
  readonly os: string;
  readonly oddline: string;
  readonly deno: string;
  readonly v8: string;
  readonly onnxruntime: string;
  /** Of one minute, when it began; absent where the system does not say. */
  readonly load?: number;
}

/** A rate: lines a second, and the same in relation to the yardstick, which is what is compared. */
export interface Rate {
  readonly lines_per_second: Figure;
  readonly ratio: Figure;
}

/** One step of the ladder, with those before it, on one thread. */
export interface StageResult extends Rate {
  readonly stage: string;
  /** Objects on V8's heap; what is in shared buffers is none. */
  readonly allocated_bytes_per_line?: number;
}

/** The whole pipeline with so many workers. */
export interface WorkersResult extends Rate {
  readonly workers: number;
  /** The most resident memory of the process that was seen meanwhile. */
  readonly rss_bytes_max: number;
}

/** Milliseconds from the append of a line to the moment its event is handed to the output. */
export interface LatencyResult {
  readonly lines: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

/** All that a run of `oddline bench` has measured. */
export interface BenchResult {
  readonly type: "bench";
  readonly time: string;
  readonly machine: MachineFacts;
  readonly log: { readonly name: string; readonly lines: number; readonly bytes: number; readonly format: string };
  /** Bytes a second of the yardstick. */
  readonly yardstick: Figure;
  readonly stages: readonly StageResult[];
  readonly end_to_end: readonly WorkersResult[];
  readonly latency_ms?: LatencyResult;
  readonly growth?: readonly GrowthCurve[];
}

/** Reads a result that was saved. Throws SyntaxError for text that is none. */
export function parseResult(text: string): BenchResult {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new SyntaxError("is not JSON; expected what `oddline bench --format json` prints");
  }
  if (!isResult(value)) throw new SyntaxError("is no result; expected what `oddline bench --format json` prints");
  return value;
}

function isResult(value: unknown): value is BenchResult {
  const result = value as Partial<BenchResult> | null;
  return result?.type === "bench" && Array.isArray(result.stages) && Array.isArray(result.end_to_end) &&
    [...result.stages, ...result.end_to_end].every(({ ratio }) => typeof ratio?.median === "number") &&
    typeof result.machine?.cpu === "string" && typeof result.log?.lines === "number";
}
