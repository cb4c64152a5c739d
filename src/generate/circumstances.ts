/**
 * What the values of a line may depend on: chance, the hour, how long the system has run, and the request it is about.
 */
import type { Random } from "./random.ts";
import type { Client } from "./users.ts";

/** What the lines of a request share. */
export interface RequestFacts extends Client {
  readonly flow: { readonly method: string; readonly status: number; readonly table: string };
  readonly traceId: string;
  readonly path: string;
  readonly orderId: number;
  /** What of it is in the cache. */
  readonly item: number;
  readonly startMs: number;
  readonly instance: number;
}

export interface Circumstances {
  readonly random: Random;
  /** Event time, ms since the epoch. */
  timeMs: number;
  /** Hours since the log began: what drifts, drifts with it. */
  ageHours: number;
  /** Processes of the service that is about to write a line of its own. */
  instances: number;
  /** The request that the line is about, if any. */
  request: RequestFacts | undefined;
}

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** At noon (UTC) there is this much more to do than on the average, at midnight as much less. */
const RHYTHM_SHARE = 0.5;

/**
 * How busy the hour is, 1 on the average of a day; by V8's own cosine (from fdlibm), not the machine's. It is 1 at
 * six in the morning and in the evening, so that a log that begins there has its rate. Asked for where it matters,
 * since most lines do without.
 */
export function loadAt(timeMs: number): number {
  return 1 - RHYTHM_SHARE * Math.cos((2 * Math.PI * timeMs) / DAY_MS);
}

/** Circumstances without a request, at this moment of a log that began at another. */
export function circumstances(random: Random, timeMs: number, startMs: number): Circumstances {
  return {
    random,
    timeMs,
    ageHours: (timeMs - startMs) / HOUR_MS,
    instances: 1,
    request: undefined,
  };
}

/** Moves them on. */
export function moveTo(about: Circumstances, timeMs: number, startMs: number): void {
  about.timeMs = timeMs;
  about.ageHours = (timeMs - startMs) / HOUR_MS;
}
