/**
 * The manual page in the language of man(7), made from the tables that the program itself uses. It has no date in it,
 * so that the same program gives the same page.
 */
import type { Command } from "../command.ts";
import { COMMANDS } from "../commands/mod.ts";
import { defaultText, fileKey, type Flag, flagName, type FlagTable, variableName } from "../flag.ts";
import { SHARED_FLAG_GROUPS } from "../shared_flags.ts";
import { VERSION } from "../version.ts";

/** The whole page. */
export function manualPage(): string {
  return [
    `.TH ODDLINE 1 "" "oddline ${VERSION}" "User Commands"`,
    ...section("Name", ["oddline \\- finds the odd lines in logs"]),
    ...section("Synopsis", SYNOPSIS),
    ...section("Description", DESCRIPTION),
    ...section("Commands", COMMANDS.flatMap(commandLines)),
    ...section("Shared options", [
      ...paragraph("Which of them a command takes, its own help says: oddline COMMAND --help."),
      ...Object.entries(SHARED_FLAG_GROUPS).flatMap(([group, flags]) => [
        `.SS ${text(group)}`,
        ...flagLines(flags, ""),
      ]),
    ]),
    ...section("Environment", ENVIRONMENT),
    ...section("Files", FILES),
    ...section("Exit status", EXIT_STATUS),
    "",
  ].join("\n");
}

const SYNOPSIS = [
  ".B oddline",
  ".RI [ COMMAND ]",
  ".RI [ OPTION ...]",
  ".RI [ FILE ...]",
];

const DESCRIPTION = [
  ...paragraph(
    "Says which lines of logs are odd, why, and since when. It learns what is usual from the logs themselves.",
  ),
  ...paragraph(
    "oddline FILE... is oddline watch FILE...: it follows the files, on a terminal with a dashboard. A FILE is a path, a " +
      "glob, a folder, or - for standard input, which is also read when no FILE is given and it is not a terminal.",
  ),
];

const ENVIRONMENT = [
  ...paragraph(
    "Every option is also a variable; the options count before variables, variables before the configuration.",
  ),
  ...item("NO_COLOR", "no colours"),
  ...item("XDG_CONFIG_HOME", "folder of oddline/oddline.yaml, instead of ~/.config"),
  ...item("XDG_STATE_HOME", "folder of the history and of what was learnt, instead of ~/.local/state"),
  ...item("XDG_CACHE_HOME", "folder that the executable unpacks ONNX Runtime into, instead of ~/.cache"),
  ...item("ODDLINE_DEBUG", "1: say where in the program an error came from"),
];

const FILES = [
  ...item("oddline.yaml", "the configuration: here, in ~/.config/oddline, or in /etc/oddline"),
  ...item("~/.local/state/oddline", "the history, what watch has learnt, and what was marked normal"),
  ...item("~/.cache/oddline", "ONNX Runtime, as the executable has unpacked it; it may be removed at any time"),
];

const EXIT_STATUS = [
  ...item("0", "fine, also when the reader of standard output has gone"),
  ...item("1", "failed while running"),
  ...item("2", "wrong usage or configuration"),
  ...item("3", "anomalies were found, and --fail-on-anomaly was given"),
  ...item("129, 130, 143", "stopped by SIGHUP, SIGINT, SIGTERM; everything is saved"),
];

function section(title: string, lines: readonly string[]): string[] {
  return [`.SH ${title.toUpperCase()}`, ...lines];
}

function paragraph(words: string): string[] {
  return [".PP", text(words)];
}

function item(head: string, words: string): string[] {
  return [".TP", `.B ${text(head)}`, text(words)];
}

function commandLines(command: Command): string[] {
  const { name, summary, takesFiles, argument, own, examples } = command;
  const rest = takesFiles ? " [FILE...]" : argument === undefined ? "" : ` ${argument.name}`;
  return [
    `.SS oddline ${text(name)}${text(rest)}`,
    text(`${summary[0].toUpperCase()}${summary.slice(1)}.`),
    ...flagLines(own, name),
    ".PP",
    ".nf",
    ...examples.map((example) => text(example)),
    ".fi",
  ];
}

function flagLines(flags: FlagTable, command: string): string[] {
  return Object.entries(flags).flatMap((
    [key, flag],
  ) => [".TP", headOf(key, flag, command), text(notesOf(key, flag, command))]);
}

/** The flag itself, or the key of the configuration where it is no flag. */
function headOf(key: string, flag: Flag<unknown>, command: string): string {
  if (!flag.places.commandLine) return `.B ${text(flag.places.file ? fileKey(key) : variableName(key, command))}`;
  return flag.placeholder === undefined
    ? `.B ${text(flagName(key))}`
    : `.BR ${text(flagName(key))} " " \\fI${text(flag.placeholder)}\\fR`;
}

function notesOf(key: string, flag: Flag<unknown>, command: string): string {
  const shown = defaultText(flag);
  const notes = [shown === "" ? [] : [`default: ${shown}`], [variableName(key, command)]].flat();
  return `${flag.description} (${notes.join("; ")})`;
}

/** Text as roff takes it: "-" stays an ASCII minus, and no line begins a request. */
function text(words: string): string {
  return words.replaceAll("\\", "\\e").replaceAll("-", "\\-").replaceAll("…", "...").replace(/^[.']/, "\\&$&");
}
