/** The scripts of `oddline completions`, each in its own shell. A shell that is not installed is said so. */
import { assert, assertEquals } from "@std/assert";
import { commandTree } from "../../src/cli/completions/command_tree.ts";
import { completionScript } from "../../src/cli/completions/mod.ts";
import { SHELLS } from "../../src/cli/completions/shells.ts";
import { TempFolder } from "../sources/temp_folder.ts";
import { hasTmux, Pane } from "../e2e/tmux.ts";
import { run } from "./fake_io.ts";

/** What is typed, and what is offered; of files only those that the test has made. */
const CASES: readonly (readonly [typed: string, offered: readonly string[]])[] = [
  ["oddline sc", ["scan"]],
  ["oddline history l", ["list"]],
  ["oddline scan --mo", ["--mode", "--model"]],
  ["oddline --fro", ["--from-start"]],
  ["oddline scan --mode ", ["hybrid", "ml", "rules"]],
  ["oddline generate --format sy", ["syslog"]],
  ["oddline completions ", ["bash", "fish", "zsh"]],
  ["oddline scan an", ["an app.log"]],
  ["oddline scan --config an", ["an app.log"]],
  ["oddline doctor an", []],
  ["oddline scan --workers an", []],
];

/** Prints what bash offers for the words that are given, one a line. */
const IN_BASH = `source ./script
read -ra COMP_WORDS <<< "\${1//=/ = }" # as readline takes words apart
[[ $1 == *" " ]] && COMP_WORDS+=("")
COMP_CWORD=$(( \${#COMP_WORDS[@]} - 1 ))
_oddline
(( \${#COMPREPLY[@]} )) && printf '%s\\n' "\${COMPREPLY[@]}"
exit 0`;

const IN_FISH = `source ./script; complete -C "$argv[1]"`;

const COMMANDS = {
  bash: ["bash", "--norc", "-c", IN_BASH, "bash"],
  fish: ["fish", "--no-config", "-c", IN_FISH],
} as const;

for (const shell of ["bash", "fish"] as const) {
  Deno.test(`${shell} completes commands, flags, values and files`, async () => {
    if (!isInstalled(shell)) return console.log(`skipped: ${shell} is not installed`);
    using folder = new TempFolder();
    folder.write("script", completionScript(shell));
    folder.write("an app.log", "");
    for (const [typed, expected] of CASES) {
      assertEquals(await offered(shell, typed, folder.path), expected, `${shell}: ${typed}`);
    }
  });
}

Deno.test("zsh, which completes on a terminal alone, does so too", async () => {
  if (!hasTmux() || !isInstalled("zsh")) return console.log("skipped: zsh or tmux is not installed");
  using folder = new TempFolder();
  folder.write("script", completionScript("zsh"));
  folder.write("an app.log", "");
  using pane = new Pane(folder.path, { columns: 100, rows: 40, env: { HOME: folder.path, ZDOTDIR: folder.path } });
  pane.shell("exec zsh -f -i");
  pane.shell("PS1='> '; autoload -U compinit; compinit -u -D; source ./script; clear; echo ready");
  await pane.shows(/^ready/m);
  for (const [typed, expected] of CASES.filter(([, offered]) => offered.length > 0)) {
    pane.shell("clear");
    pane.type(typed);
    pane.press("Tab", "Tab");
    for (const word of expected) await pane.shows(word.replaceAll(" ", "\\ ").replace(/^--/, ""));
    pane.press("C-c");
  }
});

Deno.test("items of a list are completed after a comma", async () => {
  if (!isInstalled("bash")) return console.log("skipped: bash is not installed");
  using folder = new TempFolder();
  folder.write("script", completionScript("bash"));
  for (
    const [typed, expected] of [
      ["oddline --detectors sp", ["spike"]],
      ["oddline --detectors rule,sp", ["rule,spike"]],
      ["oddline scan --detectors rule,spike,se", ["rule,spike,sequence", "rule,spike,session", "rule,spike,severity"]],
      ["oddline scan --detectors=rule,sp", ["rule,spike"]],
      ["oddline --detectors rule,nothing", []],
    ] as const
  ) assertEquals(await offered("bash", typed, folder.path), expected, typed);
});

Deno.test("every command and every flag of the help is in every script", async () => {
  for (const shell of SHELLS) {
    const { code, stdout } = await run(["completions", shell]);
    assertEquals([code, stdout], [0, completionScript(shell)]);
    for (const { name, flags } of commandTree()) {
      assert(stdout.includes(`'${name}'`) || stdout.includes(`\\'${name}\\'`), `${shell} has ${name}`);
      for (const flag of flags) assert(stdout.includes(shell === "fish" ? `-l ${flag.name.slice(2)} ` : flag.name));
    }
  }
});

Deno.test("a shell that it has no script for is told with those it has", async () => {
  assertEquals(await run(["completions", "tcsh"]), {
    code: 2,
    stdout: "",
    stderr: "oddline: 'tcsh' is not one of bash, zsh, fish. See oddline completions --help\n",
  });
});

/** The words, without their descriptions, in the order of the alphabet. */
async function offered(shell: keyof typeof COMMANDS, typed: string, cwd: string): Promise<string[]> {
  const [program, ...args] = COMMANDS[shell];
  const env = { HOME: cwd, XDG_CONFIG_HOME: cwd, XDG_DATA_HOME: cwd, TERM: "xterm" };
  const { stdout, stderr } = await new Deno.Command(program, { args: [...args, typed], cwd, env }).output();
  assertEquals(new TextDecoder().decode(stderr), "", shell);
  const lines = new TextDecoder().decode(stdout).split("\n").filter((line) => line !== "");
  const words = lines.map((line) => line.split("\t")[0].replaceAll("\\ ", " ").replace(/[\r ]+$/, ""));
  return [...new Set(words)].filter((word) => !["script", "fish/"].includes(word)).sort();
}

function isInstalled(shell: string): boolean {
  try {
    return new Deno.Command(shell, { args: ["-c", "exit"], stdout: "null", stderr: "null" }).outputSync().success;
  } catch {
    return false;
  }
}
