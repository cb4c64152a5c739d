/** The workers hang: nothing is wrong in any line, there is just none of theirs for a while. */
import type { Scenario } from "./scenario.ts";

const SILENT = "worker";

export const silentSource: Scenario = {
  name: "silent_source",
  severity: "critical",
  summary: "the workers write nothing for a while (no line of its own)",
  silences: SILENT,
  alter: () => (event) => event.template.service === SILENT ? null : event,
};
