/** Says what commander found wrong in one line: what it is, what was probably meant, and where the help is. */
import type { CommanderError } from "@commander-js/extra-typings";
import { COMMANDS } from "../commands/mod.ts";
import { UsageError } from "../errors.ts";
import { flagName } from "../flag.ts";
import { sharedOf } from "../shared_flags.ts";
import { didYouMean, nearest } from "../../core/text/suggest.ts";

/** The error as Oddline says it; `name` is the command that was being read, "" before there is one. */
export function usageError(error: CommanderError, name: string): UsageError {
  const see = name === "" ? "oddline" : `oddline ${name}`;
  const quoted = /'([^]*)'/.exec(error.message)?.[1] ?? "";
  switch (error.code) {
    case "commander.unknownOption":
      return new UsageError(unknownOption(quoted, name), see);
    case "commander.optionMissingArgument":
      return new UsageError(missingValue(quoted), see);
    case "commander.excessArguments":
      return new UsageError(excess(error.message, name), see);
    default:
      return new UsageError(error.message.replace(/^error: /, "").replaceAll(/\s*\n\s*/g, " "), see);
  }
}

/** A name that no command has. */
export function unknownCommand(name: string): UsageError {
  return new UsageError(`unknown command '${name}'${didYouMean(name, COMMANDS.map(({ name }) => name))}`, "oddline");
}

/** An option that stands before a subcommand which does not have it. */
export function optionOfParent(flag: string, parent: string, name: string): UsageError {
  return new UsageError(`option '${flag}' is of oddline ${parent}; oddline ${name} has none`, `oddline ${name}`);
}

/** The command whose name a word nearly is, or is. */
export function nearestCommand(word: string): string | undefined {
  return nearest(word, [...COMMANDS.map(({ name }) => name), "help"].filter((name) => !name.includes(" ")));
}

function unknownOption(given: string, name: string): string {
  const [flag] = given.split("=");
  if (flag === "--version") return "unknown option '--version' here; it stands alone: oddline --version";
  const guess = didYouMean(flag, ["--help", ...flagsOf(name)]);
  if (guess !== "") return `unknown option '${given}'${guess}`;
  const other = COMMANDS.find((command) => flagsOf(command.name).includes(flag));
  return `unknown option '${given}'${other === undefined ? "" : `; it belongs to oddline ${other.name}`}`;
}

function flagsOf(name: string): string[] {
  const command = COMMANDS.find((command) => command.name === name);
  return command === undefined ? [] : [...Object.keys(command.own), ...sharedOf(command)].map(flagName);
}

/** `--workers <N>` → "option --workers needs a value: --workers N". */
function missingValue(option: string): string {
  const [flag] = option.split(" ");
  return `option '${flag}' needs a value: ${option.replaceAll(/[<>]/g, "")}`;
}

function excess(message: string, name: string): string {
  const [first = ""] = /but got \d+: ([^]*)\.$/.exec(message)?.[1]?.split(", ") ?? [];
  const children = COMMANDS.filter((command) => command.name.startsWith(`${name} `));
  const guess = didYouMean(first, children.map((child) => child.name.slice(name.length + 1)));
  return guess === ""
    ? `unexpected '${first}': oddline ${name} takes no FILE`
    : `unknown command '${name} ${first}'${guess.replace("mean ", `mean ${name} `)}`;
}
