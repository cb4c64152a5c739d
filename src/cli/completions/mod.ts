/** The shells that completion can be had for. A new shell is a file beside this one, and a row here. */
import { bashCompletion } from "./bash.ts";
import { type CommandNode, commandTree } from "./command_tree.ts";
import { fishCompletion } from "./fish.ts";
import type { SHELLS } from "./shells.ts";
import { zshCompletion } from "./zsh.ts";

const SCRIPTS: Readonly<Record<typeof SHELLS[number], (commands: readonly CommandNode[]) => string>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
};

/** The script for a shell. */
export function completionScript(shell: typeof SHELLS[number]): string {
  return SCRIPTS[shell](commandTree());
}
