/**
 * The command line, made from the table of commands with commander. Nothing is run here: out comes which command was
 * called with what (`Invocation`), or the help that was asked for. Values are still text: `resolve.ts` reads them,
 * since they can come from the environment and the file as well. For that reason the variables are named in the
 * help here, and not through commander's `env()`, which would read the real environment, and take
 * `ODDLINE_QUIET=0` for "on".
 */
import { Command as Program, CommanderError, Help, Option } from "@commander-js/extra-typings";
import type { Command } from "./command.ts";
import { COMMANDS, DEFAULT_COMMAND } from "./commands/mod.ts";
import { UsageError } from "./errors.ts";
import { defaultText, type Flag, flagName, type FlagTable } from "./flag.ts";
import type { RawFlags } from "./resolve.ts";
import { SHARED_FLAG_GROUPS, SHARED_FLAGS, type SharedKey } from "./shared_flags.ts";
import { optionOfParent, unknownCommand, usageError } from "./help/usage.ts";

/** A command line that was understood. */
export interface Invocation {
  readonly command: Command;
  readonly files: readonly string[];
  /** Flags of the shared table. */
  readonly shared: RawFlags;
  /** Flags of the command's own table. */
  readonly own: RawFlags;
  /** The command was named, rather than the default. */
  readonly named: boolean;
}

/** Reads the arguments. Throws UsageError. */
export function parseArguments(argv: readonly string[], columns: number): Invocation | { readonly help: string } {
  if (argv[0] === "help") return parseArguments([...helpTopic(argv.slice(1)), "--help"], columns);
  let invocation: Invocation | undefined;
  const help: string[] = [];
  const program = buildProgram(argv, columns, {
    onHelp: (text) => help.push(text),
    onCommand: (found) => invocation = { ...found, named: COMMANDS.some(({ name }) => name === argv[0]) },
  });
  try {
    program.parse([...argv], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (help.length === 0) throw new UsageError(error.message);
  }
  return invocation ?? { help: help.join("") };
}

/** The help of a command, or of the whole program for "". */
export function helpText(name: string, columns: number): string {
  const result = parseArguments([...name.split(" ").filter((word) => word !== ""), "--help"], columns);
  return "help" in result ? result.help : "";
}

/**
 * The command that `oddline help …` asks about; commander would answer a name it does not know with all of its help.
 */
function helpTopic(words: readonly string[]): readonly string[] {
  const name = words.join(" ");
  if (words.length === 0 || COMMANDS.some((command) => command.name === name)) return words;
  throw unknownCommand(name);
}

interface Handlers {
  readonly onHelp: (text: string) => void;
  readonly onCommand: (found: Omit<Invocation, "named">) => void;
}

function buildProgram(argv: readonly string[], columns: number, { onHelp, onCommand }: Handlers): Program {
  const program = new Program("oddline");
  prepare(program, { name: "", columns, onHelp });
  program
    .description("Finds the odd lines in logs: which lines are odd, why, and since when.")
    .usage("[command] [options] [FILE...]")
    .option("-V, --version", "print Oddline's, Deno's and ONNX Runtime's version")
    .helpCommand("help [command]", "print the help of a command")
    .addHelpText("after", () => ["", ...OVERVIEW.map((text) => wrapped(text, columns))].join("\n"));
  const byName = new Map<string, Program>([["", program]]);
  for (const command of COMMANDS) {
    const words = command.name.split(" ");
    const parent = byName.get(words.slice(0, -1).join(" ")) ?? program;
    const child = parent.command(words[words.length - 1], { isDefault: command.name === DEFAULT_COMMAND });
    prepare(child, { name: command.name, columns, onHelp });
    if (mayBeMeant(command, argv)) describe(child, command);
    child.action(() => onCommand({ command, files: child.args, ...givenFlags(child, command) }));
    byName.set(command.name, child);
  }
  return program;
}

/**
 * Of the others the name will do, but for help: to describe the flags of all takes as long as to draw the first frame.
 */
function mayBeMeant({ name }: Command, argv: readonly string[]): boolean {
  if (name === DEFAULT_COMMAND || argv.includes("--help") || argv.includes("-h")) return true;
  return name.split(" ").every((word) => argv.includes(word));
}

const OVERVIEW = [
  "oddline FILE... is oddline watch FILE...: it follows the files. A FILE is a path, a glob, a folder, or - for " +
  "standard input, which is also read when no FILE is given and it is not a terminal.\n",
  "Every flag is also a variable (--workers is ODDLINE_WORKERS), and those that commands share are keys of " +
  "oddline.yaml (workers); flags count before variables, variables before the file. oddline man names all of them.\n",
  "Exit codes: 0 fine, 1 failed while running, 2 wrong usage or configuration, 3 anomalies with --fail-on-anomaly.",
];

function wrapped(text: string, columns: number): string {
  return new Help().boxWrap(text, helpColumns(columns));
}

/** Lines of prose are not longer than one reads well. */
function helpColumns(columns: number): number {
  return Math.max(60, Math.min(columns, 120));
}

function prepare(program: Program, options: { name: string; columns: number; onHelp: (text: string) => void }): void {
  const { name, columns, onHelp } = options;
  program
    .enablePositionalOptions()
    .helpOption("-h, --help", "print this help")
    .configureHelp({ helpWidth: helpColumns(columns), commandUsage })
    .configureOutput({ writeOut: onHelp, writeErr: () => {}, outputError: () => {} })
    .exitOverride((error) => {
      if (error.exitCode === 0 || error.code === "commander.help") throw error;
      throw usageError(error, name);
    });
}

/** Without "[options]" before every name. */
function commandUsage(program: Parameters<Help["commandUsage"]>[0]): string {
  const names: string[] = [];
  for (let at: typeof program | null = program; at !== null; at = at.parent) names.unshift(at.name());
  return `${names.join(" ")} ${program.usage()}`;
}

function describe(program: Program, command: Command): void {
  program.summary(command.summary).description(`${command.summary[0].toUpperCase()}${command.summary.slice(1)}.`);
  const { argument } = command;
  const given = argument?.isOptional === true ? `[${argument.name}]` : argument?.name;
  program.usage(`[options]${command.takesFiles ? " [FILE...]" : given === undefined ? "" : ` ${given}`}`);
  if (argument !== undefined) {
    program.argument(argument.isOptional === true ? `[${argument.name}]` : `<${argument.name}>`, argument.description);
  }
  if (command.takesFiles) program.argument("[FILE...]", "files, globs, folders, or - for standard input");
  if (Object.keys(command.own).length > 0) {
    program.optionsGroup("Its own options:");
    for (const [key, flag] of Object.entries(command.own)) program.addOption(optionOf(key, flag));
  }
  for (const [group, flags] of Object.entries(SHARED_FLAG_GROUPS)) {
    const keys = command.shared.filter((key) =>
      key in flags && !(key in command.own) && SHARED_FLAGS[key].places.commandLine
    );
    if (keys.length > 0) program.optionsGroup(`${group}:`);
    for (const key of keys) program.addOption(optionOf(key, SHARED_FLAGS[key]));
  }
  // named with each flag they would make the help half as long again
  const variables = program.options.length === 0 ? "" : "\n\nEvery flag is also a variable: oddline man names them.";
  program.addHelpText("after", `\nExamples:\n${command.examples.map((line) => `  ${line}`).join("\n")}${variables}`);
}

function optionOf(key: string, flag: Flag<unknown>): Option {
  const value = flag.placeholder === undefined ? "" : ` <${flag.placeholder}>`;
  const preset = defaultText(flag) === "" ? "" : ` (default: ${defaultText(flag)})`;
  const alias = flag.alias === undefined ? "" : `${flagName(flag.alias)}, `;
  const option = new Option(`${alias}${flagName(key)}${value}`, `${flag.description}${preset}`);
  // Repeated values become one list; its items are split when it is read.
  if (flag.repeatable) {
    option.argParser((text: string, before: unknown) => before === undefined ? text : `${before},${text}`);
  }
  return option as Option;
}

/** The program and those above it: an option may stand before the last word, as in `history --db FILE show`. */
function lineage(program: Program): Program[] {
  const found: Program[] = [];
  for (let at: typeof program.parent | Program = program; at !== null; at = at.parent) found.push(at as Program);
  return found;
}

function givenFlags(program: Program, command: Command): { shared: RawFlags; own: RawFlags } {
  const [, ...above] = lineage(program);
  for (const { attribute, flag, owner } of above.flatMap(givenTo)) {
    const isKnown = program.options.some((option) => option.attributeName() === attribute);
    if (!isKnown) throw optionOfParent(flag, owner, command.name);
  }
  const given = (table: FlagTable, keys: readonly string[]): RawFlags => {
    const flags = new Map<string, string | true>();
    for (const key of keys) {
      // Commander keeps `--no-history` as `history: false`.
      const negated = key.startsWith("no") && table[key].placeholder === undefined;
      const name = negated ? `${key[2].toLowerCase()}${key.slice(3)}` : key;
      const giver = lineage(program).find((each) => each.getOptionValueSource(name) === "cli");
      if (giver !== undefined) flags.set(key, valueOf(giver.getOptionValue(name)));
    }
    return flags;
  };
  const shared = command.shared.filter((key: SharedKey) => !(key in command.own));
  return { shared: given(SHARED_FLAGS, shared), own: given(command.own, Object.keys(command.own)) };
}

/** The options that were given to a program itself. */
function givenTo(program: Program): { attribute: string; flag: string; owner: string }[] {
  const given = program.options.filter((option) => program.getOptionValueSource(option.attributeName()) === "cli");
  return given.map((option) => ({
    attribute: option.attributeName(),
    flag: option.long ?? "",
    owner: program.name(),
  }));
}

function valueOf(value: unknown): string | true {
  return typeof value === "string" ? value : true;
}
