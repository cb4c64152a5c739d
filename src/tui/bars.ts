/** The first and the last row of the dashboard: what goes on in one line, and which keys do what. */
import { CRITICAL_SCORE } from "../core/anomaly.ts";
import { countText } from "../core/text/number_text.ts";
import type { Snapshot } from "../core/views/snapshot.ts";
import { columnsOf } from "../core/text/width.ts";
import { compactCount } from "./amounts.ts";
import { columnsOfSpans, type Frame, type Span } from "./frame.ts";
import type { Binding } from "./keymap.ts";
import { rangeText } from "./range.ts";
import { type ScreenId, SCREENS } from "./screen.ts";
import type { View } from "./view.ts";

/** Cells between what stands on the left. */
const GAP = 3;
/** A filter or a range of time is never left out, but cut down to so many cells. */
const NARROWING_LEAST = 12;

/** Draws the header: name, how much, how odd, until when. What matters least goes first when it is narrow. */
export function renderHeader(frame: Frame, view: View, isPaused: boolean): void {
  frame.fill();
  const narrowing = narrowingOf(view);
  const needed = narrowing.reduce((sum, { text }) => sum + Math.min(columnsOf(text), NARROWING_LEAST) + GAP, 0);
  const forms = rightOfHeader(view, isPaused);
  const right = forms.find((form) => columnsOfSpans(form) + needed + 2 <= frame.columns) ?? forms[forms.length - 1];
  const end = frame.columns - 1 - columnsOfSpans(right);
  const limit = end - 2;
  let column = 1;
  for (const span of [{ text: "oddline", role: "strong", bold: true } as const, ...narrowing, ...amountsOf(view)]) {
    const isNarrowing = narrowing.includes(span);
    const least = column === 1 ? needed : 0;
    if (!isNarrowing && column + columnsOf(span.text) + least > limit) {
      if (column === 1) continue;
      break;
    }
    column = frame.text(column, 0, span.text, span, limit - column) + GAP;
  }
  frame.spans(Math.max(0, end), 0, right);
}

/** What of the run is shown: the filter, the range of time. */
function narrowingOf(view: View): Span[] {
  const { range, filter } = view;
  return [
    ...(filter.isEmpty ? [] : [{ text: `/${filter.text}`, role: "match" } as const]),
    ...(range === undefined ? [] : [{ text: rangeText(view, range), role: "match" } as const]),
  ];
}

function amountsOf({ snapshot: { sources, linesPerSecond, totals } }: View): Span[] {
  const lag = Math.max(0, ...sources.map(({ lagMs }) => lagMs > 0 ? lagMs : 0));
  return [
    { text: sources.length === 1 ? "1 source" : `${sources.length} sources`, role: "muted" },
    { text: `${compactCount(linesPerSecond)} lines/s`, role: "muted" },
    { text: `${compactCount(totals.lines)} lines`, role: "muted" },
    ...(lag > 0 ? [{ text: `lag ${Math.round(lag)} ms`, role: lag > 1000 ? "warning" : "muted" } as const] : []),
  ];
}

const PHASES: Readonly<Record<Snapshot["phase"], string>> = {
  starting: "starting",
  reading: "reading",
  following: "live",
  ended: "end",
};

/** How odd it is, until when, and what the run does: in full, then in fewer words the narrower it gets. */
function rightOfHeader({ snapshot, texts }: View, isPaused: boolean): readonly (readonly Span[])[] {
  const { anomalies, phase, clockMs } = snapshot;
  let critical = 0;
  let warning = 0;
  for (let k = 0; k < anomalies.length; k++) {
    const { score, mark } = anomalies.at(k);
    if (mark !== "new") continue;
    if (score >= CRITICAL_SCORE) critical++;
    else warning++;
  }
  const odd = (words: readonly [string, string]): Span[] => [
    ...(critical === 0 ? [] : [{ text: `▲ ${countText(critical)}${words[0]}  `, role: "critical" } as const]),
    ...(warning === 0 ? [] : [{ text: `● ${countText(warning)}${words[1]}  `, role: "warning" } as const]),
    ...(critical + warning === 0 ? [{ text: "nothing odd  ", role: "muted" } as const] : []),
  ];
  const clock: Span = { text: `${texts.clock(clockMs)} `, role: "muted" };
  const state: Span = { text: isPaused ? "paused" : PHASES[phase], role: isPaused ? "match" : "muted" };
  return [
    [...odd([" critical", " warning"]), clock, state],
    [...odd(["", ""]), clock, state],
    [...odd(["", ""]), state],
    [state],
  ];
}

/** Draws the hint bar: the screens, then the keys of this one. */
export function renderHints(frame: Frame, screen: ScreenId, bindings: readonly Binding[], note: string): void {
  frame.fill();
  let column = 1;
  const isNarrow = frame.columns < 110;
  for (const [index, id] of SCREENS.entries()) {
    const isHere = id === screen;
    column = frame.text(column, 0, String(index + 1), { role: "key", bold: isHere });
    if (isHere || !isNarrow) {
      column = frame.text(column + 1, 0, id, isHere ? { role: "strong", underline: true } : { role: "muted" });
    }
    column += isNarrow ? 1 : 2;
  }
  const noteColumns = note === "" ? 0 : columnsOf(note) + 2;
  column++;
  for (const { keys, hint } of bindings) {
    if (hint === undefined) continue;
    const columns = columnsOf(keys[0]) + 1 + columnsOf(hint) + 2;
    if (column + columns > frame.columns - noteColumns) break;
    column = frame.text(column, 0, keys[0], { role: "key" });
    column = frame.text(column + 1, 0, hint, { role: "muted" }) + 2;
  }
  if (note !== "" && column + noteColumns - 1 <= frame.columns) {
    frame.textBefore(frame.columns - 1, 0, note, { role: "muted" });
  }
}
