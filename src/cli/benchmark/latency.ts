/**
 * How long it takes from the append of a line to its event: a file is followed as `watch` follows one, lines are
 * appended that a rule matches, and the clock is stopped when the event's bytes are handed to the output. That they
 * reach another program takes a system call more.
 */
import type { LatencyResult } from "../../benchmark/result.ts";
import { sleep } from "../../core/time/waiting.ts";
import type { PipelineOptions } from "../../pipeline/options.ts";
import { Pipeline } from "../../pipeline/pipeline.ts";
import { createNdjsonSink } from "../../report/events/ndjson.ts";
import { FollowSource } from "../../sources/following/follow_source.ts";

const BEGIN_MS = Date.UTC(2026, 0, 1);
/** Event time between two lines, so that each is an anomaly of its own and not one more of the last. */
const LINE_MS = 90_000;
/** From one append to the next: long enough for its event to be out, at no fixed distance from any poll. */
const APPEND_MS = 23;
/** Lines that do not count: code is compiled meanwhile. */
const WARM_UP = 20;
const SETTLE_MS = 300;
/** For an event that is late: on a busy machine those are the ones that matter. */
const PATIENCE_MS = 10_000;

export interface LatencyOptions {
  readonly pipeline: Omit<PipelineOptions, "source" | "sink">;
  /** Milliseconds with fractions. */
  readonly now: () => number;
  /** Wall clock in ms. */
  readonly clock: () => number;
  readonly lines: number;
}

/** Follows a file in a temporary folder. Undefined when no event came. */
export async function measureLatency(options: LatencyOptions): Promise<LatencyResult | undefined> {
  const folder = await Deno.makeTempDir({ prefix: "oddline-bench-" });
  try {
    return await follow(`${folder}/app.log`, options);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function follow(path: string, { pipeline: given, now, clock, lines }: LatencyOptions) {
  Deno.writeTextFileSync(path, `${new Date(BEGIN_MS - LINE_MS).toISOString()} INFO begin\n`);
  const appendedMs = new Map<string, number>();
  const milliseconds: number[] = [];
  const decoder = new TextDecoder();
  const sink = createNdjsonSink((bytes) => {
    const nowMs = now();
    for (const [, word] of decoder.decode(bytes).matchAll(/"message":"[^"]*probe ([a-z]+)/g)) {
      const startMs = appendedMs.get(word);
      if (startMs !== undefined) milliseconds.push(nowMs - startMs);
      appendedMs.delete(word);
    }
    return Promise.resolve();
  }, { live: true });
  const pipeline = new Pipeline({
    ...given,
    rules: [{ name: "probe", match: "probe", where: [], count: 1, withinMs: 0, score: .99 }],
    detectors: new Set([...given.detectors, "rule"]),
    now: clock,
    source: new FollowSource([path], { now: clock, fromStart: true }),
    sink: sink.push,
  });
  /** Waits until each line that was appended has its event. */
  const answers = async () => {
    for (const untilMs = now() + PATIENCE_MS; appendedMs.size > 0 && now() < untilMs;) await sleep(APPEND_MS);
  };
  const ending = new AbortController();
  const running = pipeline.run(ending.signal);
  await sleep(SETTLE_MS);
  for (let number = 0; number < WARM_UP + lines; number++) {
    if (number === WARM_UP) {
      await answers();
      milliseconds.length = 0;
    }
    const word = letters(number);
    const time = new Date(BEGIN_MS + number * LINE_MS).toISOString();
    appendedMs.set(word, now());
    Deno.writeTextFileSync(path, `${time} INFO probe ${word}\n`, { append: true });
    await sleep(APPEND_MS);
  }
  await answers();
  ending.abort();
  await running;
  return milliseconds.length === 0 ? undefined : latencyOf(milliseconds);
}

function latencyOf(milliseconds: readonly number[]): LatencyResult {
  const sorted = [...milliseconds].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  return { lines: sorted.length, p50: at(.5), p95: at(.95), p99: at(.99), max: at(1) };
}

/** A number in letters: digits would be masked, and all lines be of one shape. */
function letters(number: number): string {
  return [...String(number)].map((digit) => String.fromCharCode(97 + Number(digit))).join("");
}
