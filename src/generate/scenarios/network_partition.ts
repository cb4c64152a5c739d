/**
 * Half of the nodes cannot reach the other half: known errors in numbers, and a few lines that only a partition brings.
 */
import { eventFrom } from "../event.ts";
import { linesOf } from "../message_template.ts";
import { REPLICA_LOST } from "../services/database.ts";
import { NODE_TIMED_OUT } from "../services/gateway.ts";
import { moments } from "./moments.ts";
import type { Scenario } from "./scenario.ts";

const line = linesOf("cache");
const LOST = line("WARN", "Cluster lost sight of node-{node}, {reachable} of 12 nodes reachable", "Cluster");
const NO_QUORUM = line("ERROR", "Cluster state is down: no quorum, writes refused", "Cluster");
const HEALED = line("WARN", "Cluster healed, {reachable} of 12 nodes reachable after {outage_s}s", "Cluster");

const CUT_OFF = 7;

export const networkPartition: Scenario = {
  name: "network_partition",
  severity: "critical",
  summary: "half of the nodes cannot reach the others (many ERROR lines of known kinds, some new)",
  *lines(run) {
    const { about, startMs, endMs } = run;
    for (let node = 0; node < 12 - CUT_OFF; node++) {
      yield eventFrom(LOST, startMs, { about, given: { node: CUT_OFF + 1 + node, reachable: 11 - node } });
    }
    for (const { timeMs } of moments(run, { share: 0.15, perSecondMin: 2 })) {
      const node = about.random.integer(CUT_OFF + 1, 12);
      const template = about.random.pick([NODE_TIMED_OUT, NODE_TIMED_OUT, REPLICA_LOST, NO_QUORUM]);
      yield eventFrom(template, timeMs, { about, given: { node } });
    }
    const outage_s = Math.round((endMs - startMs) / 1000);
    yield eventFrom(HEALED, endMs, { about, given: { reachable: 12, outage_s } });
  },
};
