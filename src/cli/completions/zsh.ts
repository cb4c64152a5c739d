/** Completion for zsh: `_arguments` of each command, after the words that name it were taken away. */
import { shellWord } from "../../core/text/shell_word.ts";
import type { CommandNode, Completion, FlagNode } from "./command_tree.ts";

/** The script, for a file `_oddline` in a folder of `fpath`, or to be sourced after `compinit`. */
export function zshCompletion(commands: readonly CommandNode[]): string {
  const names = commands.filter(({ name }) => name !== "").map(({ name }) => shellWord(name)).join(" ");
  return `#compdef oddline
# Completion of oddline for zsh. Made by "oddline completions zsh".

_oddline() {
  local command=
  local -a names=(${names})
  while (( CURRENT > 2 )) && (( \${names[(Ie)\${command:+$command }$words[2]]} )); do
    command=\${command:+$command }$words[2]
    shift words
    (( CURRENT-- ))
  done
  case $command in
${commands.map(caseOf).join("\n")}
  esac
}

if [[ $funcstack[1] == _oddline ]]; then
  _oddline "$@"
else
  compdef _oddline oddline
fi
`;
}

function caseOf(command: CommandNode): string {
  const specs = [...command.flags.map(flagSpec), ...restSpecs(command)];
  return `    ${shellWord(command.name)})\n      _arguments -S \\\n        ${
    specs.map(shellWord).join(" \\\n        ")
  }\n      ;;`;
}

function flagSpec({ name, description, placeholder, value }: FlagNode): string {
  const head = `${name}${placeholder === undefined ? "" : "="}[${escaped(description)}]`;
  return placeholder === undefined ? head : `${head}:${escaped(placeholder)}:${actionOf(value)}`;
}

function restSpecs({ rest, children }: CommandNode): string[] {
  const further = rest.kind === "nothing" ? [] : [`*:${rest.kind === "file" ? "file" : "value"}:${actionOf(rest)}`];
  if (children.length === 0) return further;
  const items = children.map(({ word, summary }) => `${word}\\:${inList(summary)}`).join(" ");
  const alternatives = rest.kind === "file"
    ? `{_alternative ${doubleQuoted(`commands:command:((${items}))`)} "files:file:_files"}`
    : `((${items}))`;
  return [`1:command:${alternatives}`, ...further];
}

function actionOf(completion: Completion): string {
  switch (completion.kind) {
    case "nothing":
      return " ";
    case "file":
      return "_files";
    case "words":
      return completion.isList ? `_values -s , value ${completion.words.join(" ")}` : `(${completion.words.join(" ")})`;
  }
}

function escaped(text: string): string {
  return text.replaceAll(/[\\\[\]:]/g, "\\$&");
}

/** A summary within a list of words: one shell word. */
function inList(text: string): string {
  return text.replaceAll(/[^\w.-]/g, "\\$&");
}

function doubleQuoted(text: string): string {
  return `"${text.replaceAll(/["$\`\\]/g, "\\$&")}"`;
}
