/** A disk fills: first a number that grows in known lines, then known warnings in numbers, then writes that fail. */
import { eventFrom } from "../event.ts";
import { linesOf } from "../message_template.ts";
import { LOAD } from "../services/host.ts";
import { DISK_HIGH } from "../services/worker.ts";
import { moments } from "./moments.ts";
import type { Scenario } from "./scenario.ts";

const NO_SPACE = linesOf("worker")("ERROR", "Write of object {object_id} failed: no space left on device", "Objects");

const FROM_PERCENT = 88;
const TO_PERCENT = 100;
/** From which part on there are warnings, and errors. */
const WARNED_FROM = 0.3;
const FULL_FROM = 0.8;

export const diskFilling: Scenario = {
  name: "disk_filling",
  severity: "critical",
  summary: "a disk fills until writes fail (numbers first, then WARN and ERROR lines)",
  *lines(run) {
    const { about } = run;
    const given = { volume: about.random.integer(1, 6) };
    for (const { timeMs, progress } of moments(run, { share: 0.04, perSecondMin: 1 })) {
      const disk_percent = Math.round(10 * (FROM_PERCENT + (TO_PERCENT - FROM_PERCENT) * progress)) / 10;
      const choices = [
        LOAD,
        ...(progress < WARNED_FROM ? [] : [DISK_HIGH]),
        ...(progress < FULL_FROM ? [] : [NO_SPACE]),
      ];
      yield eventFrom(about.random.pick(choices), timeMs, { about, given: { ...given, disk_percent } });
    }
  },
};
