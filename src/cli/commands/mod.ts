/** The table of commands. A new command is a file with `run` beside this one, and a row here. */
import { SHELLS } from "../completions/shells.ts";
import { type Command, command, type CommandOptions } from "../command.ts";
import { PIPELINE_KEYS, type SharedKey, WATCHING_KEYS } from "../shared_flags.ts";
import {
  ADD_FLAGS,
  BENCH_FLAGS,
  DEMO_FLAGS,
  EVALUATE_FLAGS,
  GENERATE_FLAGS,
  REPORT_FLAGS,
  SCAN_FLAGS,
  TEMPLATES_FLAGS,
  TRAIN_FLAGS,
} from "./flags.ts";
import { ALERTS_COMMANDS } from "./alerts_commands.ts";
import { CONFIG_COMMANDS } from "./config_commands.ts";
import { FEEDBACK_COMMANDS } from "./feedback_commands.ts";
import { HISTORY_COMMANDS } from "./history_commands.ts";

/** `oddline FILE…` is this command. */
export const DEFAULT_COMMAND = "watch";

const NONE = {} as const;

const TEMPLATES_KEYS: readonly SharedKey[] = [
  "workers",
  "until",
  "timezone",
  "maxLineBytes",
  "include",
  "exclude",
  "logFormat",
  "color",
  "quiet",
  "config",
];

const EVALUATE_KEYS: readonly SharedKey[] = [
  "workers",
  "until",
  "timezone",
  "maxLineBytes",
  "include",
  "exclude",
  "logFormat",
  "detectors",
  "mode",
  "alertThreshold",
  "groupBy",
  "model",
  "retrainInterval",
  "groupWindow",
  "feedback",
  "quiet",
  "config",
];

const TRAIN_KEYS: readonly SharedKey[] = [...TEMPLATES_KEYS, "db"];
const REPORT_KEYS: readonly SharedKey[] = ["db", "timezone", "config"];

const BENCH_KEYS: readonly SharedKey[] = ["workers", "timezone", "detectors", "mode", "model", "quiet", "config"];

const DEMO_KEYS: readonly SharedKey[] = [
  "workers",
  "timezone",
  "detectors",
  "mode",
  "alertThreshold",
  "model",
  "retrainInterval",
  "groupWindow",
  "format",
  "events",
  "failOnAnomaly",
  "color",
  "quiet",
  "logLevel",
  "logFile",
  "http",
  "httpAddr",
  "httpToken",
  "config",
  ...WATCHING_KEYS,
];

export const COMMANDS: readonly Command[] = [
  command({
    name: "watch",
    summary: "follow logs and print what is odd as it comes (the default)",
    takesFiles: true,
    shared: [...PIPELINE_KEYS, ...WATCHING_KEYS],
    own: NONE,
    examples: ["oddline /var/log/app.log", "oddline watch /var/log '*.log' --exclude '*debug*'", "tail -f x | oddline"],
    load: () => import("./watch.ts"),
  }),
  command({
    name: "scan",
    summary: "read logs to their end (also .gz), print what is odd and a summary",
    takesFiles: true,
    shared: PIPELINE_KEYS,
    own: SCAN_FLAGS,
    examples: [
      "oddline scan app.log app.log.1.gz",
      "oddline scan --baseline monday.log tuesday.log",
      "zcat old.gz | oddline scan --format ndjson",
      "oddline scan --since 2h /var/log",
      "oddline scan --verdicts verdicts.tsv app.log",
    ],
    load: () => import("./scan.ts"),
  }),
  command({
    name: "templates",
    summary: "print the templates that a log's lines are made of",
    takesFiles: true,
    shared: TEMPLATES_KEYS,
    own: TEMPLATES_FLAGS,
    examples: ["oddline templates app.log --limit 20", "oddline templates app.log --format csv --assignments ids.txt"],
    load: () => import("./templates.ts"),
  }),
  command({
    name: "train",
    summary: "fit an Isolation Forest to logs, for --model",
    takesFiles: true,
    shared: TRAIN_KEYS,
    own: TRAIN_FLAGS,
    readsNothing: (own) => own.has("fromHistory"),
    examples: [
      "oddline train app.log app.log.1.gz --output app.onnx",
      "oddline train --from-history --output app.onnx",
      "oddline scan app.log --model app.onnx",
    ],
    load: () => import("./train.ts"),
  }),
  command({
    name: "evaluate",
    summary: "measure against labels how well a log is judged: precision, recall, delays",
    takesFiles: true,
    shared: EVALUATE_KEYS,
    own: EVALUATE_FLAGS,
    examples: [
      "oddline evaluate app.log --labels truth.ndjson",
      "oddline evaluate hdfs.log --labels sessions.csv --warmup 0.2 --format json",
    ],
    load: () => import("./evaluate.ts"),
  }),
  ...HISTORY_COMMANDS,
  command({
    name: "report",
    summary: "tell of a run, or of a range of time, from the history: Markdown, JSON, or a page with plots",
    takesFiles: false,
    shared: REPORT_KEYS,
    own: REPORT_FLAGS,
    examples: [
      "oddline report",
      "oddline report --since 24h --format html --output report.html",
      "oddline report --run 12 --format json",
    ],
    load: () => import("./report.ts"),
  }),
  ...FEEDBACK_COMMANDS,
  ...ALERTS_COMMANDS,
  command({
    name: "generate",
    summary: "write a log with known incidents, the same for the same seed",
    takesFiles: false,
    shared: [],
    own: GENERATE_FLAGS,
    examples: [
      "oddline generate --lines 100000 --output app.log --truth truth.ndjson",
      "oddline generate add --output app.log",
    ],
    load: () => import("./generate.ts"),
  }),
  command({
    name: "generate add",
    summary: "append one line by hand",
    takesFiles: false,
    shared: [],
    own: ADD_FLAGS,
    examples: ["oddline generate add --level FATAL --message 'out of memory' --output app.log"],
    load: () => import("./generate_add.ts"),
  }),
  command({
    name: "demo",
    summary: "generate a log, watch it, and compare what was found with the truth",
    takesFiles: false,
    shared: DEMO_KEYS,
    own: DEMO_FLAGS,
    examples: ["oddline demo", "oddline demo --seed 7 --lines 50000 --format ndjson"],
    load: () => import("./demo.ts"),
  }),
  command({
    name: "bench",
    summary: "measure what this machine does, stage by stage and end to end",
    takesFiles: true,
    shared: BENCH_KEYS,
    own: BENCH_FLAGS,
    readsNothing: () => true,
    examples: [
      "oddline bench",
      "oddline bench app.log --format html > bench.html",
      "oddline bench --baseline before.json",
    ],
    load: () => import("./bench.ts"),
  }),
  ...CONFIG_COMMANDS,
  command({
    name: "doctor",
    summary: "try out what Oddline needs on this machine, and say what does not work",
    takesFiles: false,
    shared: ["state", "db", "timezone", "color", "ascii", "unicode", "config"],
    writesNothing: true,
    own: NONE,
    examples: ["oddline doctor"],
    load: () => import("./doctor.ts"),
  }),
  command({
    name: "completions",
    summary: "print the script that makes a shell complete the command line",
    takesFiles: false,
    argument: { name: "SHELL", description: SHELLS.join(", "), choices: SHELLS },
    shared: [],
    own: NONE,
    examples: [
      "source <(oddline completions bash)",
      "oddline completions zsh > ~/.zfunc/_oddline",
      "oddline completions fish > ~/.config/fish/completions/oddline.fish",
    ],
    load: () => import("./completions.ts"),
  }),
  command({
    name: "man",
    summary: "print the manual page",
    takesFiles: false,
    shared: [],
    own: NONE,
    examples: ["oddline man | man -l -", "oddline man > ~/.local/share/man/man1/oddline.1"],
    load: () => import("./man.ts"),
  }),
];

export type WatchOptions = CommandOptions<typeof NONE>;
export type ScanOptions = CommandOptions<typeof SCAN_FLAGS>;
export type EvaluateOptions = CommandOptions<typeof EVALUATE_FLAGS>;
export type TemplatesOptions = CommandOptions<typeof TEMPLATES_FLAGS>;
export type TrainOptions = CommandOptions<typeof TRAIN_FLAGS>;
export type ReportOptions = CommandOptions<typeof REPORT_FLAGS>;
export type GenerateOptions = CommandOptions<typeof GENERATE_FLAGS>;
export type GenerateAddOptions = CommandOptions<typeof ADD_FLAGS>;
export type DemoOptions = CommandOptions<typeof DEMO_FLAGS>;
export type BenchOptions = CommandOptions<typeof BENCH_FLAGS>;
export type DoctorOptions = CommandOptions<typeof NONE>;
export type CompletionsOptions = CommandOptions<typeof NONE>;
export type ManOptions = CommandOptions<typeof NONE>;
