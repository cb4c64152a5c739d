/** `oddline demo`: a generated log with known incidents through the whole pipeline, and what was found of them. */
import type { OddlineEvent } from "../../core/anomaly.ts";
import {
  type FlaggedLine,
  formatDemoScore,
  labelsFromTruth,
  scoreRun,
  type TruthRecord,
} from "../../evaluation/mod.ts";
import { createGenerator } from "../../generate/mod.ts";
import { GeneratedSource } from "../generated_source.ts";
import type { Io } from "../io.ts";
import { runPipeline } from "../run_pipeline.ts";
import type { DemoOptions } from "./mod.ts";

/** Returns the exit code. */
export async function run({ settings, flags }: DemoOptions, io: Io): Promise<number> {
  const { seed, rate, lines } = flags;
  const truth: TruthRecord[] = [];
  const events: OddlineEvent[] = [];
  const flagged: FlaggedLine[] = [];
  const generator = createGenerator({ seed, rate, lines, format: "seed", onTruth: (record) => truth.push(record) });
  const code = await runPipeline({ ...settings, timeZone: "UTC" }, io, {
    source: new GeneratedSource(generator, "demo", io.now()),
    live: false,
    onEvent: (event) => events.push(event),
    onFlagged: ({ line, detector, timeMs }) => flagged.push({ line, detector, timeMs }),
  });
  generator.finish();
  const score = scoreRun({ labels: labelsFromTruth(truth), events, flagged });
  const text = `\nAgainst the truth (${lines.toLocaleString("en")} generated lines):\n\n${formatDemoScore(score)}`;
  // programs that read events get nothing but events
  const isText = settings.format === "text" || settings.format === undefined && io.stdout.isTerminal;
  if (isText) await io.stdout.write(new TextEncoder().encode(text));
  else io.stderr.write(text);
  return code;
}
