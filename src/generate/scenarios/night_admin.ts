/**
 * Somebody logs in as root with a password, where only keys of the deploy user were ever used, and takes all users with
 * him. Five quiet lines of level INFO, none of which says that anything is wrong.
 */
import { eventFrom } from "../event.ts";
import { linesOf } from "../message_template.ts";
import { momentAt } from "./moments.ts";
import type { Scenario } from "./scenario.ts";

const line = linesOf("host");
const STEPS = [
  [0, line("INFO", "Accepted password for root from {client_ip} port {source_port} ssh2", "Sshd")],
  [0.2, line("INFO", "User root ran command /usr/bin/psql --list", "Sudo")],
  [0.4, linesOf("database")("INFO", "Role superuser granted to account maintenance by root", "Roles")],
  [0.7, linesOf("database")("INFO", "Copy of table users to file: {table_rows} rows", "Executor")],
  [1, line("INFO", "User root ran command /usr/bin/history -c", "Sudo")],
] as const;

export const nightAdmin: Scenario = {
  name: "night_admin",
  severity: "critical",
  summary: "somebody logs in as root at an odd hour and copies all users (a few INFO lines)",
  *lines(run) {
    const { about } = run;
    const given = { client_ip: `203.0.113.${about.random.integer(1, 254)}` };
    for (const [progress, template] of STEPS) {
      yield eventFrom(template, momentAt(run, progress), { about, given });
    }
  },
};
