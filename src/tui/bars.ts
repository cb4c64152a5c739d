/** The first and the last row of the dashboard: what goes on in one line, and which keys do what. */
import { CRITICAL_SCORE } from "../core/anomaly.ts";
import { countText } from "../core/text/number_text.ts";
import type { Snapshot } from "../core/views/snapshot.ts";
import { columnsOf } from "../core/text/width.ts";
import { compactCount } from "./amounts.ts";
import type { Frame, Span } from "./frame.ts";
import type { Binding } from "./keymap.ts";
import { rangeText } from "./range.ts";
import { type ScreenId, SCREENS } from "./screen.ts";
import type { View } from "./view.ts";

/** Draws the header: name, how much, how odd, until when. What matters least goes first when it is narrow. */
export function renderHeader(frame: Frame, view: View, isPaused: boolean): void {
  const { snapshot, texts } = view;
  frame.fill();
  const right = rightOfHeader(view, isPaused);
  const rightColumns = right.reduce((sum, { text }) => sum + columnsOf(text), 0);
  let column = frame.text(1, 0, "oddline", { role: "strong", bold: true });
  for (const span of leftOfHeader(view)) {
    if (column + 3 + columnsOf(span.text) + rightColumns > frame.columns - 3) break;
    column = frame.text(column + 3, 0, span.text, span);
  }
  let at = Math.max(0, frame.columns - 1 - rightColumns);
  for (const span of right) at = frame.text(at, 0, span.text, span);
  if (frame.columns < 40) frame.textBefore(frame.columns, 0, texts.clock(snapshot.clockMs), { role: "muted" });
}

function leftOfHeader(view: View): Span[] {
  const { snapshot, range, filter } = view;
  const { sources, linesPerSecond, totals } = snapshot;
  const spans: Span[] = [];
  if (!filter.isEmpty) spans.push({ text: `/${filter.text}`, role: "match" });
  if (range !== undefined) {
    spans.push({ text: rangeText(view, range), role: "match" });
  }
  spans.push({ text: sources.length === 1 ? "1 source" : `${sources.length} sources`, role: "muted" });
  spans.push({ text: `${compactCount(linesPerSecond)} lines/s`, role: "muted" });
  spans.push({ text: `${compactCount(totals.lines)} lines`, role: "muted" });
  const lag = Math.max(0, ...sources.map(({ lagMs }) => lagMs > 0 ? lagMs : 0));
  if (lag > 0) spans.push({ text: `lag ${Math.round(lag)} ms`, role: lag > 1000 ? "warning" : "muted" });
  return spans;
}

const PHASES: Readonly<Record<Snapshot["phase"], string>> = {
  starting: "starting",
  reading: "reading",
  following: "live",
  ended: "end",
};

function rightOfHeader({ snapshot, texts }: View, isPaused: boolean): Span[] {
  const { anomalies, phase, clockMs } = snapshot;
  let critical = 0;
  let warning = 0;
  for (let k = 0; k < anomalies.length; k++) {
    const { score, mark } = anomalies.at(k);
    if (mark !== "new") continue;
    if (score >= CRITICAL_SCORE) critical++;
    else warning++;
  }
  const state = isPaused ? "paused" : PHASES[phase];
  return [
    ...(critical === 0 ? [] : [{ text: `▲ ${countText(critical)} critical  `, role: "critical" } as const]),
    ...(warning === 0 ? [] : [{ text: `● ${countText(warning)} warning  `, role: "warning" } as const]),
    ...(critical + warning === 0 ? [{ text: "nothing odd  ", role: "muted" } as const] : []),
    { text: `${texts.clock(clockMs)} `, role: "muted" },
    { text: state, role: isPaused ? "match" : "muted" },
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
  if (note !== "") frame.textBefore(frame.columns - 1, 0, note, { role: "muted" });
}
