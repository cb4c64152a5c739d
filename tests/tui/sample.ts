/** A run made up for tests of the dashboard: four sources, twenty minutes, three incidents. The same every time. */
import type { HealthView } from "../../src/core/views/health_view.ts";
import type { LogLine, LogOrder } from "../../src/core/views/log_list.ts";
import type { Snapshot, SourceView } from "../../src/core/views/snapshot.ts";
import type { TemplateView } from "../../src/core/views/template_view.ts";
import { LevelTimeline } from "../../src/core/timelines/timeline.ts";
import type { TimeTexts } from "../../src/tui/view.ts";
import { sampleAnomalies } from "./sample_anomalies.ts";
import { sampleComparison } from "./sample_comparison.ts";
import { wave } from "./wave.ts";

export const START_MS = Date.UTC(2026, 10, 22, 14, 12);
export const END_MS = Date.UTC(2026, 10, 22, 14, 32, 7);

/** Times in UTC. */
export const TEXTS: TimeTexts = {
  clock: (ms) => Number.isNaN(ms) ? "" : new Date(ms).toISOString().slice(11, 19),
  exact: (ms) => Number.isNaN(ms) ? "" : new Date(ms).toISOString().slice(11, 23),
  full: (ms) => Number.isNaN(ms) ? "" : new Date(ms).toISOString().slice(0, 19).replace("T", " "),
};

const SOURCES: readonly (readonly [name: string, format: string, rate: number, state: SourceView["state"]])[] = [
  ["/var/log/gateway.log", "clf", 31_000, "following"],
  ["/var/log/orders.log", "json", 11_400, "following"],
  ["/var/log/db.log", "syslog", 5800, "following"],
  ["/var/log/auth.log", "logfmt", 0, "silent"],
];

const TEMPLATES: readonly (readonly [text: string, count: number, band: number])[] = [
  ["GET <*> <*> <*> ms", 802_144, 3],
  ["order <*> accepted", 311_020, 3],
  ["checkpoint complete: wrote <*> buffers", 4120, 3],
  ["connection pool exhausted (<*> waiting)", 433, 4],
  ["slow query <*> ms", 212, 4],
  ["Failed password for <*> from <*>", 96, 4],
  ["GET <*> 500 <*> ms", 96, 5],
  ["sudo: <*> : command not allowed ; TTY=<*>", 1, 5],
];

function templateOf([text, count, band]: typeof TEMPLATES[number], index: number): TemplateView {
  const levels = new Array<number>(7).fill(0);
  levels[band] = count;
  return {
    id: `5f1c0a9${index}`,
    text,
    example: text.replaceAll("<*>", "42"),
    count,
    linesPerSecond: count / 1200,
    firstTimeMs: START_MS,
    lastTimeMs: END_MS - index * 1000,
    levels,
    countBefore: 0,
    rarityBits: -Math.log2(count / 1_200_000),
    anomalies: index === 3 || index === 6 ? 1 : 0,
    trend: wave(40, count / 1200, index === 3 ? 37 : -1),
    parameters: [
      {
        label: "1",
        type: "number",
        count,
        cardinality: 400,
        quantiles: [1, 20, 190, 700, 2304],
        top: [{ value: "190", count: 12 }],
        isSample: true,
        shareError: .05,
      },
      {
        label: "2",
        type: "word",
        count: 96,
        cardinality: 3,
        quantiles: [],
        top: [{ value: "alice", count: 61 }, { value: "bob", count: 30 }, { value: "日本", count: 5 }],
        isSample: true,
        shareError: .05,
      },
    ],
  };
}

const LINES: readonly (readonly [text: string, severity: number, score: number])[] = [
  ["GET /v1/orders/8840 200 188 ms trace=5f1c9c", 9, 0],
  ["order 8841 accepted", 9, 0],
  ['{"level":"warn","msg":"slow query 2210 ms","table":"orders"}', 13, .7],
  ["GET /v1/orders/8841 500 2304 ms trace=5f1c9d", 17, .97],
  ["\u001b[31mhostile\u001b]0;title\u0007 text\u202e and a tab\tbefore 日本語", 9, 0],
  ["connection pool exhausted (17 waiting)", 13, .99],
  [`a long line ${"of many words ".repeat(30)}`, 5, 0],
];

function lineOf(number: number): LogLine {
  const [text, severity, score] = LINES[number % LINES.length];
  return {
    source: SOURCES[number % 4][0],
    line: number + 1,
    timeMs: END_MS - (400 - number) * 250,
    severity,
    text,
    template: `5f1c0a9${number % 8}`,
    score,
    anomaly: score >= .9 ? "a3" : "",
    isContinuation: false,
    messageStart: 0,
    parameters: [...text.matchAll(/\d+/g)].map((match) => [match.index, match.index + match[0].length] as const),
  };
}

function timeline(): LevelTimeline {
  const made = new LevelTimeline();
  const perBand = [0, 0, 30, 400, 20, 6, 0];
  const seconds = (END_MS - START_MS) / 1000;
  for (const [band, height] of perBand.entries()) {
    for (const [k, count] of wave(seconds, height, band >= 4 ? seconds - 15 : -1).entries()) {
      for (let n = 0; n < count; n += 10) made.add(START_MS + k * 1000, band);
    }
  }
  return made;
}

/** Nobody changes it. */
const TIMELINE = timeline();

const HEALTH: HealthView = {
  memoryBytes: 182e6,
  memoryTrend: wave(60, 182).map((megabytes) => megabytes * 1e6),
  cpuShare: .31,
  workers: [
    { batches: 1204, load: .8, scored: 212, modelMs: .8 },
    { batches: 1180, load: .7, scored: 0, modelMs: NaN },
  ],
  queue: 2,
  queueMax: 5,
  restarts: 0,
  model: "model 2f9c, of 1.2 M lines",
  modelMs: .8,
  historyTrouble: "",
};

/** So many lines in the order in which they were read. */
export function asRead(length: number): LogOrder {
  return {
    isAsRead: true,
    length,
    at: (place) => place,
    placeOf: (number) => number,
    compare: (a, b) => a - b,
  };
}

function subjectAt(number: number) {
  const { text, severity, source, template, score, timeMs } = lineOf(number);
  return { text, severity, source, template, score, time: timeMs };
}

/** The run, changed where a test wants it. */
export function sampleSnapshot(changes: Partial<Snapshot> = {}): Snapshot {
  const anomalies = sampleAnomalies();
  const templates = TEMPLATES.map(templateOf);
  return {
    sequence: 1,
    nowMs: END_MS + 12,
    startedMs: END_MS - 1_207_000,
    resumedMs: NaN,
    clockMs: END_MS,
    phase: "following",
    totals: {
      lines: 1_204_311,
      learntLines: 0,
      bytes: 142e6,
      anomalies: 4,
      flaggedLines: 510,
      truncatedLines: 0,
      invalidUtf8: 0,
      suppressed: 2,
      dropped: 0,
    },
    linesPerSecond: 48_200,
    bytesPerSecond: 5.6e6,
    alertThreshold: .9,
    sources: SOURCES.map(([name, format, linesPerSecond, state], k) => ({
      name,
      format,
      state,
      lines: 600_000 >> k,
      bytes: 80e6 >> k,
      linesPerSecond,
      matched: 1,
      lastTimeMs: END_MS - (state === "silent" ? 130_000 : 0),
      lagMs: 12,
      offset: 80e6 >> k,
      rotations: k,
      error: "",
      trend: wave(40, linesPerSecond, k === 2 ? 38 : -1),
      anomalies: k === 1 ? 0 : 1,
    })),
    timeline: TIMELINE,
    axis: { startMs: START_MS, bucketMs: 10_000, buckets: 120 },
    heat: TEMPLATES.slice(3, 7).map(([label], k) => ({
      label,
      source: SOURCES[2][0],
      // the last is that of an anomaly
      template: `5f1c0a9${k === 3 ? 2 : k + 3}`,
      scores: Array.from(
        { length: 120 },
        (_, n) => n > 90 + k * 6 ? Math.min(1, (n - 90) / 25) : n % 29 === k ? .3 : 0,
      ),
    })),
    anomalies: { length: anomalies.length, forgotten: 0, kindsForgotten: 0, at: (index) => anomalies[index] },
    templates: {
      length: templates.length,
      at: (index) => templates[index],
      byId: (id) => templates.find((template) => template.id === id),
    },
    logs: { first: 0, next: 400, at: lineOf, subjectAt, order: asRead(400) },
    health: HEALTH,
    comparison: sampleComparison(START_MS),
    ...changes,
  };
}
