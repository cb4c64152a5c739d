/** The rows of `oddline config` in the table of commands, with their flags. */
import { type Command, command, type CommandOptions } from "../command.ts";
import { optional, setting } from "../flag.ts";
import { SHARED_FLAGS, type SharedKey } from "../shared_flags.ts";
import { INPUT_FILE, oneOf, OUTPUT_FILE, wholeNumber } from "../values/mod.ts";

const NO_KEY = { noKey: true } as const;
const FORMATS = ["text", "json"] as const;
const NONE = {} as const;
/** All count here; on the command line `--format` is the command's own. */
const ALL_KEYS = Object.keys(SHARED_FLAGS) as readonly SharedKey[];

const FORMAT = { format: setting("FORMAT", oneOf(FORMATS), "text", "print text or json", NO_KEY) } as const;

const CHECK_FLAGS = {
  against: optional(
    "FILE",
    INPUT_FILE,
    "also say what the configuration would report of FILE; nothing is kept",
    NO_KEY,
  ),
  lines: setting("N", wholeNumber(1), 1_000_000, "with --against, read about N lines at most", NO_KEY),
  ...FORMAT,
} as const;

const SCHEMA_FLAGS = {
  output: optional("FILE", OUTPUT_FILE, "write to FILE", { ...NO_KEY, defaultText: "standard output" }),
} as const;

/** What is done with the configuration. */
export const CONFIG_COMMANDS: readonly Command[] = [
  command({
    name: "config",
    summary: "show the effective configuration, and where each value comes from; init, check, schema",
    takesFiles: false,
    shared: ALL_KEYS,
    writesNothing: true,
    own: FORMAT,
    examples: ["oddline config", "oddline config --format json", "oddline config check --against app.log"],
    load: () => import("./config.ts"),
  }),
  command({
    name: "config init",
    summary: "write a configuration file in which all keys are explained, unless there is one",
    takesFiles: false,
    argument: { name: "PATH", description: "where to (default: oddline.yaml here)", isOptional: true },
    shared: [],
    own: NONE,
    examples: ["oddline config init", "oddline config init /etc/oddline/oddline.yaml"],
    load: () => import("./config_init.ts"),
  }),
  command({
    name: "config check",
    summary: "check a configuration, and say what it would report of a log",
    takesFiles: false,
    shared: ALL_KEYS,
    writesNothing: true,
    own: CHECK_FLAGS,
    examples: ["oddline config check", "oddline config check --config new.yaml --against /var/log/app.log"],
    load: () => import("./config_check.ts"),
  }),
  command({
    name: "config schema",
    summary: "print the JSON Schema of oddline.yaml, for editors",
    takesFiles: false,
    shared: [],
    own: SCHEMA_FLAGS,
    examples: ["oddline config schema --output oddline.schema.json"],
    load: () => import("./config_schema.ts"),
  }),
];

export type ConfigOptions = CommandOptions<typeof FORMAT>;
export type ConfigInitOptions = CommandOptions<typeof NONE>;
export type ConfigCheckOptions = CommandOptions<typeof CHECK_FLAGS>;
export type ConfigSchemaOptions = CommandOptions<typeof SCHEMA_FLAGS>;
