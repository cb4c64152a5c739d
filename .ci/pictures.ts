/**
 * Draws the pictures of the README: a generated log with known incidents goes through the pipeline, and the dashboard's
 * own frames of it become SVG. The same pictures every time: `deno task pictures` writes them anew.
 */
import { timeTexts } from "../src/cli/dashboard/times.ts";
import { GeneratedSource } from "../src/cli/generating/generated_source.ts";
import { DemoTruth } from "../src/cli/evaluating/demo_truth.ts";
import { pipelineOptions } from "../src/cli/settings/pipeline_options.ts";
import { resolveSettings } from "../src/cli/settings/resolve_settings.ts";
import type { HealthView } from "../src/core/views/health_view.ts";
import type { Snapshot } from "../src/core/views/snapshot.ts";
import { DEFAULT_START_MS, LogGenerator } from "../src/generate/mod.ts";
import { Pipeline } from "../src/pipeline/pipeline.ts";
import { RunObserver } from "../src/snapshot/observer.ts";
import { App } from "../src/tui/app.ts";
import type { ThemeName } from "../src/tui/theme.ts";
import { svgOf } from "./svg.ts";

const FOLDER = new URL("../.github/images/", import.meta.url);
const COLUMNS = 120;
const ROWS = 34;
const RUN_MS = 20 * 60_000;
const GROUNDS = {
  dark: { text: "#d0d5de", ground: "#12161c" },
  light: { text: "#22272f", ground: "#ffffff" },
} as const;

/** Each picture: its name, its theme, the keys that lead to it, what it shows. */
const PICTURES: readonly (readonly [name: string, theme: ThemeName, keys: readonly string[], title: string])[] = [
  ["overview", "dark", [], "The overview: lines by level, where and when it was odd, the newest anomalies"],
  ["anomaly", "dark", ["2", "j"], "An anomaly: the line, why it is odd, the lines around it"],
  ["templates", "light", ["3", "j"], "Templates with their rates, and the parameters of one"],
  ["logs", "light", ["4"], "The lines of all sources, what varies in them set apart"],
];

/** What differs from machine to machine is made up, so that the pictures are the same everywhere. */
const HEALTH: HealthView = {
  memoryBytes: 148e6,
  memoryTrend: [120, 131, 138, 142, 145, 147, 148, 148].map((megabytes) => megabytes * 1e6),
  cpuShare: .04,
  workers: [
    { batches: 212, load: .3, scored: 40, modelMs: .6 },
    { batches: 208, load: .2, scored: 0, modelMs: NaN },
  ],
  queue: 0,
  queueMax: 5,
  restarts: 0,
  model: "fbd012e7, from 100 k rows",
  modelMs: .6,
  historyTrouble: "",
};

const snapshot = await demoSnapshot();
Deno.mkdirSync(FOLDER, { recursive: true });
for (const [name, theme, keys, title] of PICTURES) {
  const app = new App(snapshot, { texts: timeTexts("UTC"), theme, depth: 24 });
  app.draw(COLUMNS, ROWS);
  for (const key of keys) {
    app.handle({ type: "key", key });
    app.draw(COLUMNS, ROWS);
  }
  Deno.writeTextFileSync(
    new URL(`${name}.svg`, FOLDER),
    svgOf(app.draw(COLUMNS, ROWS), app.theme, GROUNDS[theme], title),
  );
}

/** A run over twenty minutes of a generated log, at its end. */
async function demoSnapshot(): Promise<Snapshot> {
  const now = () => DEFAULT_START_MS + RUN_MS;
  const truth = new DemoTruth(now);
  const generator = new LogGenerator({
    seed: 1,
    rate: 50,
    durationMs: RUN_MS,
    format: "seed",
    onTruth: (record) => truth.onTruth(record),
    incidents: [
      { scenario: "failed_login_storm", afterMs: RUN_MS * .4, durationMs: 60_000 },
      { scenario: "memory_leak", afterMs: RUN_MS * .6, durationMs: 90_000 },
      { scenario: "crash_loop", afterMs: RUN_MS * .88, durationMs: 60_000 },
    ],
  });
  const settings = resolveSettings(new Map(), {}, { machine: { cores: 1, timeZone: "UTC", nowMs: now() } });
  const pipeline: Pipeline = new Pipeline({
    ...pipelineOptions(settings),
    source: new GeneratedSource(generator, "shop.log", now()),
    sink: (event) => {
      truth.onEvent(event);
      observer.onEvent(event);
    },
    onLines: (lines) => observer.onLines(lines, now()),
  });
  const observer = new RunObserver(pipeline, settings.alertThreshold);
  const startedMs = now() - RUN_MS;
  const take = () =>
    observer.take({
      nowMs: now(),
      startedMs,
      resumedMs: NaN,
      phase: "following",
      health: HEALTH,
      suppressed: 0,
      sourceErrors: new Map(),
      truth: truth.shown(),
    });
  await pipeline.run(new AbortController().signal);
  return {
    ...take(),
    linesPerSecond: 50,
    sources: take().sources.map((source) => ({ ...source, linesPerSecond: 50 })),
  };
}
