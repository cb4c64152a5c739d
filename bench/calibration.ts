/**
 * Does a score mean the same for every detector? Quiet generated traffic, several formats and ten seeds: of the windows
 * of 1,000 lines of each detector, at most one in a hundred may hold a score of .99. Writes bench/calibration.md.
 *
 *     deno task calibration [--seeds N] [--first-seed N] [--lines N] [--check]
 *
 * `--check` fails when a detector goes beyond that, and writes nothing.
 */
import { parseArgs } from "node:util";
import type { DetectorId } from "../src/core/anomaly.ts";
import { DETECTORS } from "../src/core/anomaly.ts";
import { GeneratedSource } from "../src/cli/generating/generated_source.ts";
import type { ForestModel } from "../src/forest/model.ts";
import { LINE_FORMATS, type LineFormatName, LogGenerator, QUIET_MIX } from "../src/generate/mod.ts";
import { Pipeline } from "../src/pipeline/pipeline.ts";
import { markdownTable } from "../src/report/markdown_table.ts";
import { defaultForest } from "../tests/forest/default_forest.ts";
import { PLAIN_OPTIONS } from "../tests/pipeline/run_log.ts";

const WINDOW_LINES = 1000;
const RATE = 50;
/** Scores that are counted: shown at all, flagged, certain. */
const SCORES = [.5, .9, .99] as const;
const WINDOWS_MAX = .01;

/** By detector: windows with a line of at least each of `SCORES`. */
type Counts = Record<string, number[]>;

const { values: flags } = parseArgs({
  options: {
    seeds: { type: "string", default: "10" },
    "first-seed": { type: "string", default: "1" },
    lines: { type: "string", default: "50000" },
    check: { type: "boolean", default: false },
  },
});
const seeds = Number(flags.seeds);
const lines = Number(flags.lines);
const formats: readonly LineFormatName[] = LINE_FORMATS.filter((name) => name !== "services");
const model = await defaultForest();
const counts: Counts = Object.fromEntries(DETECTORS.map((id) => [id, SCORES.map(() => 0)]));
for (let index = 0; index < seeds; index++) {
  for (const step of [0, 1]) {
    const seed = Number(flags["first-seed"]) + index;
    await countWindows(counts, model, seed, formats[(index * 2 + step) % formats.length]);
  }
}
const windows = seeds * 2 * lines / WINDOW_LINES;
const text = markdownOf(counts, windows);
console.log(text);
const beyond = Object.entries(counts).filter(([, [, , certain]]) => certain > WINDOWS_MAX * windows);
if (!flags.check) Deno.writeTextFileSync(new URL("calibration.md", import.meta.url), text);
else if (beyond.length > 0) {
  console.error(`too often sure: ${beyond.map(([detector]) => detector).join(", ")}`);
  Deno.exit(1);
}

/** Reads one quiet log; counts the windows in which each detector gave a score. */
async function countWindows(counts: Counts, model: ForestModel, seed: number, format: LineFormatName): Promise<void> {
  const options = { seed, format, rate: RATE, mix: QUIET_MIX, incidents: "none", lines } as const;
  const best = new Map<DetectorId, Float64Array>();
  const pipeline = new Pipeline({
    ...PLAIN_OPTIONS,
    model,
    source: new GeneratedSource(new LogGenerator(options), "quiet", 0),
    sink: () => {},
    scoresByDetector: true,
    onVerdicts: ({ rows, line, detectors, byDetector }) => {
      for (const [index, detector] of detectors.entries()) {
        const scores = best.get(detector) ?? new Float64Array(Math.ceil(lines / WINDOW_LINES) + 1);
        best.set(detector, scores);
        for (let row = 0; row < rows; row++) {
          const window = Math.floor(line[row] / WINDOW_LINES);
          if (byDetector[index][row] > scores[window]) scores[window] = byDetector[index][row];
        }
      }
    },
  });
  await pipeline.run(new AbortController().signal);
  pipeline.finish();
  for (const [detector, scores] of best) {
    for (const [k, least] of SCORES.entries()) counts[detector][k] += scores.filter((score) => score >= least).length;
  }
}

function markdownOf(counts: Counts, windows: number): string {
  const share = (count: number) => count === 0 ? "0" : `${(100 * count / windows).toFixed(2)} %`;
  const rows = Object.entries(counts).map(([detector, all]) => [detector, ...all.map(share)]);
  const head = ["detector", ...SCORES.map((score) => `≥ ${score}`)];
  return `# What scores mean

Made by \`deno task calibration\`: quiet generated traffic at ${RATE} lines a second, ${seeds} seeds, two of ${formats.length} formats each,
${lines.toLocaleString("en")} lines a log. Share of the ${
    windows.toLocaleString("en")
  } windows of 1,000 lines that hold a line with such a score; at most 1 %
may hold one of .99.

${markdownTable(head, rows)}
`;
}
