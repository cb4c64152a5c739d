/**
 * `oddline demo`: a generated log with known incidents through the whole pipeline, and what was found of
 * them. The log's time runs faster than the clock, so that a healthy morning and four incidents of different
 * kinds fit into 20 seconds.
 *
 * On a terminal the dashboard shows it, and the log goes on: one incident after another, of every kind there is.
 */
import { countText } from "../../core/text/number_text.ts";
import { formatDemoScore } from "../../evaluation/mod.ts";
import { type IncidentPlan, LogGenerator, QUIET_MIX, SCENARIO_NAMES } from "../../generate/mod.ts";
import { DemoTruth } from "../evaluating/demo_truth.ts";
import { GeneratedSource } from "../generating/generated_source.ts";
import type { Io } from "../io.ts";
import { print } from "../print.ts";
import { viewerOf } from "../run/viewer_of.ts";
import { runPipeline } from "../run/run_pipeline.ts";
import type { DemoOptions } from "./flags.ts";

/**
 * Which incidents, and after which share of the log: each is of a kind that another detector sees. What only a log that
 * has settled can tell (a kind of line that is new, a burst of it) comes last.
 */
const INCIDENTS = [
  [0.3, "poisoned_value"],
  [0.48, "latency_creep"],
  [0.64, "crash_loop"],
  [0.8, "failed_login_storm"],
] as const;
const DURATION_SHARE = 0.06;
/**
 * How many such stretches a dashboard is shown, so that there is time to look around, and when the next incident comes.
 */
const SHOWN_STRETCHES = 30;
const NEXT_SHARE = 0.75;

/** Returns the exit code. */
export async function run({ settings: given, flags }: DemoOptions, io: Io): Promise<number> {
  const settings = { ...given, timeZone: "UTC" };
  const { seed, rate, lines, seconds } = flags;
  const spanMs = lines / rate * 1000;
  const truth = new DemoTruth(io.now, (incident) => {
    viewer?.say(`this log is made up: ${incident.replace(/-\d+$/, "").replaceAll("_", " ")} begins now`);
  });
  const viewer = seconds === 0 ? undefined : await viewerOf(settings, io);
  const stretches = viewer === undefined ? 1 : SHOWN_STRETCHES;
  const generator = new LogGenerator({
    seed,
    rate,
    lines: lines * stretches,
    format: "seed",
    mix: QUIET_MIX,
    incidents: plansOver(spanMs, stretches),
    onTruth: (record) => truth.onTruth(record),
  });
  const pace = seconds === 0 ? undefined : { speed: spanMs / 1000 / seconds, now: io.now };
  let code: number;
  try {
    code = await runPipeline(settings, io, {
      source: new GeneratedSource(generator, "demo", io.now(), pace),
      live: pace !== undefined,
      onEvent: (event) => truth.onEvent(event),
      onFlagged: (flagged) => truth.onFlagged(flagged),
      truth: () => truth.shown(),
      accuracy() {
        generator.finish();
        return truth.accuracy();
      },
      ...(viewer && { viewer }),
    });
  } finally {
    viewer?.close();
  }
  generator.finish();
  const generated = countText(generator.lines);
  const text = `\nAgainst the truth (${generated} generated lines):\n\n${formatDemoScore(truth.score())}`;
  // programs that read events get nothing but events
  const isText = settings.format === "text" || settings.format === undefined && io.stdout.isTerminal;
  if (isText) await print(io, text);
  else io.stderr.write(text);
  return code;
}

/** The chosen incidents in the first stretch, and in those that follow all scenarios in turn. */
function plansOver(spanMs: number, stretches: number): IncidentPlan[] {
  const durationMs = spanMs * DURATION_SHARE;
  const plans: IncidentPlan[] = INCIDENTS.map(([share, scenario]) => ({
    scenario,
    afterMs: spanMs * share,
    durationMs,
  }));
  for (let k = 0; k * NEXT_SHARE + 2 < stretches; k++) {
    const scenario = SCENARIO_NAMES[(k + 1) % SCENARIO_NAMES.length];
    plans.push({ scenario, afterMs: spanMs * (1.25 + k * NEXT_SHARE), durationMs });
  }
  return plans;
}
