/**
 * Oddline beside others, on the same files, one core, in alternating runs: medians of lines a second of processor
 * time, in relation to Oddline's, and memory. What each does is not the same, and stands beside it.
 *
 *     deno task peers [--lines N] [--runs N] [--readme]
 *
 * Writes bench/peers.md; `--readme` puts its table into README.md, between its two markers. Who is not installed is
 * said with how to get it. The corpora are used where there are any (ODDLINE_CORPORA), and a generated log always.
 */
import { parseArgs } from "node:util";
import type { Peer } from "./peers/peer.ts";
import { measurePeers } from "./peers/measure.ts";
import { peerLogs } from "./peers/logs.ts";
import { inReadme, markdownOf } from "./peers/markdown.ts";
import { PEERS } from "./peers/table.ts";
import { machineFacts } from "./trials/machine.ts";

const { values: flags } = parseArgs({
  args: Deno.args.filter((argument) => argument !== "--"),
  options: {
    lines: { type: "string", default: "1000000" },
    runs: { type: "string", default: "5" },
    readme: { type: "boolean", default: false },
  },
});
const facts = machineFacts();
const found: Peer[] = [];
const missing: Peer[] = [];
for (const peer of PEERS) (await isThere(peer) ? found : missing).push(peer);
const logs = await peerLogs(Number(flags.lines));
const results = await measurePeers(found, logs, Number(flags.runs));
const text = markdownOf({ facts, logs, peers: found, missing, results, runs: Number(flags.runs) });
console.log(text);
Deno.writeTextFileSync(new URL("peers.md", import.meta.url), `# Beside others\n\n${text}`);
if (flags.readme) {
  const readme = new URL("../README.md", import.meta.url);
  Deno.writeTextFileSync(readme, inReadme(Deno.readTextFileSync(readme), text));
}

async function isThere({ needs }: Peer): Promise<boolean> {
  if (needs === undefined) return true;
  try {
    const [program, ...args] = needs.command;
    return (await new Deno.Command(program, { args, stdout: "null", stderr: "null" }).output()).success;
  } catch {
    return false;
  }
}
