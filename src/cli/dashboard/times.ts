/** Times as the dashboard shows them, in the zone that was asked for. */
import { type TimeText, timeTextIn } from "../../report/local_time.ts";
import type { TimeTexts } from "../../tui/view.ts";

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

/** Reads a time in a filter: a time of day on the newest event's day, or a full one. */
export function timeReader(timeZone: string, newestMs: () => number): (value: string) => number | undefined {
  const texts = timeTexts(timeZone);
  return (value) => {
    const ofDay = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(value);
    if (ofDay === null) return Number.isNaN(Date.parse(value)) ? undefined : Date.parse(value);
    const newest = newestMs();
    const [, hour, minute, second = "0"] = ofDay;
    const [h, m, s] = texts.clock(newest).split(":").map(Number);
    if (Number.isNaN(newest) || h === undefined) return undefined;
    const passed = (h * 60 + m) * 60 + s - ((Number(hour) * 60 + Number(minute)) * 60 + Number(second));
    return Math.floor(newest / 1000) * 1000 - passed * 1000;
  };
}
