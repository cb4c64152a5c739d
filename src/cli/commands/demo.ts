/**
 * `oddline demo`: a generated log with known incidents through the whole pipeline, and what was found of them. The log's
 * time runs faster than the clock, so that a healthy morning and four incidents of different kinds fit into 20 seconds.
 */
import type { OddlineEvent } from "../../core/anomaly.ts";
import {
  type FlaggedLine,
  formatDemoScore,
  labelsFromTruth,
  scoreRun,
  type TruthRecord,
} from "../../evaluation/mod.ts";
import { createGenerator, type IncidentPlan, QUIET_MIX } from "../../generate/mod.ts";
import { GeneratedSource } from "../generated_source.ts";
import type { Io } from "../io.ts";
import { runPipeline } from "../run_pipeline.ts";
import type { DemoOptions } from "./mod.ts";

/** Which incidents, and after which share of the log: each is of a kind that another detector sees. */
const INCIDENTS = [
  [0.3, "failed_login_storm"],
  [0.48, "poisoned_value"],
  [0.64, "missing_end"],
  [0.8, "crash_loop"],
] as const;
const DURATION_SHARE = 0.06;

/** Returns the exit code. */
export async function run({ settings, flags }: DemoOptions, io: Io): Promise<number> {
  const { seed, rate, lines, seconds } = flags;
  const spanMs = lines / rate * 1000;
  const truth: TruthRecord[] = [];
  const events: OddlineEvent[] = [];
  const flagged: FlaggedLine[] = [];
  const generator = createGenerator({
    seed,
    rate,
    lines,
    format: "seed",
    mix: QUIET_MIX,
    incidents: plansOver(spanMs),
    onTruth: (record) => truth.push(record),
  });
  const pace = seconds === 0 ? undefined : { speed: spanMs / 1000 / seconds, now: io.now };
  const code = await runPipeline({ ...settings, timeZone: "UTC" }, io, {
    source: new GeneratedSource(generator, "demo", io.now(), pace),
    live: pace !== undefined,
    onEvent: (event) => events.push(event),
    onFlagged: ({ line, detector, timeMs }) => flagged.push({ line, detector, timeMs }),
  });
  generator.finish();
  const score = scoreRun({ labels: labelsFromTruth(truth), events, flagged });
  const text = `\nAgainst the truth (${generator.lines.toLocaleString("en")} generated lines):\n\n${
    formatDemoScore(score)
  }`;
  // programs that read events get nothing but events
  const isText = settings.format === "text" || settings.format === undefined && io.stdout.isTerminal;
  if (isText) await io.stdout.write(new TextEncoder().encode(text));
  else io.stderr.write(text);
  return code;
}

function plansOver(spanMs: number): IncidentPlan[] {
  return INCIDENTS.map(([share, scenario]) => ({
    scenario,
    afterMs: spanMs * share,
    durationMs: spanMs * DURATION_SHARE,
  }));
}
