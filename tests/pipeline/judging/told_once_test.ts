/** What was told of is not told of again: errors that keep coming, sessions whose line is told of. */
import { assertEquals } from "@std/assert";
import { judgeLines, type Line, odd, saysSession, session } from "../judging.ts";

Deno.test("an error that keeps coming stays flagged, as of the anomaly that told of it last, and is counted", () => {
  const lines = Array.from({ length: 6 }, (_, k): Line => ({ time: k * 900_000, says: { severity: odd(.9) } }));
  const { rows, anomalies, totals } = judgeLines(lines);
  const [first, second, third] = anomalies.map(({ id }) => id);
  assertEquals(rows.map(({ anomaly }) => anomaly), [first, second, third, third, third, third]);
  assertEquals(anomalies.map(({ reason }) => reason), [
    "severity says so",
    "severity says so",
    "severity says so; it comes about every 15 min, and is told of no more unless it comes more often",
  ]);
  assertEquals([totals.anomalies, totals.flaggedLines, totals.recurringLines], [3, 6, 3]);
});

Deno.test("sessions with the same thing wrong, hours apart, are told of three times", () => {
  const lines = Array.from({ length: 5 }, (_, k): Line => ({
    time: k * 2 * 3_600_000,
    says: { session: (line, verdicts) => verdicts.giveSession?.(line, session(`s${k}`, .95, k)) },
  }));
  const { anomalies, totals } = judgeLines(lines);
  assertEquals([anomalies.length, totals.recurringLines], [3, 2]);
});

Deno.test("a session whose line is told of joins the line's anomaly, while that is open, and has its id in any case", () => {
  for (const end of [2000, 200_000]) {
    const { anomalies, updates, sessions, totals } = judgeLines([
      { says: { severity: odd(.9) } },
      { ...saysSession(session("a", .96, 0)), time: end, template: 1 },
      {
        time: end + 1000,
        template: 1,
        says: {
          session: (line, verdicts) => verdicts.endSession?.(line, { session: "a", score: .96, detector: "session" }),
        },
      },
    ]);
    const [{ id, detector }, ...more] = anomalies;
    assertEquals([detector, more, totals.flaggedLines], ["severity", [], 1]);
    assertEquals(sessions.map(({ anomaly, flagged }) => [anomaly, flagged]), [[id, true]]);
    const closed = updates.find((update) => update.closed);
    assertEquals([closed?.count, closed?.score], end === 2000 ? [1, .96] : [1, .9]);
  }
});
