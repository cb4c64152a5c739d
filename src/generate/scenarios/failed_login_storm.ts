/**
 * One address tries passwords against many accounts. The failed logins look like those of every day (a known kind of
 * line, level WARN); what is odd is their number and their address. Accounts get locked as it goes on, and the address
 * is blocked in the end.
 */
import { eventFrom } from "../event.ts";
import { linesOf } from "../message_template.ts";
import { LOGIN_FAILED } from "../services/auth.ts";
import { moments } from "./moments.ts";
import type { Scenario } from "./scenario.ts";

const FAILURES_PER_LOCK = 12;

const LOCKED = linesOf("auth")(
  "WARN",
  "Account {user} locked after 5 failed logins, last from {client_ip}",
  "Accounts",
);
const BLOCKED = linesOf("gateway")("WARN", "Address {client_ip} blocked after {failures} failed logins", "Firewall");

export const failedLoginStorm: Scenario = {
  name: "failed_login_storm",
  severity: "warning",
  summary: "one address tries passwords against many accounts (WARN lines of auth)",
  *lines(run) {
    const { about, endMs } = run;
    // From the block that RFC 5737 keeps for documentation: nobody's address, and never one of the background's.
    const given = { client_ip: `203.0.113.${about.random.integer(1, 254)}` };
    let failures = 0;
    for (const { timeMs } of moments(run, { share: 0.25, perSecondMin: 4 })) {
      failures++;
      yield eventFrom(LOGIN_FAILED, timeMs, { about, given });
      if (failures % FAILURES_PER_LOCK === 0) yield eventFrom(LOCKED, timeMs, { about, given });
    }
    yield eventFrom(BLOCKED, endMs, { about, given: { ...given, failures } });
  },
};
