/** What people see: events, the summary, progress; and that nothing a log contains is ever obeyed by a terminal. */
import { assert, assertEquals, assertNotMatch } from "@std/assert";
import fc from "fast-check";
import type { OddlineEvent } from "../../src/core/anomaly.ts";
import { showControls } from "../../src/core/text/escape.ts";
import { ndjsonLine } from "../../src/report/events/ndjson.ts";
import { bytesText, percentText, scoreText, secondsText } from "../../src/core/text/number_text.ts";
import { ProgressLine, renderProgress } from "../../src/report/progress.ts";
import { openRawSink } from "../../src/report/events/raw.ts";
import { TextFormat } from "../../src/report/events/text.ts";
import { choosePaint, paintColors, paintNothing } from "../../src/report/theme.ts";
import { columnsOf, cutToColumns } from "../../src/core/text/width.ts";
import { ANOMALY, SUMMARY } from "./events.ts";

function textFormat(columns = Infinity, timeZone = "UTC"): TextFormat {
  return new TextFormat({ paint: paintNothing, timeZone, columns: () => columns, quiet: false });
}

Deno.test("an anomaly: when, how odd, where, which detector, the line, and why", () => {
  assertEquals(
    textFormat(Infinity, "Europe/Berlin").format(ANOMALY),
    "2026-11-22 19:00:00.123 .97 ▲ /var/log/app.log:1234 new template  sudo: deploy : command not allowed\n" +
      "    this shape of line was not seen in 3 d 4 h before\n",
  );
});

Deno.test("an anomaly on 80 columns is cut to them, and keeps the file's name", () => {
  const text = textFormat(80).format({ ...ANOMALY, message: "x".repeat(300), reason: "y".repeat(300), count: 7 });
  assertEquals(text.split("\n"), [
    "2026-11-22 18:00:00.123 .97 ▲ app.log:1234 new template  xxxxxxxxxxxxxxxxxxx… ×7",
    `    ${"y".repeat(75)}…`,
    "",
  ]);
});

Deno.test("of a line of fields that does not fit the message comes first, and one that fits stands as it is", () => {
  const message = `{"__CURSOR":"${"x".repeat(90)}","MESSAGE":"worker 7 died","_PID":"812"}`;
  const text = (columns: number) => textFormat(columns).format({ ...ANOMALY, message }).split("\n")[0];
  assertEquals(text(100).slice(57), "worker 7 died  _PID=812  __CURSOR=xxxxxxxx…");
  assert(text(Infinity).endsWith(message));
});

Deno.test("without a time, and as a warning", () => {
  const text = textFormat().format({ ...ANOMALY, time: null, severity: "warning", score: 0.9, reason: "" });
  assertEquals(
    text,
    "-                       .90 ● /var/log/app.log:1234 new template  sudo: deploy : command not allowed\n",
  );
});

Deno.test("what to look at next is said once of each advice, under the reason, cut to the terminal", () => {
  const format = textFormat(60);
  const evidence = { recommendation: "see what fills it", commands: ["df -h", `du ${"x".repeat(80)}`, "df -i"] };
  assertEquals(format.format({ ...ANOMALY, evidence }).split("\n").slice(2), [
    "    → see what fills it",
    "      $ df -h",
    `      $ du ${"x".repeat(46)}…`,
    "",
  ]);
  assertEquals(format.format({ ...ANOMALY, evidence }).split("\n").length, 3);
});

Deno.test("updates are told at each tenfold and at the end", () => {
  const format = textFormat();
  format.format(ANOMALY);
  const update = (count: number, closed: boolean) =>
    format.format({
      type: "anomaly_update",
      id: "a1b2c3",
      count,
      score: 0.99,
      last_time: "2026-11-22T18:00:04Z",
      closed,
    });
  const line = (count: number, end: string) =>
    `2026-11-22 18:00:04.000 .99   /var/log/app.log:1234 new template  ×${count}${end}\n`;
  assertEquals([update(4, false), update(12, false), update(100, false), update(412, true)], [
    "",
    line(12, ""),
    "",
    line(412, " over"),
  ]);
  assertEquals(update(1, true), "");
});

Deno.test("a stack trace is shown by its first lines", () => {
  const text = textFormat().format({
    type: "anomaly_update",
    id: "a",
    count: 1,
    score: 0.9,
    last_time: null,
    closed: false,
    continuation: ["\tat a", "\tat b", "c", "d", "e", "f"],
  });
  assertEquals(text, "    │   at a\n    │   at b\n    │ c\n    │ d\n    │ 2 more lines\n");
});

Deno.test("the summary", () => {
  assertEquals(
    textFormat().format(SUMMARY),
    `
lines      1,234,567 (146 MB) in 1.23 s
rate       1,000,460 lines/s, 118 MB/s
times      2026-11-22 18:00:00.000 to 2026-11-22 19:00:00.000
levels     INFO >99.9 %, ERROR <0.1 %
templates  46; 30 lines continued an event
anomalies  12 (1,204 lines, <0.1 %): new template 10, keyword 2
methods    rules 1,200 lines (8 anomalies), ML 10 lines (6), both 6 lines (2)
memory     178 MB, 2 workers
trouble    1 line cut at --max-line-bytes
incidents  .97 app.log:1234 new template ×1,190  sudo: <*> : command not allowed
frequent   1,200,000  GET <*> took <*>
sources    /var/log/app.log  json  1,234,000 lines (146 MB)
           -  plain  567 lines (100 kB), 50.0 % of that format
`,
  );
  const quiet = new TextFormat({ paint: paintNothing, timeZone: "UTC", columns: () => 80, quiet: true });
  assertEquals(quiet.format(SUMMARY), "");
  const { comparison: _, ...alone } = SUMMARY;
  assert(!textFormat().format(alone).includes("methods"), "one method alone is compared with nothing");
});

Deno.test("an update names the detectors that have joined in", () => {
  const format = textFormat();
  format.format(ANOMALY);
  const text = format.format({
    type: "anomaly_update",
    id: ANOMALY.id,
    count: 12,
    score: 0.99,
    last_time: null,
    closed: true,
    detectors: ["keyword", "new_template"],
  });
  assert(text.endsWith("/var/log/app.log:1234 new template  ×12 over, by keyword, new template\n"), text);
});

/** Strings with everything that is bad, lone surrogates among it. */
const WILD = fc.string({
  unit: fc.oneof(
    fc.string({ unit: "binary", minLength: 1, maxLength: 1 }),
    fc.constantFrom(
      "\x1b[2J",
      "\x1b]0;t\x07",
      "\x9b31m",
      "\r",
      "\n",
      "\t",
      "\x00",
      "\x7f",
      "\u202e",
      "\u2066",
      "\u2028",
    ),
    fc.integer({ min: 0xd800, max: 0xdfff }).map((unit) => String.fromCharCode(unit)),
  ),
});

// deno-lint-ignore no-control-regex
const OBEYED = /[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]/;

const WILD_EVENT: fc.Arbitrary<OddlineEvent> = fc.tuple(WILD, WILD, WILD, WILD).chain(([a, b, c, d]) =>
  fc.constantFrom<OddlineEvent>(
    { ...ANOMALY, id: a, source: a, message: b, reason: c, template: d, session: a, evidence: { [a]: b } },
    { type: "anomaly_update", id: a, count: 20, score: 1, last_time: b, closed: true, continuation: [c, d] },
    { type: "template_merged", from: a, into: b, template: c },
    {
      ...SUMMARY,
      by_level: { [a]: 1 },
      by_detector: { [b]: 1 } as Record<string, number>,
      sources: [{ ...SUMMARY.sources[0], source: c, format: d }],
    },
  )
);

Deno.test("no text ever holds anything that a terminal obeys, and lines stay lines", () => {
  fc.assert(
    fc.property(WILD_EVENT, fc.integer({ min: 20, max: 200 }), (event, columns) => {
      const outputs = [textFormat(columns).format(event), ndjsonLine(event)];
      for (const text of outputs) assertNotMatch(text, OBEYED);
      assert(outputs.every((text) => text.isWellFormed()));
      assertEquals(ndjsonLine(event).split("\n").length, 2);
    }),
    { numRuns: 300 },
  );
});

Deno.test("NDJSON gives back what was put in", () => {
  fc.assert(fc.property(WILD, (message) => {
    assertEquals(JSON.parse(ndjsonLine({ ...ANOMALY, message })).message, message);
  }));
});

Deno.test("control characters are shown, all else is left alone", () => {
  assertEquals(showControls("a\x1b[31mb\tc\x7f\x85\u202e\ud800ü漢😀"), "a\\x1b[31mb\\tc\\x7f\\x85\\u202e\ufffdü漢😀");
});

/** What a raw sink writes for a line. */
async function rawText(line: string, isTerminal: boolean): Promise<string> {
  let written = "";
  const write = (bytes: Uint8Array) => {
    written += new TextDecoder().decode(bytes);
    return Promise.resolve();
  };
  const sink = openRawSink(write, { isTerminal, live: false });
  sink.push(line);
  await sink.close();
  return written;
}

Deno.test("raw lets lines through as they were for a pipe, and harmless for a terminal", async () => {
  assertEquals(await rawText("a\x1bb", false), "a\x1bb\n");
  assertEquals(await rawText("a\x1bb", true), "a\\x1bb\n");
});

Deno.test("colours only where they are wanted and understood", () => {
  const cases: ["auto" | "always" | "never", boolean, Record<string, string>, boolean][] = [
    ["auto", true, {}, true],
    ["auto", true, { NO_COLOR: "" }, true],
    ["auto", true, { NO_COLOR: "1" }, false],
    ["auto", true, { TERM: "dumb" }, false],
    ["auto", false, {}, false],
    ["never", true, {}, false],
    ["always", false, { NO_COLOR: "1" }, true],
  ];
  for (const [color, isTerminal, env, colored] of cases) {
    assertEquals(
      choosePaint({ color, isTerminal, env }) === paintColors,
      colored,
      JSON.stringify([color, isTerminal, env]),
    );
  }
});

Deno.test("text is cut by columns, not by characters", () => {
  assertEquals([columnsOf("abc"), columnsOf("漢字"), columnsOf("e\u0301"), columnsOf("😀")], [3, 4, 1, 2]);
  assertEquals([cutToColumns("漢字漢字", 5), cutToColumns("abcdef", 6), cutToColumns("abcdefg", 6)], [
    "漢字…",
    "abcdef",
    "abcde…",
  ]);
  fc.assert(fc.property(fc.string({ unit: "grapheme" }), fc.integer({ min: 1, max: 30 }), (text, columns) => {
    assert(columnsOf(cutToColumns(text, columns)) <= columns);
  }));
});

Deno.test("numbers as people read them", () => {
  assertEquals([0, 999, 1000, 999_499, 999_999, 1.5e9].map(bytesText), [
    "0 bytes",
    "999 bytes",
    "1.00 kB",
    "999 kB",
    "1.00 MB",
    "1.50 GB",
  ]);
  assertEquals([0.1, 9.99, 59.9, 60, 3599.7, 7384].map(secondsText), [
    "0.10 s",
    "9.99 s",
    "59.9 s",
    "1 m 00 s",
    "1 h 00 m",
    "2 h 03 m",
  ]);
  assertEquals([0, 1e-9, 0.5, 0.99999, 1].map(percentText), ["0 %", "<0.1 %", "50.0 %", ">99.9 %", "100 %"]);
  assertEquals([0, 0.07, 0.29, 0.899, 0.97, 1].map(scoreText), [".00", ".07", ".29", ".89", ".97", "1.0"]);
});

Deno.test("progress: what is done, how fast, how long still", () => {
  const state = { lines: 1_000_000, bytes: 50e6, anomalies: 1, seconds: 2, bytesTotal: 200e6 };
  assertEquals(renderProgress(state, 120), "25.0 %  1,000,000 lines  50.0 MB  500,000 lines/s  1 anomaly  6.00 s left");
  assertEquals(renderProgress(state, 20), "25.0 %  1,000,000 …");
});

Deno.test("progress comes late, at most five times a second, and leaves nothing behind", () => {
  let nowMs = 0;
  const writes: string[] = [];
  const line = new ProgressLine({
    write: (text) => writes.push(text),
    now: () => nowMs,
    columns: () => 80,
    enabled: true,
  });
  for (; nowMs < 2000; nowMs += 10) line.update({ lines: nowMs, bytes: nowMs, anomalies: 0 });
  line.clear();
  line.clear();
  assertEquals(writes.length, 6);
  assertEquals(writes[5], "\r\x1b[K");
});
