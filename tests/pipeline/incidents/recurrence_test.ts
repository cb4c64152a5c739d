import { assertEquals } from "@std/assert";
import type { AnomalyEvent, AnomalyUpdate, DetectorId } from "../../../src/core/anomaly.ts";
import { type Addition, detectorBit } from "../../../src/pipeline/incidents/incident.ts";
import { Incidents } from "../../../src/pipeline/incidents/incidents.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const SEVERITY: readonly DetectorId[] = ["severity"];

/** What comes of one kind: its minute, and who flags it at which score. */
type Coming = readonly [minute: number, detectors?: readonly DetectorId[], score?: number];

/** Tells incidents of what comes, as the judge does; minutes at which an anomaly was told. */
function toldAt(comings: readonly Coming[], { incidents, told } = listen()): number[] {
  for (const [minute, detectors = SEVERITY, score = .9] of comings) {
    const addition = additionOf(minute, detectors, score);
    const { clock } = addition;
    incidents.advance("app.log", clock);
    const open = incidents.find("app.log", "kind", addition);
    if (open === undefined) incidents.begin(anomaly(minute, detectors[0]), "kind", addition);
    else incidents.extend(open, addition);
  }
  return told;
}

function additionOf(minute: number, detectors: readonly DetectorId[], score = .9): Addition {
  const clock = minute * MINUTE;
  return { score, detectors: detectors.reduce((sum, id) => sum | detectorBit(id), 0), time: clock, clock };
}

function listen(groupsRecurring = true): { incidents: Incidents; told: number[] } {
  const told: number[] = [];
  const emit = (event: AnomalyEvent | AnomalyUpdate) => {
    if (event.type === "anomaly") told.push(event.line);
  };
  return { incidents: new Incidents({ windowMs: MINUTE, groupsRecurring, emit }), told };
}

function anomaly(line: number, detector: DetectorId): AnomalyEvent {
  return {
    type: "anomaly",
    id: String(line).padStart(16, "0"),
    time: null,
    source: "app.log",
    line,
    offset: 0,
    detector,
    score: .9,
    severity: "warning",
    template_id: "kind",
    template: "kind",
    message: "kind",
    ...(detector === "session" && { session: String(line) }),
    reason: "it is odd",
    evidence: {},
    count: 1,
  };
}

/** Every so many minutes, so many times. */
function every(minutes: number, times: number, ...rest: [(readonly DetectorId[])?, number?]): Coming[] {
  return Array.from({ length: times }, (_, k) => [k * minutes, ...rest]);
}

Deno.test("an error that comes every few minutes is told twice, and then goes on", () => {
  assertEquals(toldAt(every(7, 100)), [0, 7]);
});

Deno.test("unless that is wanted, each time is told, once the one before is over", () => {
  assertEquals(toldAt(every(7, 4), listen(false)), [0, 7, 14, 21]);
});

Deno.test("a keyword does as well, and what the forest says of such a line beside it is nothing new", () => {
  assertEquals(toldAt(every(7, 10, ["keyword"])), [0, 7]);
  assertEquals(toldAt([...every(7, 10), [70, ["severity", "isolation_forest"], .92]]), [0, 7]);
});

Deno.test("what comes every few hours is told each time", () => {
  assertEquals(toldAt(every(180, 4)), [0, 180, 360, 540]);
});

Deno.test("an error that comes again after far longer than usual is told again", () => {
  assertEquals(toldAt([...every(5, 10), [45 + 15 * 5], [120 + 24 * 60]]), [0, 5, 120 + 24 * 60]);
});

Deno.test("errors may come more seldom by and by: a night is no end", () => {
  const gaps = [5, 5, 5, 10, 20, 40, 60, 90, 110];
  const comings = gaps.map((_, k): Coming => [gaps.slice(0, k + 1).reduce((sum, gap) => sum + gap, 0)]);
  assertEquals(toldAt(comings), [5, 10]);
});

Deno.test("too many of them at once are told beside what goes on, and so are those after them that are too many", () => {
  const comings: Coming[] = [...every(5, 10), [46, ["severity", "spike"], .95], [46.5], [50], [55]];
  assertEquals(toldAt([...comings, [60, ["severity", "spike"], .95]]), [0, 5, 46, 60]);
});

Deno.test("what is critical is told each time", () => {
  assertEquals(toldAt(every(5, 3, ["severity"], .98)), [0, 5, 10]);
  assertEquals(toldAt([...every(5, 3), [16, ["severity"], .98]]), [0, 5, 16]);
});

Deno.test("a number that is far out may be another one each time, and is told each time", () => {
  assertEquals(toldAt(every(5, 3, ["numeric_outlier"])), [0, 5, 10]);
});

Deno.test("sessions with the same thing wrong may come hours apart, and be as rare as they like", () => {
  const hours = HOUR / MINUTE;
  assertEquals(toldAt(every(3 * hours, 10, ["session"], .99)), [0, 3 * hours]);
  assertEquals(toldAt(every(13 * hours, 3, ["session"])), [0, 13 * hours, 26 * hours]);
});

Deno.test("what comes again and again is known to a run that goes on", () => {
  for (const cut of [1, 2, 5]) {
    const comings = every(7, 10);
    const first = listen();
    const begun = toldAt(comings.slice(0, cut), first);
    first.incidents.advance("app.log", (cut * 7 - 1) * MINUTE);
    const then = listen();
    then.incidents.restore(first.incidents.save());
    then.incidents.recurrences?.restore(JSON.parse(JSON.stringify(first.incidents.recurrences?.save())));
    assertEquals([...begun, ...toldAt(comings.slice(cut), then)], [0, 7]);
  }
});

Deno.test("a kind of line that is taken for another goes on as that one", () => {
  const { incidents, told } = listen();
  toldAt([...every(5, 3), [11, ["severity", "spike"], .95]], { incidents, told });
  incidents.rename("kind", "other");
  assertEquals(incidents.find("app.log", "other", additionOf(11, ["severity", "spike"]))?.key, "other+");
  assertEquals(incidents.find("app.log", "kind", additionOf(11, SEVERITY)), undefined);
});
