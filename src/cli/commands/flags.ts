/**
 * The flags that only one command has: what is defined here, and in `flags.ts` of the folders beside it, has a variable
 * with the command's name in it, and no key.
 */
import { DOCUMENT_FORMATS } from "../../benchmark/document_formats.ts";
import { TRAINING_DEFAULTS } from "../../forest/defaults.ts";
import type { CommandOptions } from "../command.ts";
import { optional, setting, toggle } from "../flag.ts";
import { LINE_FORMATS } from "../../generate/formats/names.ts";
import { DEFAULT_MIX } from "../../generate/mix.ts";
import {
  INCIDENTS,
  INPUT_FILE,
  INPUT_FILES,
  LEVEL,
  MIX,
  number,
  oneOf,
  OUTPUT_FILE,
  PATH,
  SEARCH,
  SIZE,
  SPAN,
  TEXT,
  TIME,
  wholeNumber,
} from "../values/mod.ts";

/** Of a command that makes one document. */
export const OUTPUT = {
  output: optional("FILE", OUTPUT_FILE, "write to FILE", { defaultText: "standard output" }),
} as const;

const TEMPLATE_ORDERS = ["count", "first", "last", "template", "rate"] as const;
const TABLE_FORMATS = ["text", "json", "csv", "ndjson"] as const;

export const TEMPLATES_FLAGS = {
  assignments: optional("PATH", OUTPUT_FILE, "write the id of each line's template to PATH, one a line"),
  sort: setting(
    "ORDER",
    oneOf(TEMPLATE_ORDERS),
    "count",
    "most frequent, first seen, last seen, by text, or most lines a second",
  ),
  reverse: toggle("the other way round"),
  filter: optional("TEXT", SEARCH, "only templates with TEXT in them or in their example; /…/ is a regular expression"),
  level: optional("LEVEL", LEVEL, "only templates with lines of this level or above"),
  minCount: optional("N", wholeNumber(1), "only templates with N lines or more"),
  details: toggle("below each template its rate, levels, parameters, merges and an example"),
  limit: optional("N", wholeNumber(1), "print at most N templates", { defaultText: "all" }),
  format: setting("FORMAT", oneOf(TABLE_FORMATS), "text", "print a table (text), json, csv or ndjson"),
} as const;
export type TemplatesOptions = CommandOptions<typeof TEMPLATES_FLAGS>;

/** The longest log that is written without asking twice. */
const LINES_MAX = 10_000_000_000;

const GENERATED = {
  seed: setting("N", wholeNumber(0, 0xffff_ffff), 1, "the same seed gives the same lines"),
  rate: setting("X", number(0.001, 1e9), 2, "lines per second of the log's own time"),
} as const;

export const GENERATE_FLAGS = {
  ...GENERATED,
  lines: optional("N", wholeNumber(0, LINES_MAX), "how many lines", {
    defaultText: "10000; with --realtime without end",
  }),
  duration: optional("SPAN", SPAN, "so many lines as fit into SPAN at the rate; instead of --lines"),
  format: optional(
    "FORMAT",
    oneOf(LINE_FORMATS),
    "lines as '[time] [LEVEL] [component] message' (seed), json, …; services: each service in its own",
    { defaultText: "seed; with --folder services" },
  ),
  ...OUTPUT,
  folder: optional("DIR", PATH, "write one file for each service into DIR"),
  rotate: optional("SIZE", SIZE, "begin a file anew before it is larger than SIZE; FILE.1 is what it was"),
  keep: setting("N", wholeNumber(1, 10_000), 5, "with --rotate, how many old files are kept"),
  truth: optional("FILE", OUTPUT_FILE, "write what is really odd to FILE, as labels for evaluate"),
  testMode: toggle("more errors, more often"),
  mix: setting("N/W/E", MIX, DEFAULT_MIX, "percent of normal lines, warnings and errors", {
    defaultText: "85/10/5",
  }),
  incidents: setting("LIST", INCIDENTS, ["default"], "what goes wrong: names with commas, default, all or none"),
  quietTraffic: toggle("a healthy day: no incidents, no errors, few warnings"),
  start: optional("TIME", TIME, "time of the first line", { defaultText: "a fixed day" }),
  realtime: toggle("write each line when it is due, from now on"),
} as const;
export type GenerateOptions = CommandOptions<typeof GENERATE_FLAGS>;

export const ADD_FLAGS = {
  level: setting("LEVEL", LEVEL, "ERROR", "the line's level"),
  component: setting("NAME", TEXT, "database", "the line's component"),
  message: setting("TEXT", TEXT, "Connection pool exhausted: test line added by hand", "the line's message"),
  format: optional("FORMAT", oneOf(LINE_FORMATS), "as '[time] [LEVEL] [component] message' (seed), json, …", {
    defaultText: "the file's, else seed",
  }),
  output: optional("FILE", OUTPUT_FILE, "append to FILE", { defaultText: "standard output" }),
} as const;
export type GenerateAddOptions = CommandOptions<typeof ADD_FLAGS>;

export const DEMO_FLAGS = {
  ...GENERATED,
  rate: setting("X", number(0.001, 1e9), 50, "lines per second of the log's own time"),
  lines: setting("N", wholeNumber(1, LINES_MAX), 60_000, "how many lines"),
  seconds: setting("X", number(0, 1e6), 20, "how long it takes; 0: as fast as it goes"),
} as const;
export type DemoOptions = CommandOptions<typeof DEMO_FLAGS>;

export const TRAIN_FLAGS = {
  output: setting(
    "FILE",
    OUTPUT_FILE,
    "model.onnx",
    "write the model to FILE, and what it means to a .json beside it",
    { alias: "out" },
  ),
  nEstimators: setting("N", wholeNumber(1, 1000), TRAINING_DEFAULTS.nEstimators, "trees of the forest"),
  maxSamples: setting("N", wholeNumber(2, 100_000), TRAINING_DEFAULTS.maxSamples, "lines that a tree is made of"),
  contamination: setting(
    "X",
    number(1e-6, .5),
    TRAINING_DEFAULTS.contamination,
    "share of the lines that is to be flagged",
  ),
  seed: setting("N", wholeNumber(0, 0xffff_ffff), TRAINING_DEFAULTS.seed, "the same seed gives the same model"),
  fromHistory: toggle("train on what the history has kept, instead of files"),
} as const;
export type TrainOptions = CommandOptions<typeof TRAIN_FLAGS>;

/** Good logs that are learnt from before the others are judged. */
const BASELINE = {
  baseline: optional(
    "FILE",
    INPUT_FILES,
    "learn from FILE what is normal, and tell of nothing in it; may be repeated",
    { repeatable: true },
  ),
} as const;

/** What `--labels` takes. */
const LABELS = "what is really odd: 0 or 1 a line, CSV session,anomaly, or the truth of oddline generate";

export const SCAN_FLAGS = {
  ...BASELINE,
  verdicts: optional("PATH", OUTPUT_FILE, "write the verdict on each line to PATH, as tab-separated values"),
  sessionVerdicts: optional("PATH", OUTPUT_FILE, "write the verdict on each session to PATH when it ends"),
  labels: optional("FILE", INPUT_FILE, `${LABELS}; the summary says how well it was judged`),
} as const;
export type ScanOptions = CommandOptions<typeof SCAN_FLAGS>;

export const EVALUATE_FLAGS = {
  labels: optional("FILE", INPUT_FILE, LABELS, { defaultText: "none; it must be given" }),
  ...BASELINE,
  warmup: setting("SHARE", number(0, 1), 0, "leave the first SHARE (0 to 1) of lines or sessions uncounted"),
  bestThreshold: toggle("also say which threshold the labels would choose"),
  format: setting("FORMAT", oneOf(["text", "json"]), "text", "print a table (text) or json"),
} as const;
export type EvaluateOptions = CommandOptions<typeof EVALUATE_FLAGS>;

export const BENCH_FLAGS = {
  format: setting("FORMAT", oneOf(DOCUMENT_FORMATS), "text", "print text, json, markdown, or html (one page)"),
  baseline: optional("FILE", PATH, "compare with the JSON of an earlier run; exit with 1 when something is slower"),
  save: optional("FILE", OUTPUT_FILE, "also write the result as JSON to FILE, for --baseline"),
  rounds: setting("N", wholeNumber(3, 1000), 7, "runs of each measurement, of which the median counts"),
  lines: setting("N", wholeNumber(10_000, 100_000_000), 200_000, "length of the generated log, without a FILE"),
  appends: setting("N", wholeNumber(10, 100_000), 200, "lines that are appended to measure the latency"),
  growth: toggle("also how cost grows with lines, workers, line length, sources, templates (minutes)"),
  growthLines: setting("N", wholeNumber(100_000, 1_000_000_000), 10_000_000, "with --growth, the longest input"),
} as const;
export type BenchOptions = CommandOptions<typeof BENCH_FLAGS>;
