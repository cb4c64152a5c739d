/** The peers, from the one that does the most to the one that does the least. */
import { tool } from "../trials/corpora.ts";
import { oddline } from "../trials/machine.ts";
import type { Peer } from "./peer.ts";

const SCAN = ["scan", "--workers", "1", "--no-history", "--format", "ndjson"];
const python = Deno.env.get("PEERS_PYTHON") ?? "python3";
const agrind = Deno.env.get("PEERS_AGRIND") ?? "agrind";

export const PEERS: readonly Peer[] = [
  {
    name: "oddline scan",
    does: "everything: parse, mine, all detectors",
    // the pinning is done for all alike
    command: (path) => oddline("0", [...SCAN, path]).slice(3),
    hasRead: hasCounted,
  },
  {
    name: "oddline scan --mode rules",
    does: "parse, mine, levels and keywords",
    command: (path) => oddline("0", [...SCAN, "--mode", "rules", path]).slice(3),
    hasRead: hasCounted,
  },
  {
    name: "scikit-learn IsolationForest",
    does: "seven features a line in Python, 100 trees",
    needs: {
      command: [python, "-c", "import sklearn"],
      get: "pip install scikit-learn (PEERS_PYTHON names another Python)",
    },
    isSlow: true,
    command: (path) => [python, new URL("forest.py", import.meta.url).pathname, path],
  },
  {
    name: "Drain3",
    does: "masks and templates",
    needs: {
      command: ["test", "-x", tool("peer_drain3")],
      get: "pip install drain3, and the script that runs it beside ODDLINE_CORPORA: ../tools/peer_drain3",
    },
    isSlow: true,
    command: (path, { headerFields }) => [tool("peer_drain3"), path, String(headerFields)],
  },
  {
    name: "angle-grinder",
    does: "parse, count by level",
    needs: { command: [agrind, "--version"], get: "cargo install ag (PEERS_AGRIND names the program)" },
    command: (path, { isJson }) => [
      agrind,
      "-f",
      path,
      isJson ? "* | json | count by level" : '* | parse "* INFO *" as head, message | count',
    ],
  },
  {
    name: "lnav",
    does: "index: times and levels",
    needs: { command: ["lnav", "-V"], get: "apt install lnav" },
    command: (path) => ["lnav", "-n", "-c", ";SELECT count(*) AS lines FROM all_logs", "-c", ":write-csv-to -", path],
    // lines of a format that it does not know are none of a log
    hasRead: (stdout, lines) => Number(stdout.match(/lines\s+(\d+)/)?.[1] ?? 0) > .9 * lines,
  },
  { name: "grep -c", does: "search for one word", command: (path) => ["grep", "-c", "ERROR", path] },
  { name: "wc -l", does: "count line feeds", command: (path) => ["wc", "-l", path] },
];

function hasCounted(stdout: string, lines: number): boolean {
  const summary = stdout.trimEnd().split("\n").at(-1) ?? "";
  return summary.startsWith("{") && JSON.parse(summary).lines === lines;
}
