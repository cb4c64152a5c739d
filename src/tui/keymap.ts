/**
 * Which keys do what: the one table from which keys are looked up, the hint bar is drawn and the help is written. A
 * binding names a command; what a command does is for the app or the screen to say.
 */

/** Keys for one command. */
export interface Binding {
  /** As input.ts names them; the first is the one that is shown. */
  readonly keys: readonly string[];
  readonly command: string;
  /** What it does, for the help and the palette. */
  readonly help: string;
  /** One or two words for the hint bar; absent where it is not worth its room there. */
  readonly hint?: string;
}

/** Keys that mean the same everywhere. */
export const GLOBAL_BINDINGS: readonly Binding[] = [
  {
    keys: ["1"],
    command: "screen overview",
    help: "what goes on: rates, oddness over time, what is odd and since when",
  },
  { keys: ["2"], command: "screen anomalies", help: "anomalies, each with its reason and its context" },
  { keys: ["3"], command: "screen templates", help: "the kinds of lines there are" },
  { keys: ["4"], command: "screen logs", help: "the lines of all sources as they come" },
  { keys: ["5"], command: "screen sources", help: "files, workers, memory" },
  { keys: ["6"], command: "screen compare", help: "what rules found, what was learnt, and what both did" },
  { keys: ["tab"], command: "next screen", help: "the next screen" },
  { keys: ["shift-tab"], command: "previous screen", help: "the screen before" },
  {
    keys: ["/"],
    command: "filter",
    help: "show only what matches, such as /pattern/ or level>=warn",
    hint: "filter",
  },
  { keys: ["\\"], command: "clear filter", help: "show everything again" },
  { keys: ["space"], command: "pause", help: "hold the picture still, or let it go on", hint: "pause" },
  { keys: ["["], command: "earlier", help: "back in time by half the range, or select the last part" },
  { keys: ["]"], command: "later", help: "forward in time by half the range" },
  { keys: ["{"], command: "wider", help: "select twice the range of time" },
  { keys: ["}"], command: "narrower", help: "select half the range of time" },
  { keys: ["0"], command: "clear range", help: "all of the time again" },
  { keys: [":"], command: "palette", help: "any command by its name" },
  { keys: ["?", "f1"], command: "help", help: "all keys", hint: "help" },
  { keys: ["T"], command: "theme", help: "light or dark colours" },
  { keys: ["ctrl-l"], command: "redraw", help: "draw everything anew" },
  { keys: ["ctrl-z"], command: "suspend", help: "back to the shell for a while (fg comes back)" },
  { keys: ["q", "ctrl-c"], command: "quit", help: "leave" },
];

/** Keys of every list. */
export const LIST_BINDINGS: readonly Binding[] = [
  { keys: ["j", "down"], command: "down", help: "the next row" },
  { keys: ["k", "up"], command: "up", help: "the row before" },
  { keys: ["page-down", "ctrl-f", "ctrl-d"], command: "page down", help: "a page further" },
  { keys: ["page-up", "ctrl-b", "ctrl-u"], command: "page up", help: "a page back" },
  { keys: ["g", "home"], command: "top", help: "the first row, and follow it" },
  { keys: ["G", "end"], command: "bottom", help: "the last row" },
  { keys: ["s"], command: "sort", help: "sort by the next column", hint: "sort" },
  { keys: ["S"], command: "reverse", help: "sort the other way round" },
  { keys: ["C"], command: "columns", help: "choose the columns and their order" },
];

/** The command that a key stands for in these tables, the first of them first. */
export function commandOf(key: string, ...tables: readonly (readonly Binding[])[]): string | undefined {
  const name = key === " " ? "space" : key;
  for (const table of tables) {
    const binding = table.find(({ keys }) => keys.includes(name));
    if (binding !== undefined) return binding.command;
  }
  return undefined;
}
