/** Completion for bash, 3.2 and later: one function with the tables as `case` statements. */
import { shellWord } from "../../core/text/shell_word.ts";
import type { CommandNode, Completion } from "./command_tree.ts";

/** The script, to be sourced or put into bash-completion's folder as `oddline`. */
export function bashCompletion(commands: readonly CommandNode[]): string {
  const names = commands.filter(({ name }) => name !== "").map(({ name }) => shellWord(name)).join("|");
  const values = commands.flatMap(({ name, flags }) =>
    flags.filter(({ placeholder }) => placeholder !== undefined)
      .map((flag) => `    ${shellWord(`${name} ${flag.name}`)}) ${reply(flag.value)}; return ;;`)
  );
  const flags = commands.map(({ name, flags }) =>
    `    ${shellWord(name)}) words=${shellWord(flags.map((flag) => flag.name).join(" "))} ;;`
  );
  const rest = commands.map(({ name, rest, children }) => {
    const words = children.length === 0 ? "" : `words=${shellWord(children.map(({ word }) => word).join(" "))}; `;
    return `    ${shellWord(name)}) ${words}${reply(rest, children.length > 0)} ;;`;
  });
  return `# Completion of oddline for bash. Made by "oddline completions bash".

_oddline_words() {
  local IFS=$' \\n'
  COMPREPLY+=($(compgen -W "$1" -- "$current"))
}

# items with commas between them: the last one is completed
_oddline_list() {
  local before=
  [[ $current == *,* ]] && before=\${current%,*},
  local IFS=$' \\n'
  COMPREPLY+=($(compgen -P "$before" -W "$1" -- "\${current##*,}"))
}

_oddline_files() {
  local path
  compopt -o filenames 2>/dev/null
  while IFS= read -r path; do COMPREPLY+=("$path"); done < <(compgen -f -- "$current")
}

_oddline() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD - 1]} command= words= i
  COMPREPLY=()
  # "--flag=value" is three words here
  if [[ $current == = ]]; then
    current=
  elif [[ $previous == = ]]; then
    previous=\${COMP_WORDS[COMP_CWORD - 2]}
  fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "\${command:+$command }\${COMP_WORDS[i]}" in
    ${names})
      command="\${command:+$command }\${COMP_WORDS[i]}" ;;
    *) break ;;
    esac
  done
  case "$command $previous" in
${values.join("\n")}
  esac
  if [[ $current == -* ]]; then
    case "$command" in
${flags.join("\n")}
    esac
    _oddline_words "$words"
    return
  fi
  case "$command" in
${rest.join("\n")}
  esac
}

complete -F _oddline oddline
`;
}

function reply(completion: Completion, withWords = false): string {
  const words = withWords ? '_oddline_words "$words"; ' : "";
  switch (completion.kind) {
    case "nothing":
      return withWords ? words.replace(/; $/, "") : ":";
    case "file":
      return `${words}_oddline_files`;
    case "words":
      return `${words}${completion.isList ? "_oddline_list" : "_oddline_words"} ${
        shellWord(completion.words.join(" "))
      }`;
  }
}
