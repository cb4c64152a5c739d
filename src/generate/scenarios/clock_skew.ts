/** The clock of one auth host falls back by half an hour, until the time service notices and sets it right. */
import { eventFrom } from "../event.ts";
import { linesOf } from "../message_template.ts";
import type { Scenario } from "./scenario.ts";

const BEHIND_MS = 37 * 60_000;
const SKEWED_SERVICE = "auth";

const line = linesOf("host");
const WRONG = line("WARN", "System clock wrong by {offset_s} seconds", "Chrony");
const STEPPED = line("WARN", "System clock was stepped by {offset_s} seconds", "Chrony");

export const clockSkew: Scenario = {
  name: "clock_skew",
  severity: "warning",
  summary: "the times of one service are half an hour late",
  *lines({ startMs, endMs, about }) {
    const given = { offset_s: (BEHIND_MS / 1000 + about.random.float()).toFixed(3) };
    yield eventFrom(WRONG, startMs, { about, given });
    yield eventFrom(STEPPED, endMs, { about, given });
  },
  alter: () => (event) =>
    event.template.service === SKEWED_SERVICE && event.instance % 2 === 0
      ? { ...event, shownMs: event.timeMs - BEHIND_MS }
      : event,
};
