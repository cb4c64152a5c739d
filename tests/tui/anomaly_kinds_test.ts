import { assertEquals } from "@std/assert";
import type { AnomalyView } from "../../src/core/views/anomaly_view.ts";
import { anomalyKinds } from "../../src/tui/anomaly_kinds.ts";
import { sampleAnomalies } from "./sample_anomalies.ts";

const ALL = { range: undefined };
const [SUDO, , , POOL] = sampleAnomalies();

/** The nth anomaly of the same kind as another, so many minutes after the first. */
function again(like: AnomalyView, nth: number, minute: number): AnomalyView {
  const sinceMs = like.timeMs;
  return {
    ...like,
    before: nth - 1,
    sinceMs,
    timeMs: sinceMs + minute * 60_000,
    count: nth,
    score: Math.max(.5, 1 - nth / 100),
  };
}

function shownKinds(rows: readonly AnomalyView[], range: Parameters<typeof anomalyKinds>[1] = ALL) {
  return anomalyKinds(rows, range).map(({ newest, sinceMs, times, score, lines }) => ({
    detector: newest.event.detector,
    minute: (newest.timeMs - SUDO.timeMs) / 60_000,
    since: (sinceMs - SUDO.timeMs) / 60_000,
    times,
    score,
    lines,
  }));
}

Deno.test("what comes back is one row, where its newest stands, with its lines and how often there was such", () => {
  const pool = { ...POOL, before: 0, sinceMs: POOL.timeMs };
  const minute = (POOL.timeMs - SUDO.timeMs) / 60_000;
  assertEquals(shownKinds([again(SUDO, 3, 40), pool, again(SUDO, 2, 5), again(SUDO, 1, 0)]), [
    { detector: "new_template", minute: 40, since: 0, times: 3, score: .99, lines: 6 },
    { detector: "spike", minute, since: minute, times: 1, score: .99, lines: 412 },
  ]);
});

Deno.test("those that are not known any more count too, with a line each", () => {
  assertEquals(shownKinds([again(SUDO, 900, 40), again(SUDO, 899, 39)]), [
    { detector: "new_template", minute: 40, since: 0, times: 900, score: .5, lines: 1799 + 898 },
  ]);
});

Deno.test("in a range that is selected only what lies in it counts", () => {
  const range = { fromMs: SUDO.timeMs + 5 * 60_000, untilMs: Infinity };
  assertEquals(shownKinds([again(SUDO, 4, 40), again(SUDO, 3, 9)], { range }), [
    { detector: "new_template", minute: 40, since: 9, times: 2, score: .97, lines: 7 },
  ]);
});

Deno.test("another source, another detector and another run are other kinds", () => {
  const others: AnomalyView[] = [
    { ...SUDO, event: { ...SUDO.event, source: "/var/log/other.log" } },
    { ...SUDO, event: { ...SUDO.event, detector: "severity" } },
    { ...SUDO, isPast: true },
  ];
  assertEquals(anomalyKinds([SUDO, ...others], ALL).length, 4);
});
