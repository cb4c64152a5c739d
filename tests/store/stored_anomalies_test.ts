/** What is said of an anomaly once it is stored: the lines around it, what became of it, and whose it is. */
import { assert, assertEquals } from "@std/assert";
import type { AnomalyEvent, AnomalyUpdate } from "../../src/core/anomaly.ts";
import { anomalyRows } from "../../src/store/queries.ts";
import { weightiestAnomalies } from "../../src/store/report_queries.ts";
import { prune } from "../../src/store/retention.ts";
import { verifyDatabase } from "../../src/store/verify.ts";
import { createAdviser } from "../../src/cli/run/adviser.ts";
import { TempFolder } from "../sources/temp_folder.ts";
import { anomaly, counts, look, TestRun } from "./run_rows.ts";

const anomaliesIn = (path: string) => look(path, (database) => [...anomalyRows(database, {})]);

const closing = (id: string, changes: Partial<AnomalyUpdate> = {}): AnomalyUpdate => ({
  type: "anomaly_update",
  id,
  count: 1,
  score: .95,
  last_time: null,
  closed: true,
  ...changes,
});
const around = (text: string) => [
  { source: "app.log", line: 1, timeMs: NaN, severity: 0, text, messageStart: 0, isOdd: false },
];
const evidenceText = ({ evidence }: AnomalyEvent) => JSON.stringify(evidence);
const contextsIn = (path: string) =>
  anomaliesIn(path).map(({ id, context }) => [id, context === null ? null : JSON.parse(String(context))[0].text]);

Deno.test("the lines around an anomaly are stored with it, also those that come once it is stored, or over", () => {
  using folder = new TempFolder();
  const path = folder.at("oddline.db");
  const run = new TestRun(path);
  const ids = [1, 2, 3].map((number) => anomaly(number).id);
  for (const number of [1, 2, 3]) run.history.pending.begin(anomaly(number));
  for (const id of ids.slice(0, 2)) run.history.pending.surround(id, around("before"));
  assert(run.flush({ counts: counts(3, 3) }));
  run.history.pending.update(closing(ids[0]));
  assert(run.flush({ counts: counts(4, 3) }));
  for (const id of ids) run.history.pending.surround(id, around("after"));
  run.history.pending.update(closing(ids[2]));
  assert(run.flush({ counts: counts(5, 3), isEnd: true }));
  run.history.close();
  assertEquals(contextsIn(path), ids.map((id) => [id, "after"]));
});

Deno.test("the lines around an anomaly that is forgotten do not become another's", () => {
  using folder = new TempFolder();
  const path = folder.at("oddline.db");
  const run = new TestRun(path);
  run.history.pending.begin(anomaly(1));
  run.history.pending.surround(anomaly(1).id, around("before"));
  assert(run.flush({ counts: counts(1, 1) }));
  look(path, (database) => prune(database, { sinceMs: run.nowMs, bytesMax: Infinity }));
  run.history.pending.begin(anomaly(2));
  run.history.pending.surround(anomaly(1).id, around("after"));
  assert(run.flush({ counts: counts(2, 2), isEnd: true }));
  run.history.close();
  assertEquals(contextsIn(path), [[anomaly(2).id, null]]);
});

Deno.test("what begins again with the same id is an anomaly of its own, and what is said of it is said of the newest", () => {
  using folder = new TempFolder();
  const path = folder.at("oddline.db");
  const run = new TestRun(path);
  const { id } = anomaly(1);
  for (const [round, source] of ["app.log", "copy.log"].entries()) {
    run.history.pending.begin(anomaly(1, { source }));
    assert(run.flush({ counts: counts(round + 1, round + 1) }));
  }
  for (const count of [8, 9]) {
    run.history.pending.update(closing(id, { count }));
    assert(run.flush({ counts: counts(9, 2) }));
  }
  run.history.close();
  assertEquals(anomaliesIn(path).map(({ count, closed, source_name }) => [count, closed, source_name]), [
    [9, 1, "app.log"],
    [8, 1, "copy.log"],
  ]);
});

Deno.test("texts are stored as they were, in any script, also where one is empty", () => {
  using folder = new TempFolder();
  const path = folder.at("oddline.db");
  const run = new TestRun(path);
  const texts = [["größe 漢字", "", {}], ["", "grün", { "ä": "🙂" }]] as const;
  for (const [k, [message, reason, evidence]] of texts.entries()) {
    run.history.pending.begin(anomaly(k, { message, reason, evidence }));
  }
  assert(run.flush({ counts: counts(2, 2), isEnd: true }));
  run.history.close();
  assertEquals(
    anomaliesIn(path).map(({ message, reason, evidence }) => [message, reason, JSON.parse(String(evidence))]),
    texts.map((each) => [...each]),
  );
});

Deno.test("what was advised is read as it was told, though only what it is made of is stored", () => {
  using folder = new TempFolder();
  const path = folder.at("oddline.db");
  const run = new TestRun(path);
  const advise = createAdviser([{ match: "ours", recommendation: "ask us", commands: ["show {session} {template}"] }], {
    isMadeUp: false,
  });
  const told = [
    {},
    { time: null, source: "-" },
    { detector: "spike", line: 900, evidence: { lines: 40, rate: 1.5 } },
    { detector: "session", session: "it's blk_1", source: "/var/log/a b.log.gz" },
    { message: "No space left on device", evidence: { recommendation: "the rule's own", rule: "disk" } },
    { message: "one of ours", session: "s1" },
  ] as const;
  const events = told.map((changes, k) => {
    const { event, unadvised } = advise(anomaly(k, changes));
    run.history.pending.begin(event, unadvised);
    // a row that waits for longer is taken over by another queue
    if (k === 2) run.history.seal({ counts: counts(3, 3) });
    return event;
  });
  assert(run.flush({ counts: counts(6, 6), isEnd: true }));
  run.history.close();
  look(path, (database) => {
    assertEquals([...anomalyRows(database, {})].map(({ evidence }) => evidence), events.map(evidenceText));
    const heaviest = weightiestAnomalies(database, { run: undefined, sinceMs: -1e15, untilMs: 1e15 }, 6);
    assertEquals(heaviest.map(({ evidence }) => evidence), events.map(evidenceText));
    const lengths = database.prepare("SELECT max(length(evidence)) AS length FROM details").get();
    assertEquals(lengths?.length, '{"recommendation":"the rule\'s own","rule":"disk"}'.length);
    assertEquals(database.prepare("SELECT count(*) AS rows FROM advice").get()?.rows, 5);
    assertEquals(verifyDatabase(database), []);
  });
});
