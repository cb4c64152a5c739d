/**
 * The flags that only one command has. What is defined here has a variable with the command's name in it, and no key.
 */
import { DOCUMENT_FORMATS } from "../../benchmark/document_formats.ts";
import { DETECTORS } from "../../core/anomaly.ts";
import { TRAINING_DEFAULTS } from "../../forest/defaults.ts";
import { optional, setting, toggle } from "../flag.ts";
import { LINE_FORMATS } from "../../generate/formats/names.ts";
import {
  INCIDENTS,
  INPUT_FILE,
  INPUT_FILES,
  LEVEL,
  LIST,
  MIX,
  number,
  oneOf,
  OUTPUT_FILE,
  PATH,
  PATTERN,
  SEARCH,
  SIZE,
  SPAN,
  TEMPLATE_ID,
  TEXT,
  TIME,
  WHEN,
  wholeNumber,
} from "../values/mod.ts";

const NO_KEY = { noKey: true } as const;

const TEMPLATE_ORDERS = ["count", "first", "last", "template", "rate"] as const;
const TABLE_FORMATS = ["text", "json", "csv", "ndjson"] as const;

export const TEMPLATES_FLAGS = {
  assignments: optional("PATH", OUTPUT_FILE, "write the id of each line's template to PATH, one a line", NO_KEY),
  sort: setting(
    "ORDER",
    oneOf(TEMPLATE_ORDERS),
    "count",
    "most frequent, first seen, last seen, by text, or most lines a second",
    NO_KEY,
  ),
  reverse: toggle("the other way round", NO_KEY),
  filter: optional(
    "TEXT",
    SEARCH,
    "only templates with TEXT in them or in their example; /…/ is a regular expression",
    NO_KEY,
  ),
  level: optional("LEVEL", LEVEL, "only templates with lines of this level or above", NO_KEY),
  minCount: optional("N", wholeNumber(1), "only templates with N lines or more", NO_KEY),
  details: toggle("below each template its rate, levels, parameters, merges and an example", NO_KEY),
  limit: optional("N", wholeNumber(1), "print at most N templates", { ...NO_KEY, defaultText: "all" }),
  format: setting("FORMAT", oneOf(TABLE_FORMATS), "text", "print a table (text), json, csv or ndjson", NO_KEY),
} as const;

/** The longest log that is written without asking twice. */
const LINES_MAX = 10_000_000_000;

const GENERATED = {
  seed: setting("N", wholeNumber(0, 0xffff_ffff), 1, "the same seed gives the same lines", NO_KEY),
  rate: setting("X", number(0.001, 1e9), 2, "lines per second of the log's own time", NO_KEY),
} as const;

export const GENERATE_FLAGS = {
  ...GENERATED,
  lines: optional("N", wholeNumber(0, LINES_MAX), "how many lines", {
    ...NO_KEY,
    defaultText: "10000; with --realtime without end",
  }),
  duration: optional("SPAN", SPAN, "so many lines as fit into SPAN at the rate; instead of --lines", NO_KEY),
  format: optional(
    "FORMAT",
    oneOf(LINE_FORMATS),
    "lines as '[time] [LEVEL] [component] message' (seed), json, …; services: each service in its own",
    { ...NO_KEY, defaultText: "seed; with --folder services" },
  ),
  output: optional("FILE", OUTPUT_FILE, "write to FILE", { ...NO_KEY, defaultText: "standard output" }),
  folder: optional("DIR", PATH, "write one file for each service into DIR", NO_KEY),
  rotate: optional("SIZE", SIZE, "begin a file anew before it is larger than SIZE; FILE.1 is what it was", NO_KEY),
  keep: setting("N", wholeNumber(1, 10_000), 5, "with --rotate, how many old files are kept", NO_KEY),
  truth: optional("FILE", OUTPUT_FILE, "write what is really odd to FILE, as labels for evaluate", NO_KEY),
  testMode: toggle("more errors, more often", NO_KEY),
  mix: setting("N/W/E", MIX, { normal: 85, warnings: 10, errors: 5 }, "percent of normal lines, warnings and errors", {
    ...NO_KEY,
    defaultText: "85/10/5",
  }),
  incidents: setting(
    "LIST",
    INCIDENTS,
    ["default"],
    "what goes wrong: names with commas, default, all or none",
    NO_KEY,
  ),
  quietTraffic: toggle("a healthy day: no incidents, no errors, few warnings", NO_KEY),
  start: optional("TIME", TIME, "time of the first line", { ...NO_KEY, defaultText: "a fixed day" }),
  realtime: toggle("write each line when it is due, from now on", NO_KEY),
} as const;

export const ADD_FLAGS = {
  level: setting("LEVEL", LEVEL, "ERROR", "the line's level", NO_KEY),
  component: setting("NAME", TEXT, "database", "the line's component", NO_KEY),
  message: setting("TEXT", TEXT, "Connection pool exhausted: test line added by hand", "the line's message", NO_KEY),
  format: optional("FORMAT", oneOf(LINE_FORMATS), "as '[time] [LEVEL] [component] message' (seed), json, …", {
    ...NO_KEY,
    defaultText: "the file's, else seed",
  }),
  output: optional("FILE", OUTPUT_FILE, "append to FILE", { ...NO_KEY, defaultText: "standard output" }),
} as const;

export const DEMO_FLAGS = {
  ...GENERATED,
  rate: setting("X", number(0.001, 1e9), 50, "lines per second of the log's own time", NO_KEY),
  lines: setting("N", wholeNumber(1, LINES_MAX), 60_000, "how many lines", NO_KEY),
  seconds: setting("X", number(0, 1e6), 20, "how long it takes; 0: as fast as it goes", NO_KEY),
} as const;

export const TRAIN_FLAGS = {
  output: setting(
    "FILE",
    OUTPUT_FILE,
    "model.onnx",
    "write the model to FILE, and what it means to a .json beside it",
    { ...NO_KEY, alias: "out" },
  ),
  nEstimators: setting("N", wholeNumber(1, 1000), TRAINING_DEFAULTS.nEstimators, "trees of the forest", NO_KEY),
  maxSamples: setting(
    "N",
    wholeNumber(2, 100_000),
    TRAINING_DEFAULTS.maxSamples,
    "lines that a tree is made of",
    NO_KEY,
  ),
  contamination: setting(
    "X",
    number(1e-6, .5),
    TRAINING_DEFAULTS.contamination,
    "share of the lines that is to be flagged",
    NO_KEY,
  ),
  seed: setting("N", wholeNumber(0, 0xffff_ffff), TRAINING_DEFAULTS.seed, "the same seed gives the same model", NO_KEY),
  fromHistory: toggle("train on what the history has kept, instead of files", NO_KEY),
} as const;

/** Good logs that are learnt from before the others are judged. */
const BASELINE = {
  baseline: optional(
    "FILE",
    INPUT_FILES,
    "learn from FILE what is normal, and tell of nothing in it; may be repeated",
    {
      ...NO_KEY,
      repeatable: true,
    },
  ),
} as const;

/** What `--labels` takes. */
const LABELS = "what is really odd: 0 or 1 a line, CSV session,anomaly, or the truth of oddline generate";

export const SCAN_FLAGS = {
  ...BASELINE,
  verdicts: optional("PATH", OUTPUT_FILE, "write the verdict on each line to PATH, as tab-separated values", NO_KEY),
  sessionVerdicts: optional("PATH", OUTPUT_FILE, "write the verdict on each session to PATH when it ends", NO_KEY),
  labels: optional("FILE", INPUT_FILE, `${LABELS}; the summary says how well it was judged`, NO_KEY),
} as const;

export const EVALUATE_FLAGS = {
  labels: optional(
    "FILE",
    INPUT_FILE,
    LABELS,
    { ...NO_KEY, defaultText: "none; it must be given" },
  ),
  ...BASELINE,
  warmup: setting("SHARE", number(0, 1), 0, "leave the first SHARE (0 to 1) of lines or sessions uncounted", NO_KEY),
  bestThreshold: toggle("also say which threshold the labels would choose", NO_KEY),
  format: setting("FORMAT", oneOf(["text", "json"]), "text", "print a table (text) or json", NO_KEY),
} as const;

export const FEEDBACK_LIST_FLAGS = {
  format: setting("FORMAT", oneOf(["text", "json"]), "text", "print one mark a line (text) or json", NO_KEY),
} as const;

export const FEEDBACK_ADD_FLAGS = {
  template: optional("ID", TEMPLATE_ID, "lines of this template (template_id in events)", NO_KEY),
  match: optional("REGEX", PATTERN, "lines that match a regular expression", NO_KEY),
  text: optional("TEXT", TEXT, "lines that contain TEXT", NO_KEY),
  source: optional("NAME", TEXT, "lines of this source: its path, its file's name, or a glob", NO_KEY),
  detector: optional("ID", oneOf(DETECTORS), "what this detector says", NO_KEY),
  for: optional("SPAN", SPAN, "only for lines of the next SPAN, such as 2h or 7d", {
    ...NO_KEY,
    defaultText: "for good",
  }),
  reason: optional("TEXT", TEXT, "why it is normal, for whoever asks later", NO_KEY),
} as const;

export const FEEDBACK_REMOVE_FLAGS = {
  id: optional("ID", LIST, "the marks with these ids; may be repeated", { ...NO_KEY, repeatable: true }),
  expired: toggle("all marks whose time is over", NO_KEY),
  all: toggle("all marks", NO_KEY),
} as const;

export const ALERTS_STATUS_FLAGS = {
  format: setting("FORMAT", oneOf(["text", "json"]), "text", "print lines (text) or json", NO_KEY),
} as const;

export const ALERTS_DEAD_LETTERS_FLAGS = {
  format: setting(
    "FORMAT",
    oneOf(["text", "ndjson"]),
    "text",
    "print lines (text) or ndjson with whole alerts",
    NO_KEY,
  ),
  retry: toggle("queue them again, for the next run to send", NO_KEY),
  clear: toggle("forget them", NO_KEY),
} as const;

export const BENCH_FLAGS = {
  format: setting("FORMAT", oneOf(DOCUMENT_FORMATS), "text", "print text, json, markdown, or html (one page)", NO_KEY),
  baseline: optional(
    "FILE",
    PATH,
    "compare with the JSON of an earlier run; exit with 1 when something is slower",
    NO_KEY,
  ),
  save: optional("FILE", OUTPUT_FILE, "also write the result as JSON to FILE, for --baseline", NO_KEY),
  rounds: setting("N", wholeNumber(3, 1000), 7, "runs of each measurement, of which the median counts", NO_KEY),
  lines: setting("N", wholeNumber(10_000, 100_000_000), 200_000, "length of the generated log, without a FILE", NO_KEY),
  appends: setting("N", wholeNumber(10, 100_000), 200, "lines that are appended to measure the latency", NO_KEY),
  growth: toggle("also how cost grows with lines, workers, line length, sources, templates (minutes)", NO_KEY),
  growthLines: setting(
    "N",
    wholeNumber(100_000, 1_000_000_000),
    10_000_000,
    "with --growth, the longest input",
    NO_KEY,
  ),
} as const;

export const REPORT_FORMATS = ["md", "json", "html"] as const;

export const REPORT_FLAGS = {
  run: optional("N", wholeNumber(1), "the run that is told of", {
    ...NO_KEY,
    defaultText: "the newest one, or all within --since and --until",
  }),
  since: optional("WHEN", WHEN, "only what is of WHEN or later", NO_KEY),
  until: optional("WHEN", WHEN, "only what is of WHEN or earlier", NO_KEY),
  format: setting("FORMAT", oneOf(REPORT_FORMATS), "md", "Markdown, json, or one html page with plots", NO_KEY),
  output: optional("FILE", OUTPUT_FILE, "write to FILE", { ...NO_KEY, defaultText: "standard output" }),
} as const;
