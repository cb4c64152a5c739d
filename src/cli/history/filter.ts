/** Which rows of the history are wanted, as `history show` and `history export` are told. */
import type { HistoryFilter } from "../../store/queries.ts";
import { sinceWhenMs, type When, whenMs } from "../values/mod.ts";

/** The flags that both have. */
export type ChoiceFlags = Pick<HistoryFilter, "run" | "detector" | "severity" | "template" | "source"> & {
  readonly since?: When | undefined;
  readonly until?: When | undefined;
};

/** The filter that the flags stand for; spans before now count from `nowMs`. */
export function historyFilter(flags: ChoiceFlags, nowMs: number, timeZone: string): HistoryFilter {
  const { run, detector, severity, template, source, since, until } = flags;
  return {
    run,
    detector,
    severity,
    template,
    source,
    sinceMs: since && sinceWhenMs(since, nowMs, timeZone),
    untilMs: until && whenMs(until, nowMs, timeZone),
  };
}
