/**
 * The commands as a shell's completion sees them: names, flags, and what may follow each. Made
 * from the tables of the help.
 */
import { COMMANDS, DEFAULT_COMMAND } from "../commands/mod.ts";
import type { Command } from "../command.ts";
import { type Flag, flagName } from "../flag.ts";
import { SHARED_FLAGS, sharedOf } from "../shared_flags.ts";
import { PATH } from "../values/mod.ts";

/** What can be said of a word that is still to be typed. */
export type Completion =
  | { readonly kind: "nothing" }
  | { readonly kind: "file" }
  /** One of these, or several with commas between them. */
  | { readonly kind: "words"; readonly words: readonly string[]; readonly isList: boolean };

export interface FlagNode {
  /** `--max-line-bytes` */
  readonly name: string;
  readonly description: string;
  /** What stands for the value in the help; undefined for a switch. */
  readonly placeholder: string | undefined;
  readonly value: Completion;
}

export interface CommandNode {
  /** "" for `oddline` alone, which is its default command, else as it is typed: "history list". */
  readonly name: string;
  readonly summary: string;
  readonly flags: readonly FlagNode[];
  /** What else may follow: files, or the words of its argument. */
  readonly rest: Completion;
  /** The last words of the commands below it, with their summaries. */
  readonly children: readonly { readonly word: string; readonly summary: string }[];
}

const HELP: FlagNode = {
  name: "--help",
  description: "print this help",
  placeholder: undefined,
  value: { kind: "nothing" },
};
const VERSION: FlagNode = { ...HELP, name: "--version", description: "print versions" };

/** All commands, the program itself first. */
export function commandTree(): CommandNode[] {
  const byDefault = COMMANDS.find(({ name }) => name === DEFAULT_COMMAND)!;
  const program = nodeOf(byDefault, "");
  return [
    { ...program, summary: "find the odd lines in logs", flags: [...program.flags, VERSION] },
    ...COMMANDS.map((command) => nodeOf(command, command.name)),
  ];
}

function nodeOf(command: Command, name: string): CommandNode {
  return {
    name,
    summary: command.summary,
    flags: [
      ...Object.entries(command.own).map(([key, flag]) => flagNode(key, flag)),
      ...sharedOf(command).map((key) => flagNode(key, SHARED_FLAGS[key])),
      HELP,
    ],
    rest: restOf(command),
    children: childrenOf(name),
  };
}

function restOf({ takesFiles, argument }: Command): Completion {
  if (argument?.choices !== undefined) return { kind: "words", words: argument.choices, isList: false };
  return { kind: takesFiles ? "file" : "nothing" };
}

function childrenOf(name: string): CommandNode["children"] {
  const before = name === "" ? "" : `${name} `;
  return COMMANDS
    .filter((command) => command.name.startsWith(before) && !command.name.slice(before.length).includes(" "))
    .map((command) => ({ word: command.name.slice(before.length), summary: command.summary }));
}

function flagNode(key: string, { description, placeholder, type }: Flag<unknown>): FlagNode {
  return { name: flagName(key), description, placeholder, value: valueOf(placeholder, type) };
}

function valueOf(placeholder: string | undefined, type: Flag<unknown>["type"]): Completion {
  if (placeholder === undefined) return { kind: "nothing" };
  if (type.choices !== undefined) {
    return { kind: "words", words: type.choices, isList: type.isList === true };
  }
  return { kind: type.name === PATH.name || placeholder === "FILE" ? "file" : "nothing" };
}
