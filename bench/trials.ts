/**
 * The trials: what the README states, measured over millions of lines on this machine, beside peers in the same run.
 *
 *     deno task trials                      all of them, some 25 minutes
 *     deno task trials throughput latency   some of them
 *
 * Long logs are made from the corpora by `vary` (ODDLINE_CORPORA, default ../shared/data, and
 * ../shared/tools beside it) and kept in a temporary folder between runs. Each trial prints Markdown;
 * nothing is printed that was not measured.
 */
import { machineFacts } from "./trials/machine.ts";
import { dashboard } from "./trials/dashboard.ts";
import { history } from "./trials/history.ts";
import { latency } from "./trials/latency.ts";
import { memory } from "./trials/memory.ts";
import { mining } from "./trials/mining.ts";
import { overload } from "./trials/overload.ts";
import { pageLoad } from "./trials/page_load.ts";
import { replay } from "./trials/replay.ts";
import { scaling } from "./trials/scaling.ts";
import { startup } from "./trials/startup.ts";
import { throughput } from "./trials/throughput.ts";

const TRIALS: Readonly<Record<string, () => Promise<string>>> = {
  throughput,
  mining,
  scaling,
  memory,
  latency,
  startup,
  dashboard,
  replay,
  history,
  "page-load": pageLoad,
  overload,
};

const chosen = Deno.args.length > 0 ? Deno.args : Object.keys(TRIALS);
const unknown = chosen.filter((name) => !(name in TRIALS));
if (unknown.length > 0) {
  console.error(`No trial is called ${unknown.join(", ")}; there are ${Object.keys(TRIALS).join(", ")}`);
  Deno.exit(2);
}
console.log(`# Trials\n\n${machineFacts()}\n`);
for (const name of chosen) console.log(`${await TRIALS[name]()}\n`);
