import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { type Labels, labelsFromTruth, type TruthRecord } from "../../src/evaluation/mod.ts";
import {
  DEFAULT_SCENARIOS,
  type GeneratorOptions,
  LogGenerator,
  QUIET_MIX,
  SCENARIO_NAMES,
  type ScenarioName,
} from "../../src/generate/mod.ts";

/** The physical lines of a log, and its truth. */
function logAndTruth(options: GeneratorOptions): { lines: string[]; truth: TruthRecord[]; labels: Labels } {
  const truth: TruthRecord[] = [];
  const generator = new LogGenerator({ ...options, onTruth: (record) => truth.push(record) });
  const lines: string[] = [];
  for (let line = generator.next(); line !== undefined; line = generator.next()) {
    assertEquals(line.line, lines.length + 1);
    assertEquals(line.text.split("\n").length, line.lineCount);
    lines.push(...line.text.split("\n"));
  }
  return { lines, truth, labels: labelsFromTruth(truth) };
}

/** What each line of an incident looks like, and how many there are at least in a minute at 20 lines a second. */
const LEAVES: Readonly<Record<ScenarioName, readonly [text: RegExp, countMin: number]>> = {
  failed_login_storm: [/203\.0\.113\.\d+/, 200],
  memory_leak: [/heap [1-4]?\d{3}MB|Garbage collection takes|OutOfMemoryError|^\tat |killed process \d+ \(java\)/, 40],
  database_pool_exhausted: [/Connection pool|no database connection|status 200 in [2-9]\d{3}ms/, 100],
  latency_creep: [/Request completed|HTTP\/1.1|Query on table/, 150],
  bad_deploy: [/NullPointerException|^\tat com\.example|Rolling back/, 40],
  disk_filling: [/disk (8[89]|9\d|100)|high on volume-\d: (8[89]|9\d|100)|no space left/, 40],
  network_partition: [/node-|replica-|Cluster/, 100],
  crash_loop: [/Unhandled exception|code 134|Supervisor|Recovering state|^java|^\tat |^Caused by|^\t\.\.\. /, 30],
  silent_source: [/^$/, 0],
  poisoned_value: [/returned 4294967295 rows/, 5],
  night_admin: [/ root|Role superuser|Copy of table users/, 5],
  missing_end: [/Charging /, 3],
  clock_skew: [/^\[2025-09-30 05:2\d:|System clock/, 20],
  unseen_line: [/promoted itself|verification skipped|Signature check|Test mode/, 1],
};

for (const scenario of SCENARIO_NAMES) {
  Deno.test(`${scenario} leaves the lines that it says, labels them and no others, and lasts as long as it should`, () => {
    const [text, countMin] = LEAVES[scenario];
    const startMs = Date.UTC(2025, 8, 30, 6);
    const { lines, labels } = logAndTruth({
      format: "seed",
      seed: 21,
      rate: 20,
      mix: QUIET_MIX,
      startMs,
      durationMs: 240_000,
      incidents: [{ scenario, afterMs: 120_000, durationMs: 60_000 }],
    });
    const [incident, ...others] = labels.incidents;
    assertEquals([incident!.scenario, others.length], [scenario, 0]);
    assert(Date.parse(incident!.start) >= startMs + 120_000 && Date.parse(incident!.start) < startMs + 150_000);
    assert(Date.parse(incident!.end) <= startMs + 181_000, incident!.end);
    assert(incident!.count >= countMin, `${incident!.count} lines`);
    assertEquals(labels.oddLines.size, incident!.count);
    for (const line of labels.oddLines) {
      assert(text.test(lines[line - 1]!), lines[line - 1]);
      assert(line >= incident!.lines[0] && line <= incident!.lines[1]);
    }
  });
}

Deno.test("a silence is between its lines, and nobody else is silent", () => {
  const { lines, labels } = logAndTruth({
    format: "json",
    seed: 22,
    rate: 50,
    mix: QUIET_MIX,
    durationMs: 180_000,
    incidents: [{ scenario: "silent_source", afterMs: 60_000, durationMs: 60_000 }],
  });
  const [{ lines: [first, last], silent }] = labels.incidents as [Labels["incidents"][number]];
  assertEquals(silent, "worker");
  const services = (part: readonly string[]) => new Set(part.map((line) => JSON.parse(line).service));
  assert(!services(lines.slice(first, last - 1)).has("worker"));
  assertEquals(services(lines.slice(first, last - 1)).size, services(lines).size - 1);
});

Deno.test("requests that hang have no lines after the one that is labelled, and are odd as sessions", () => {
  const { lines, labels } = logAndTruth({
    format: "json",
    seed: 23,
    rate: 50,
    mix: QUIET_MIX,
    durationMs: 180_000,
    incidents: [{ scenario: "missing_end", afterMs: 60_000, durationMs: 60_000 }],
  });
  const traces = Map.groupBy(lines.map((line) => JSON.parse(line)), ({ trace_id }) => trace_id);
  const hanging = [...labels.oddLines].map((line) => JSON.parse(lines[line - 1]!));
  assert(hanging.length > 5);
  for (const { trace_id, msg } of hanging) {
    assertEquals(traces.get(trace_id)!.at(-1)!.msg, msg);
    assertEquals(labels.sessions.get(trace_id), true);
  }
  assertEquals([...labels.sessions.values()].filter((odd) => odd).length, hanging.length);
});

Deno.test("truth lists every request once, as odd when an error ended it", () => {
  const { lines, truth, labels } = logAndTruth({ format: "json", seed: 24, rate: 50, lines: 8000, incidents: "none" });
  const records = lines.map((line) => JSON.parse(line));
  const traces = Map.groupBy(records.filter(({ trace_id }) => trace_id !== undefined), ({ trace_id }) => trace_id);
  assertEquals(truth.filter(({ kind }) => kind === "session").length, labels.sessions.size);
  assertEquals([...labels.sessions.keys()].sort(), [...traces.keys()].sort());
  for (const [trace, own] of traces) {
    assertEquals(
      labels.sessions.get(trace),
      own.some(({ level }) => level === "error"),
    );
  }
});

const FORMATS = ["seed", "json"] as const;
const IS_ERROR = { seed: /\] \[ERROR\] \[/, json: /"level":"error"/ };

Deno.test("truth labels errors of the background and lines of incidents, and no others", () => {
  for (const format of FORMATS) {
    const { lines, labels: { oddLines, incidentOfLine } } = logAndTruth({ format, seed: 21, lines: 6000 });
    lines.forEach((text, index) => {
      const line = index + 1;
      if (incidentOfLine.has(line)) assert(oddLines.has(line));
      else assertEquals(oddLines.has(line), IS_ERROR[format].test(text), `${line}: ${text}`);
    });
  }
});

Deno.test("truth's incidents have the start, end, lines and count that their lines have", () => {
  const { lines, labels: { incidents, incidentOfLine } } = logAndTruth({ format: "json", seed: 22, lines: 6000 });
  assertEquals(incidents.map(({ scenario }) => scenario), [...DEFAULT_SCENARIOS]);
  for (const incident of incidents) {
    const own = [...incidentOfLine].filter(([, id]) => id === incident.id).map(([line]) => line);
    assertEquals(incident.lines, [own[0]!, own.at(-1)!]);
    assertEquals(incident.count, own.length);
    assertEquals(JSON.parse(lines[own[0]! - 1]!).ts, incident.start);
    assertEquals(JSON.parse(lines[own.at(-1)! - 1]!).ts, incident.end);
  }
});

Deno.test("truth counts a stack trace by its physical lines, and as one line in JSON", () => {
  const incidents = [{ scenario: "crash_loop", afterMs: 1000, durationMs: 4000 }];
  const counts = FORMATS.map((format) => {
    const { lines, labels: { incidents: [crash], oddLines } } = logAndTruth({
      format,
      seed: 23,
      lines: 120,
      incidents,
    });
    const head = lines.findIndex((text) => text.includes("Unhandled exception")) + 1;
    assertEquals(crash!.lines[0], head);
    if (format === "seed") {
      for (let line = head + 1; line <= head + 11; line++) {
        assert(oddLines.has(line));
        assert(!lines[line - 1]!.startsWith("["), lines[line - 1]);
      }
      assert(lines[head + 11]!.startsWith("["));
    } else {
      assertEquals(JSON.parse(lines[head - 1]!).stack.split("\n").length, 11);
    }
    return crash!.count;
  });
  assertEquals(counts, [60, 16]);
});

Deno.test("truth holds for a log that ends anywhere, even within a stack trace", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 40 }), fc.nat(99), (count, seed) => {
      const incidents = [{ scenario: "crash_loop", afterMs: 2000, durationMs: 3000 }];
      const { lines, labels } = logAndTruth({ format: "seed", seed, lines: count, incidents });
      const { lineCount, oddLines, incidents: found, incidentOfLine } = labels;
      assertEquals(lines.length, count);
      assertEquals(lineCount, count);
      for (const line of oddLines) assert(line <= count);
      assertEquals(found.reduce((sum, incident) => sum + incident.count, 0), incidentOfLine.size);
    }),
  );
});

Deno.test("truth of a log of several files says where a line stands in its own", () => {
  const { lines, truth } = logAndTruth({ format: "json", seed: 25, rate: 50, lines: 3000, byService: true });
  const files = Map.groupBy(lines, (line) => `${JSON.parse(line).service}.log`);
  const odd = truth.filter((record) => record.kind === "line");
  assert(odd.length > 100);
  for (const { line, source, source_line } of odd) {
    assertEquals(files.get(source!)![source_line! - 1], lines[line - 1]);
  }
});

Deno.test("truth of a log that is stopped ends with its number of lines", () => {
  const truth: TruthRecord[] = [];
  const generator = new LogGenerator({ format: "seed", onTruth: (record) => truth.push(record) });
  for (let count = 0; count < 10; count++) generator.next();
  generator.finish();
  generator.finish();
  assertEquals(generator.next(), undefined);
  const metas = truth.filter((record) => record.kind === "meta");
  assertEquals(metas.map(({ lines }) => lines), [undefined, 10]);
});
