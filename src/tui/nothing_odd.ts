/** Why there is nothing to show: what was read and not judged, and from where a run goes on. */
import { countText } from "../core/text/number_text.ts";
import type { Frame } from "./frame.ts";
import type { View } from "./view.ts";
import { wrap } from "./wrap.ts";

const READ_AGAIN = "To read all of it again: `oddline --from-start --state NEW FILE`, or `oddline scan FILE`.";
const NOT_JUDGED = "To see what is odd in them: `oddline --from-start --state NEW FILE`, or `oddline scan FILE`.";

/** Says why no anomaly was found by this run, in a list's place. */
export function renderNothingOdd(frame: Frame, view: View): void {
  renderParagraphs(frame, reasons(view));
}

/** Says why there are no lines, in the place of lines. */
export function renderNoLines(frame: Frame, view: View): void {
  renderParagraphs(frame, noLinesTexts(view));
}

/** The title of a list of anomalies of which this run has found none. */
export function titleOfPast({ snapshot: { totals, resumedMs }, texts }: View): string {
  const since = Number.isNaN(resumedMs) ? "in this run" : `since ${texts.full(resumedMs)}`;
  return `odd in earlier runs · ${totals.lines === 0 ? "nothing was written" : "nothing odd"} ${since}`;
}

function renderParagraphs(frame: Frame, paragraphs: readonly string[]): void {
  for (const [row, text] of paragraphs.flatMap((text) => wrap(text, frame.columns - 2)).entries()) {
    frame.text(1, 1 + row, text, { role: "muted" });
  }
}

/** Why there are no lines, and what shows some, in paragraphs. */
function noLinesTexts({ snapshot: { resumedMs }, texts }: View): readonly string[] {
  if (Number.isNaN(resumedMs)) return ["no lines so far"];
  return [`no lines so far: this run goes on where that of ${texts.full(resumedMs)} stopped`, READ_AGAIN];
}

function reasons(view: View): readonly string[] {
  const { lines, learntLines } = view.snapshot.totals;
  if (lines === 0) return noLinesTexts(view);
  if (learntLines === 0) return ["nothing odd so far: what is normal here is being learnt"];
  const before = learntLines === 1 ? "1 line that was" : `${countText(learntLines)} lines that were`;
  return [`Nothing odd so far: the ${before} there before it began were learnt from, not judged.`, NOT_JUDGED];
}
