/**
 * Fits the model that Oddline brings, on generated logs alone: many formats and several seeds, rates and
 * mixes, with their incidents, since a forest that never saw anything odd never splits on it. The same code
 * gives the same bytes: `deno task model` writes models/oddline.onnx and its .json; run it when the features'
 * schema or the generator changes.
 */
import { infoText } from "../src/cli/files/model_files.ts";
import { GeneratedSource } from "../src/cli/generating/generated_source.ts";
import { TRAINING_DEFAULTS } from "../src/forest/defaults.ts";
import { trainModel } from "../src/forest/train.ts";
import { type GeneratorOptions, type LineFormatName, LogGenerator } from "../src/generate/mod.ts";
import { Pipeline } from "../src/pipeline/pipeline.ts";
import { TrainingRows } from "../src/pipeline/forest/training_rows.ts";
import { LINE_BYTES_MAX } from "../src/sources/source.ts";

/** Formats that differ in what can be measured: fields or none, levels or none, whole seconds or not. */
const FORMATS: readonly LineFormatName[] = [
  ...["seed", "json", "logfmt", "syslog", "rfc5424", "log4j", "python", "glog", "postgresql", "redis"] as const,
  ...["clf", "docker", "cri", "plain", "services"] as const,
];
const LINES = 40_000;
const ROWS = 100_000;
/** Each log in every format: what its background is like. The quiet ones say what a score means. */
const BACKGROUNDS: readonly Omit<GeneratorOptions, "format">[] = [
  { rate: 2, incidents: "none", mix: { normal: .97, warn: .03, error: 0 } },
  { rate: 50, incidents: "none", mix: { normal: .99, warn: .009, error: .001 } },
  { rate: 2 },
  { rate: 20, mix: { normal: .97, warn: .025, error: .005 } },
];

const MODELS = new URL("../models/", import.meta.url);

async function rowsOf(options: GeneratorOptions, rowsMax: number): Promise<Float32Array> {
  const sample = new TrainingRows(options.seed ?? 1, rowsMax);
  const pipeline: Pipeline = new Pipeline({
    source: new GeneratedSource(new LogGenerator(options), `generated ${options.seed}`, 0),
    sink: () => {},
    workers: 1,
    timeZone: "UTC",
    alertThreshold: .9,
    groupWindowMs: 60_000,
    lineBytesMax: LINE_BYTES_MAX,
    multiline: { auto: true, linesMax: 500 },
    rules: [],
    detectors: new Set(),
    keepFeatures: true,
    formats: [],
    keywords: new Map(),
    onLines: (lines) => sample.add(pipeline, lines),
  });
  await pipeline.run(new AbortController().signal);
  return sample.rows();
}

/** The model, made anew: its two files' contents. */
async function defaultModel(): Promise<{ readonly onnx: Uint8Array<ArrayBuffer>; readonly json: string }> {
  const logs = FORMATS.flatMap((format) => BACKGROUNDS.map((background) => ({ ...background, format })));
  const all: Float32Array[] = [];
  const quiet: Float32Array[] = [];
  for (const [index, options] of logs.entries()) {
    const rows = await rowsOf({ ...options, seed: index + 1, lines: LINES }, Math.floor(ROWS / logs.length));
    all.push(rows);
    if (options.incidents === "none") quiet.push(rows);
  }
  const trainedOn = `${logs.length} generated logs of ${LINES} lines: ${FORMATS.join(", ")}`;
  const options = { ...TRAINING_DEFAULTS, trainedOn, quietRows: joined(quiet) };
  const { onnx, info } = await trainModel(joined(all), options);
  return { onnx, json: infoText(info) };
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let filled = 0;
  for (const part of parts) {
    whole.set(part, filled);
    filled += part.length;
  }
  return whole;
}

if (import.meta.main) {
  const { onnx, json } = await defaultModel();
  Deno.writeFileSync(new URL("oddline.onnx", MODELS), onnx);
  Deno.writeTextFileSync(new URL("oddline.json", MODELS), json);
  console.log(`models/oddline.onnx: ${onnx.length} bytes\n${json}`);
}
