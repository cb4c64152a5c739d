import { assertEquals } from "@std/assert";
import type { AnomalyEvent } from "../../src/core/anomaly.ts";
import { AnomalyLog } from "../../src/snapshot/anomaly_log.ts";

const MAX = 2000;

function anomaly(id: string, changes: Partial<AnomalyEvent> = {}): AnomalyEvent {
  return {
    type: "anomaly",
    id,
    time: "2026-01-01T00:00:00.000Z",
    source: "a.log",
    line: 1,
    offset: 0,
    detector: "keyword",
    score: .9,
    severity: "warning",
    template_id: "t1",
    template: "disk <*> failed",
    message: "disk 7 failed",
    reason: "a word",
    evidence: {},
    count: 1,
    ...changes,
  };
}

/** A log that has this many anomalies of a batch each, and then those of one batch. */
function logOf(before: number, ofBatch: readonly AnomalyEvent[] = []): AnomalyLog {
  const log = new AnomalyLog();
  for (let k = 0; k < before; k++) {
    log.begin(anomaly(`b${k}`));
    log.takeBegun();
  }
  for (const event of ofBatch) log.begin(event);
  log.takeBegun();
  return log;
}

const flood = (count: number) => Array.from({ length: count }, (_, k) => anomaly(`f${k}`));

Deno.test("up to 2,000 anomalies are all known, also where they come at once", () => {
  const log = logOf(0, flood(MAX));
  assertEquals([log.length, log.forgotten, log.at(0).event.id], [MAX, 0, "f0"]);
});

Deno.test("the oldest are forgotten, and counted, when there are more", () => {
  const log = logOf(3 * MAX);
  assertEquals(log.length + log.forgotten, 3 * MAX);
  assertEquals([log.at(log.length - 1).event.id, log.byId("b0")], [`b${3 * MAX - 1}`, undefined]);
});

Deno.test("of a flood a few of each batch are kept, the newest at its end, and the others counted", () => {
  const log = logOf(MAX + 1, flood(500));
  assertEquals(log.length + log.forgotten, MAX + 1 + 500);
  assertEquals(log.at(log.length - 1).event.id, "f499");
  assertEquals([...log.all()].filter(({ event }) => event.id.startsWith("f")).length, 32);
});

Deno.test("those that began in a batch are told of once, as far as they are known", () => {
  const log = logOf(MAX + 1);
  for (const event of flood(500)) log.begin(event);
  const begun = log.takeBegun().map(({ event }) => event.id);
  assertEquals([begun.length, begun[0], begun[31], log.takeBegun()], [32, "f0", "f499", []]);
});

Deno.test("the oddest of a flood is not among those that go", () => {
  const events = flood(500).map((event) => event.id === "f200" ? { ...event, score: .99 } : event);
  assertEquals(logOf(MAX + 1, events).byId("f200")?.score, .99);
});

Deno.test("a line leads to the newest anomaly of its template as long as that is known", () => {
  const log = logOf(0, [anomaly("x"), anomaly("y"), anomaly("z", { template_id: "t2" })]);
  assertEquals([log.newestOf("a.log", "t1"), log.newestOf("a.log", "t2"), log.newestOf("b.log", "t1")], ["y", "z", ""]);
  for (let k = 0; k < 2 * MAX; k++) log.begin(anomaly(`b${k}`, { template_id: "t3" }));
  assertEquals(log.newestOf("a.log", "t1"), "");
});

Deno.test("how often and since when an anomaly was told of counts its own source, template and detector", () => {
  const at = (minute: number) => ({ time: new Date(minute * 60_000).toISOString() });
  const log = logOf(0, [
    anomaly("a", at(1)),
    anomaly("b", { ...at(2), source: "b.log" }),
    anomaly("c", { ...at(3), detector: "severity" }),
    anomaly("d", at(4)),
  ]);
  assertEquals([...log.all()].map(({ before, sinceMs }) => [before, sinceMs / 60_000]), [[0, 1], [0, 2], [0, 3], [
    1,
    1,
  ]]);
});

Deno.test("of more than 20,000 pairs of a source and a template the earlier ones count anew, and how many is said", () => {
  const log = logOf(0);
  for (let k = 0; k <= 20_000; k++) log.begin(anomaly(`p${k}`, { template_id: `t${k}` }));
  log.begin(anomaly("again", { template_id: "t0" }));
  assertEquals([log.kindsForgotten, log.byId("again")?.before], [20_000, 0]);
});
