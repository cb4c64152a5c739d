/** Completion for fish: a line for each flag and each word, on condition of the command that stands before. */
import type { CommandNode, Completion, FlagNode } from "./command_tree.ts";

/** The script, for `~/.config/fish/completions/oddline.fish`. */
export function fishCompletion(commands: readonly CommandNode[]): string {
  const names = commands.filter(({ name }) => name !== "").map(({ name }) => quoted(name)).join(" ");
  return `# Completion of oddline for fish. Made by "oddline completions fish".

function __oddline_at --description 'Whether this command, and none below it, has been typed'
    set -l typed (commandline -opc)
    set -l command ''
    for word in $typed[2..-1]
        set -l longer (string trim -- "$command $word")
        contains -- $longer ${names}; or break
        set command $longer
    end
    test "$command" = "$argv[1]"
end

complete -c oddline -f
${commands.flatMap(linesOf).join("\n")}
`;
}

function linesOf(command: CommandNode): string[] {
  const start = `complete -c oddline -n ${quoted(`__oddline_at ${quoted(command.name)}`)}`;
  return [
    ...command.children.map(({ word, summary }) => `${start} -a ${word} -d ${quoted(summary)}`),
    ...command.flags.map((flag) => `${start} ${flagOptions(flag)}`),
    ...(command.rest.kind === "nothing" ? [] : [`${start} ${valueOptions(command.rest)}`]),
  ];
}

function flagOptions({ name, description, placeholder, value }: FlagNode): string {
  const options = `-l ${name.slice(2)} -d ${quoted(description)}`;
  if (placeholder === undefined) return options;
  return value.kind === "file" ? `${options} -r -F` : `${options} -x ${valueOptions(value)}`.trimEnd();
}

function valueOptions(completion: Completion): string {
  switch (completion.kind) {
    case "nothing":
      return "";
    case "file":
      return "-F";
    case "words":
      return `-a ${quoted(completion.words.join(" "))}`;
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
