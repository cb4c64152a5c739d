/** Times as the dashboard shows them, in the zone that was asked for. */
import { type TimeText, timeTextIn } from "../../report/local_time.ts";
import type { TimeTexts } from "../../tui/view.ts";
// not from the folder's list: the first frame waits for all that is loaded
import { WHEN, whenMs } from "../values/times.ts";

/** Times that are remembered: the same few are drawn in every frame. */
const REMEMBERED_MAX = 4096;

/** Makes the texts for a zone (IANA name). */
export function timeTexts(timeZone: string): TimeTexts {
  // made when there is a time: the machinery for it takes longer than the first frame, which has none
  let text: TimeText | undefined;
  const remembered = new Map<number, string>();
  const full = (timeMs: number): string => {
    let known = remembered.get(timeMs);
    if (known !== undefined) return known;
    const isTime = Number.isFinite(timeMs) && Math.abs(timeMs) < 8.64e15;
    known = isTime ? (text ??= timeTextIn(timeZone))(new Date(timeMs).toISOString()) : "";
    if (remembered.size >= REMEMBERED_MAX) remembered.clear();
    remembered.set(timeMs, known);
    return known;
  };
  return {
    clock: (timeMs) => full(timeMs).slice(11, 19),
    exact: (timeMs) => full(timeMs).slice(11),
    full: (timeMs) => full(timeMs).slice(0, 19),
  };
}

/**
 * Reads a time in a filter, as flags take it: a day or a moment of the zone, a time of day on the newest event's day,
 * or a span before that event.
 */
export function timeReader(timeZone: string, newestMs: () => number): (value: string) => number | undefined {
  return (value) => {
    const newest = newestMs();
    try {
      const when = WHEN.parse(value.replace(/^\d:/, "0$&"));
      const isFixed = when.kind === "at" || when.kind === "clock" && when.date !== undefined;
      return isFixed || Number.isFinite(newest) ? whenMs(when, newest, timeZone) : undefined;
    } catch {
      return undefined;
    }
  };
}
