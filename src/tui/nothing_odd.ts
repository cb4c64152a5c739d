/** Why there is nothing to show: what was read and not judged, and from where a run goes on. */
import { countText } from "../core/number_text.ts";
import type { Frame } from "./frame.ts";
import type { View } from "./view.ts";
import { wrap } from "./wrap.ts";

const NOT_JUDGED = "To see what is odd in them: `oddline --from-start --state NEW FILE`, or `oddline scan FILE`.";

/** Says why no anomaly was found by this run, in a list's place. */
export function renderNothingOdd(frame: Frame, view: View): void {
  for (const [row, text] of reasons(view).flatMap((reason) => wrap(reason, frame.columns - 2)).entries()) {
    frame.text(1, 1 + row, text, { role: "muted" });
  }
}

/** The title of a list of anomalies of which this run has found none. */
export function titleOfPast({ snapshot: { totals, resumedMs }, texts }: View): string {
  const since = Number.isNaN(resumedMs) ? "in this run" : `since ${texts.full(resumedMs)}`;
  return `odd in earlier runs · ${totals.lines === 0 ? "nothing was written" : "nothing odd"} ${since}`;
}

/** Why there are no lines. */
export function noLinesText({ snapshot: { resumedMs }, texts }: View): string {
  return Number.isNaN(resumedMs)
    ? "no lines so far"
    : `no lines so far: this run goes on where that of ${texts.full(resumedMs)} stopped`;
}

function reasons(view: View): string[] {
  const { lines, learntLines } = view.snapshot.totals;
  if (lines === 0) return [noLinesText(view)];
  if (learntLines === 0) return ["nothing odd so far: what is normal here is being learnt"];
  const before = learntLines === 1 ? "1 line that was" : `${countText(learntLines)} lines that were`;
  return [`Nothing odd so far: the ${before} there before it began were learnt from, not judged.`, NOT_JUDGED];
}
