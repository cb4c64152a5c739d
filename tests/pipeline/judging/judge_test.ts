/** What becomes of verdicts: rows, anomalies, sessions. */
import { assertEquals } from "@std/assert";
import type { DetectorId } from "../../../src/core/anomaly.ts";
import type { VerdictSink } from "../../../src/detectors/mod.ts";
import { Random } from "../../../src/generate/random.ts";
import { Verdicts } from "../../../src/pipeline/verdicts/verdicts.ts";
import { type Judged, judgeLines, type Line, odd, saysSession, session } from "../judging.ts";

/** Who names a line that detectors gave these scores, and its score. */
function named(...given: readonly (readonly [DetectorId, number])[]): string {
  const verdicts = new Verdicts(given.map(([id]) => id), .9);
  for (const [index, [, score]] of given.entries()) {
    verdicts.giver = index;
    verdicts.give(0, score, 0, 0);
  }
  return `${verdicts.detectorAt(0)} ${verdicts.scoreAt(0)}`;
}

Deno.test("a silence names a line only where nothing else flags it, and its score counts all the same", () => {
  assertEquals(named(["severity", .9], ["flatline", .98]), "severity 0.98");
  assertEquals(named(["flatline", .98], ["sequence", .91]), "sequence 0.98");
  assertEquals(named(["severity", .7], ["flatline", .98], ["sequence", .8]), "flatline 0.98");
  assertEquals(named(["severity", .7], ["flatline", .6]), "severity 0.7");
  assertEquals(named(["severity", .9], ["spike", .98]), "spike 0.98");
});

/** Says so, and that it covers the lines since. */
const spike = (score: number, sinceMs: number) => (line: number, verdicts: VerdictSink) => {
  verdicts.give(line, score, 0, 0);
  verdicts.cover?.(line, sinceMs);
};

const quiet = (count: number, line: Line = {}): Line[] => Array.from({ length: count }, () => line);

/** The lines that have a score, in short. */
function scored({ rows }: Judged): string[] {
  return rows.filter(({ score }) => score > 0).map(({ line, score, detector, anomaly }) =>
    `${line} ${score} ${detector}${anomaly === "" ? "" : " told"}`
  );
}

Deno.test("every line has one row, with the highest score, whose it is, and what rules, ML and each detector gave", () => {
  const { rows, totals } = judgeLines([
    {},
    { says: { severity: odd(.9), spike: odd(.95) } },
    { says: { severity: odd(.9), spike: odd(.9) }, template: 1 },
    { says: { spike: odd(.4) }, template: 2 },
  ], 2);
  assertEquals(
    rows.map((
      { line, template, score, detector, rules, ml, own },
    ) => [line, template, score, detector, rules, ml, own]),
    [
      [1, "id0", 0, "", 0, 0, [0, 0, 0]],
      [2, "id0", .95, "spike", .9, .95, [.9, .95, 0]],
      [3, "id1", .9, "severity", .9, .9, [.9, .9, 0]],
      [4, "id2", .4, "spike", 0, .4, [0, .4, 0]],
    ],
  );
  assertEquals(totals.flaggedLines, 2);
});

Deno.test("a line that continues an event has its event's verdict, also where another source came between", () => {
  const { rows } = judgeLines([
    { says: { severity: odd(.97) } },
    { continues: true },
    { source: "other.log", template: 1 },
    { continues: true },
    { source: "other.log", template: 1, continues: true },
  ]);
  assertEquals(rows.map(({ score }) => score), [.97, .97, 0, .97, 0]);
  assertEquals(rows.map(({ anomaly }) => anomaly !== ""), [true, true, false, true, false]);
});

Deno.test("a spike covers the lines of its template and source in its window, and each counts once in its anomaly", () => {
  const lines: Line[] = [
    {},
    {},
    { source: "other.log" },
    { continues: true },
    { template: 1 },
    { says: { severity: odd(.9) } },
    {},
    { says: { spike: spike(.95, 1000) } },
    { says: { spike: spike(.95, 1000) } },
  ];
  const judged = judgeLines(lines, 3);
  assertEquals(
    scored(judged),
    [
      "2 0.95 spike told",
      // this one continues the event before it: it has its verdict, and does not count
      "3 0.95 spike told",
      "5 0.95 spike told",
      "6 0.95 spike told",
      "7 0.95 spike told",
      "8 0.95 spike told",
    ],
  );
  assertEquals(judged.anomalies.length, 1);
  assertEquals(judged.updates.at(-1)?.count, 5);
  assertEquals(judged.totals.flaggedLines, 5);
  assertEquals(judged.judge.passed.tally.counts, { rules: 1, ml: 5, both: 1 });
  assertEquals(judged.judge.anomalies.tally.counts, { rules: 1, ml: 1, both: 1 });
});

Deno.test("a verdict reaches back ten thousand lines and no further, wherever batches are cut", () => {
  for (const cut of [1, 977, 30_000]) {
    const lines = [...quiet(12_000), { says: { spike: spike(.95, 0) } }, ...quiet(50)];
    const { rows, updates } = judgeLines(lines, cut);
    assertEquals(rows.filter(({ score }) => score > 0).map(({ line }) => line).slice(0, 2), [2001, 2002]);
    assertEquals(updates.at(-1)?.count, 10_001);
  }
});

Deno.test("what is covered counts the same in events when nobody asks for rows", () => {
  const lines = [...quiet(300), ...quiet(200, { says: { spike: spike(.95, 50_000) } }), ...quiet(50)];
  const asked = judgeLines(lines, 70);
  const unasked = judgeLines(lines, 70, { onVerdicts: undefined, onSession: undefined });
  assertEquals(unasked.events, asked.events);
  assertEquals(asked.updates.at(-1)?.count, 450);
});

Deno.test("a spike covers lines of templates that turned out to be its own, and none before that showed", () => {
  const lines = (spikeAt: number): Line[] => {
    const all: Line[] = [{ template: 1 }, { template: 2 }, {}, { template: 2, merge: [1, 2] }, {}];
    all.splice(spikeAt, 0, { template: 2, says: { spike: spike(.95, 0) } });
    return all;
  };
  for (const cut of [1, 3, 10]) {
    assertEquals(scored(judgeLines(lines(3), cut)).length, 2, `before the merge, batches of ${cut}`);
    assertEquals(scored(judgeLines(lines(5), cut)).length, 4, `after it, batches of ${cut}`);
  }
});

Deno.test("of a session whose line is gone the template is shown, which the anomaly says and the run counts", () => {
  const verdicts = [session("blk_1", .95, 2), session("blk_2", .95, 3, { message: undefined, group: "other" })];
  const { anomalies, judge } = judgeLines([...quiet(5), ...verdicts.map(saysSession)]);
  assertEquals(anomalies.map(({ message, evidence }) => [message, evidence]), [
    ["line 2", { expected: "end" }],
    ["line <*>", { expected: "end", message_of: "template" }],
  ]);
  assertEquals(judge.linesNotKept, 1);
});

Deno.test("a session's verdict is an anomaly at the line that caused it, grouped by what is odd", () => {
  const { anomalies, updates, rows } = judgeLines([
    ...quiet(5),
    saysSession(session("blk_1", .95, 2, { message: "the cause" })),
    saysSession(session("blk_2", .98, 3)),
    saysSession(session("blk_3", .93, 4, { group: "unseen order" })),
    saysSession(session("blk_4", .6, 0, { group: "nothing much" })),
  ]);
  assertEquals(
    anomalies.map(({ detector, session, line, message, count }) => [detector, session, line, message, count]),
    [
      ["session", "blk_1", 3, "the cause", 1],
      ["session", "blk_3", 5, "line 4", 1],
    ],
  );
  assertEquals(anomalies[0].reason, "blk_1 has no end");
  assertEquals(anomalies[0].time, "1970-01-01T00:00:02.000Z");
  const [first] = updates.filter(({ id, closed }) => id === anomalies[0].id && closed);
  assertEquals([first.count, first.score], [2, .98]);
  assertEquals(rows.slice(0, 6).map(({ score }) => score), [.6, 0, .95, .98, .93, 0]);
  assertEquals(rows[3].anomaly, anomalies[0].id);
});

Deno.test("a session's verdict leaves a line alone that is too old, and tells of it all the same", () => {
  for (const cut of [500, 30_000]) {
    const lines = [...quiet(10_001), saysSession(session("blk_1", .95, 0)), saysSession(session("blk_2", .95, 2))];
    const judged = judgeLines(lines, cut);
    assertEquals(scored(judged), ["3 0.95 session told"]);
    assertEquals(judged.anomalies.length, 1);
    assertEquals(judged.updates.at(-1)?.count, 2);
  }
});

Deno.test("the anomalies of sessions close when an hour has passed without another", () => {
  const { events } = judgeLines([
    {},
    saysSession(session("blk_1", .95, 0)),
    { time: 3_500_000 },
    { ...saysSession(session("blk_2", .95, 1, { time: 90_000 })), time: 3_550_000 },
    { ...saysSession(session("blk_3", .95, 2, { time: 90_000 })), time: 7_200_000 },
  ], 1);
  assertEquals(events.map((event) => event.type === "anomaly_update" ? event.closed : event.type), [
    "anomaly",
    false,
    true,
    "anomaly",
    true,
  ]);
});

Deno.test("a session has one row when it ends: its own verdict, or the highest of its lines'", () => {
  const says = (speak: (line: number, verdicts: VerdictSink) => void): Line => ({ says: { session: speak } });
  const { sessions, anomalies } = judgeLines([
    {
      says: {
        severity: odd(.97),
        session(line, verdicts) {
          assertEquals([verdicts.scoreAt?.(line), verdicts.detectorAt?.(line)], [.97, "severity"]);
          assertEquals([...verdicts.judgedLines?.() ?? []], [line]);
          verdicts.noteSessionLine?.(line, "a");
        },
      },
    },
    says((line, verdicts) => {
      assertEquals([verdicts.scoreAt?.(line), verdicts.detectorAt?.(line)], [0, undefined]);
      verdicts.endSession?.(line, { session: "a", score: .97, detector: "severity" });
    }),
    saysSession(session("b", .95, 1)),
    says((line, verdicts) => verdicts.endSession?.(line, { session: "b", score: .95, detector: "session" })),
    says((line, verdicts) => verdicts.endSession?.(line, { session: "c", score: 0 })),
  ]);
  const [line, ofB] = anomalies.map(({ id }) => id);
  assertEquals(sessions, [
    { session: "a", score: .97, flagged: true, detector: "severity", anomaly: line },
    { session: "b", score: .95, flagged: true, detector: "session", anomaly: ofB },
    { session: "c", score: 0, flagged: false, detector: "", anomaly: "" },
  ]);
});

Deno.test("several detectors that flag lines of one template make one anomaly, which names them", () => {
  const { anomalies, updates } = judgeLines([
    { says: { severity: odd(.95), spike: odd(.9) } },
    { says: { severity: odd(.95) } },
    { template: 1, says: { spike: odd(.95) } },
    { template: 1, says: { severity: odd(.99) } },
  ]);
  assertEquals(anomalies.map(({ detector, evidence }) => [detector, evidence]), [
    ["severity", { detectors: ["severity", "spike"] }],
    ["spike", {}],
  ]);
  const closed = updates.filter((update) => update.closed);
  assertEquals(closed.map(({ score, detectors }) => [score, detectors]), [
    [.95, undefined],
    [.99, ["severity", "spike"]],
  ]);
});

Deno.test("whatever is said, the events, rows and sessions are the same for any cut into batches", () => {
  const random = new Random(5);
  const lines = Array.from({ length: 3000 }, (_, at): Line => {
    const template = random.integer(0, 3);
    const line: Line = { template, continues: at > 0 && random.chance(.05), time: at * 400 };
    const what = random.integer(0, 40);
    if (what < 2) return { ...line, continues: false, says: { severity: odd(random.pick([.5, .9, .97])) } };
    if (what === 2) {
      return { ...line, continues: false, says: { spike: spike(random.pick([.7, .92, .96]), at * 400 - 60_000) } };
    }
    const cause = Math.max(0, at - random.integer(0, 50));
    const name = `s${random.integer(0, 9)}`;
    if (what === 3) {
      return { ...line, ...saysSession(session(name, random.pick([.6, .94]), cause, { time: cause * 400 })) };
    }
    if (what === 4) {
      return { ...line, says: { session: (k, verdicts) => verdicts.endSession?.(k, { session: name, score: 0 }) } };
    }
    return line;
  });
  const first = judgeLines(lines, 3000);
  for (const cut of [1, 7, 100, 999]) {
    const found = judgeLines(lines, cut);
    const at = found.events.findIndex((event, k) => JSON.stringify(event) !== JSON.stringify(first.events[k]));
    assertEquals(found.events.slice(at, at + 3), first.events.slice(at, at + 3), `batches of ${cut}`);
    assertEquals(found.rows, first.rows, `batches of ${cut}`);
    assertEquals(found.sessions, first.sessions, `batches of ${cut}`);
    assertEquals(found.totals, first.totals);
  }
  assertEquals(first.rows.length, lines.length);
});
