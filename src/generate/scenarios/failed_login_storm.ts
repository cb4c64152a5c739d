/**
 * One address tries passwords against many accounts. The failed logins look like those of every day (a known kind of
 * line, level WARN); what is odd is their number and their address. Accounts get locked as it goes on, and the address
 * is blocked in the end.
 */
import { eventFrom, messageTemplate } from "../message_template.ts";
import { LOGIN_FAILED } from "../services/auth.ts";
import type { Scenario } from "./scenario.ts";

const FAILURES_PER_LOCK = 12;

const ACCOUNT_LOCKED = messageTemplate(
  "WARN",
  "auth",
  "Account {user} locked after 5 failed logins, last from {client_ip}",
);
const ADDRESS_BLOCKED = messageTemplate(
  "WARN",
  "gateway",
  "Address {client_ip} blocked after {failures} failed logins",
);

export const failedLoginStorm: Scenario = {
  name: "failed_login_storm",
  severity: "warning",
  summary: "one address tries passwords against many accounts (WARN lines of auth)",
  *lines({ startMs, durationMs, rate, about }) {
    const perSecond = Math.max(rate / 4, Math.min(4, 2 * rate));
    // From the block that RFC 5737 keeps for documentation: nobody's address, and never one of the background's.
    const given = { client_ip: `203.0.113.${about.random.integer(1, 254)}` };
    const endMs = startMs + durationMs;
    let failures = 0;
    let timeMs = startMs;
    for (; timeMs < endMs; timeMs += about.random.exponential(1000 / perSecond)) {
      failures++;
      yield eventFrom(LOGIN_FAILED, timeMs, { about, given });
      if (failures % FAILURES_PER_LOCK === 0) yield eventFrom(ACCOUNT_LOCKED, timeMs, { about, given });
    }
    yield eventFrom(ADDRESS_BLOCKED, timeMs, { about, given: { ...given, failures } });
  },
};
