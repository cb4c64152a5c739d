/** One single line of a kind that was never seen, of level INFO, in the middle of a healthy day. */
import { eventFrom } from "../event.ts";
import { linesOf } from "../message_template.ts";
import type { Scenario } from "./scenario.ts";

const line = linesOf("database");
/** One of these; a detector must not get used to it from seed to seed. */
const UNSEEN = [
  line("INFO", "Replica-{replica} promoted itself to leader while its peers were silent", "Replication"),
  line("INFO", "Page verification skipped for relation {segment}", "Storage"),
  linesOf("auth")("INFO", "Signature check is switched off by environment variable", "Tokens"),
  linesOf("payments")("INFO", "Test mode of the bank enabled for session {transaction}", "Bank"),
];

export const unseenLine: Scenario = {
  name: "unseen_line",
  severity: "warning",
  summary: "one line of level INFO that was never seen",
  *lines({ startMs, about }) {
    yield eventFrom(about.random.pick(UNSEEN), startMs, { about });
  },
};
