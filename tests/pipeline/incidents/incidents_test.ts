import { assertEquals } from "@std/assert";
import type { AnomalyEvent, AnomalyUpdate } from "../../../src/core/anomaly.ts";
import { type Addition, detectorBit } from "../../../src/pipeline/incidents/incident.ts";
import { Incidents } from "../../../src/pipeline/incidents/incidents.ts";

function anomaly(id: string, source = "app.log"): AnomalyEvent {
  return {
    type: "anomaly",
    id,
    time: null,
    source,
    line: 1,
    offset: 0,
    detector: "severity",
    score: .9,
    severity: "warning",
    template_id: id,
    template: id,
    message: id,
    reason: "it is odd",
    evidence: {},
    count: 1,
  };
}

/** A line by the detector that is named, at this clock. */
function at(clock: number): Addition {
  return { score: .9, detectors: detectorBit("severity"), time: NaN, clock };
}

/** What was said, in short: "+id" for a beginning, "id×count" for an update, with "." when closed. */
function listen(windowMs = 60_000): { incidents: Incidents; said: string[] } {
  const said: string[] = [];
  const emit = (event: AnomalyEvent | AnomalyUpdate) => {
    said.push(event.type === "anomaly" ? `+${event.id}` : `${event.id}×${event.count}${event.closed ? "." : ""}`);
  };
  return { incidents: new Incidents({ windowMs, emit }), said };
}

Deno.test("one thing that goes on is one anomaly, updated at most once a second", () => {
  const { incidents, said } = listen();
  const incident = incidents.begin(anomaly("a"), "a", at(0));
  for (let ms = 100; ms <= 3000; ms += 100) incidents.extend(incident, at(ms));
  incidents.closeAll();
  assertEquals(said, ["+a", "a×11", "a×21", "a×31", "a×31."]);
});

Deno.test("what was counted and not said is said when the log falls silent, once", () => {
  const { incidents, said } = listen();
  const incident = incidents.begin(anomaly("a"), "a", at(0));
  incidents.begin(anomaly("b"), "b", at(0));
  assertEquals(incidents.isBehind, false);
  incidents.extend(incident, at(100));
  incidents.extend(incident, at(200));
  assertEquals([incidents.isBehind, said.length], [true, 2]);
  incidents.catchUp();
  incidents.catchUp();
  assertEquals([incidents.isBehind, said], [false, ["+a", "+b", "a×3"]]);
  // the second goes from what was said last
  for (const ms of [1000, 1199, 1200]) incidents.extend(incident, at(ms));
  assertEquals(said.slice(3), ["a×6"]);
});

Deno.test("an incident is closed when a window has passed without a line of it, and not before", () => {
  const { incidents, said } = listen(10_000);
  incidents.begin(anomaly("a"), "a", at(0));
  incidents.advance("app.log", 10_000);
  assertEquals(said, ["+a"]);
  incidents.advance("other.log", 99_000);
  assertEquals(said, ["+a"], "another source's clock says nothing of this one");
  incidents.advance("app.log", 10_001);
  assertEquals(said, ["+a", "a×1."]);
  assertEquals(incidents.find("app.log", "a"), undefined);
});

Deno.test("incidents that end are closed in the order in which they ended, however often one looks", () => {
  const often = listen(10);
  const once = listen(10);
  for (const { incidents } of [often, once]) {
    incidents.begin(anomaly("c"), "c", at(1));
    incidents.begin(anomaly("a"), "a", at(3));
    incidents.begin(anomaly("b"), "b", at(2));
  }
  for (let clock = 4; clock <= 50; clock++) often.incidents.advance("app.log", clock);
  once.incidents.advance("app.log", 50);
  assertEquals(often.said, once.said);
  assertEquals(once.said.slice(3), ["c×1.", "b×1.", "a×1."]);
});

Deno.test("without event times an incident stays open until the end", () => {
  const { incidents, said } = listen();
  const incident = incidents.begin(anomaly("a"), "a", at(NaN));
  for (let k = 0; k < 5; k++) incidents.extend(incident, at(NaN));
  incidents.advance("app.log", NaN);
  assertEquals(said, ["+a"]);
  incidents.closeAll();
  assertEquals(said, ["+a", "a×6."]);
});

Deno.test("no more than ten thousand incidents are open; those silent for longest make room", () => {
  const { incidents, said } = listen();
  for (let k = 0; k <= 10_000; k++) incidents.begin(anomaly(`id${k}`), `id${k}`, at(k));
  const closed = said.filter((text) => text.endsWith("."));
  assertEquals(closed, Array.from({ length: 1250 }, (_, k) => `id${k}×1.`));
});

Deno.test("incidents go on after save and restore", () => {
  const before = listen();
  before.incidents.extend(before.incidents.begin(anomaly("a"), "a", at(0)), { ...at(10), score: .95 });
  const after = listen();
  after.incidents.restore(JSON.parse(JSON.stringify(before.incidents.save())));
  after.incidents.advance("app.log", 70_000);
  assertEquals(after.said, ["a×2."]);
});

Deno.test("a template that turns out to be another takes its incident along, unless that has its own", () => {
  const { incidents, said } = listen();
  incidents.begin(anomaly("a"), "a", at(0));
  incidents.begin(anomaly("b"), "b", at(0));
  incidents.rename("a", "b");
  assertEquals(incidents.find("app.log", "b")?.id, "b");
  incidents.rename("a", "c");
  assertEquals([incidents.find("app.log", "a"), incidents.find("app.log", "c")?.id], [undefined, "a"]);
  incidents.closeAll();
  assertEquals(said, ["+a", "+b", "b×1.", "a×1."]);
});
