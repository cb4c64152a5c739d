/**
 * Damaged lines of all formats and bytes at random, through the real pipeline with two workers, read by every format in
 * turn. ODDLINE_FUZZ says how many lines, ODDLINE_SEED which.
 */
import { assert, assertEquals } from "@std/assert";
import type { AnomalyEvent, OddlineEvent } from "../../src/core/anomaly.ts";
import type { RuleSpec } from "../../src/detectors/rule_spec.ts";
import { BUILTIN_FORMATS } from "../../src/formats/builtin/all.ts";
import { type FormatSpec, PLAIN } from "../../src/formats/format.ts";
import { Random } from "../../src/generate/random.ts";
import { ndjsonLine } from "../../src/report/events/ndjson.ts";
import { TextFormat } from "../../src/report/events/text.ts";
import { runLog } from "../pipeline/run_log.ts";
import { wildLog } from "../pipeline/wild_log.ts";
import { TempFolder } from "../sources/temp_folder.ts";

const LINES = Number(Deno.env.get("ODDLINE_FUZZ") ?? 30_000);
const SEED = Number(Deno.env.get("ODDLINE_SEED") ?? 1);
const LINE_BYTES_MAX = 4096;

const JSON_LINES: FormatSpec = { kind: "json", name: "json" };

/** Undefined has it detected. */
const FORMATS: readonly (FormatSpec | undefined)[] = [
  undefined,
  PLAIN,
  { kind: "json", name: "journald" },
  { kind: "docker", name: "docker", inner: JSON_LINES },
  { kind: "cri", name: "cri", inner: { kind: "logfmt", name: "logfmt" } },
  {
    kind: "headed",
    name: "syslog+json",
    head: { kind: "pattern", name: "syslog", patterns: ["{time:syslog} {host} {tag} {message}"] },
    inner: { kind: "json", name: "json" },
  },
  { kind: "mixed", name: "clf+json", parts: [{ kind: "clf", name: "clf" }, { kind: "json", name: "json" }] },
  ...BUILTIN_FORMATS.map(({ spec }) => spec),
];

const RULE = { where: [], score: .9, count: 1, withinMs: 0 };
const RULES: readonly RuleSpec[] = [
  { ...RULE, name: "any field", where: [{ field: "msg", comparator: "!=", value: 1 }] },
  { ...RULE, name: "number", where: [{ field: "level", comparator: ">", value: 1 }], score: .91 },
  { ...RULE, name: "pattern", match: "[a-z]{3,}\\s", count: 3, withinMs: 1000, score: .92 },
];

// deno-lint-ignore no-control-regex
const CONTROLS = /[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]/;

/** Each format has its turn, the more lines the more often. */
const ROUND_LINES = Math.min(20_000, Math.ceil(LINES / FORMATS.length));

Deno.test(`${LINES} wild lines do not crash it, are all counted, and harm nobody who looks at what it says`, async () => {
  let lines = 0;
  for (let round = 0; lines < LINES; round++) lines += await fuzz(round, ROUND_LINES);
});

async function fuzz(round: number, lines: number): Promise<number> {
  using folder = new TempFolder();
  const random = new Random(SEED, round);
  const log = wildLog(lines, random);
  const format = FORMATS[round % FORMATS.length];
  const what = `round ${round} of seed ${SEED}, read as ${format?.name ?? "what is detected"}`;
  const text = new TextFormat({ paint: (_, words) => words, timeZone: "UTC", columns: () => 120, quiet: false });
  const events: OddlineEvent[] = [];
  const found = await runLog(folder.write("wild.log", log), {
    workers: 2,
    lineBytesMax: LINE_BYTES_MAX,
    batchBytes: 64 * 1024,
    alertThreshold: .5,
    rules: round % 2 === 0 ? RULES : [],
    timeZone: random.pick(["UTC", "Europe/Berlin", "Asia/Kathmandu"]),
    sink: (event) => events.push(event),
    ...(format !== undefined && { format }),
    ...(round % 3 === 0 && { multiline: { auto: true, linesMax: 5, continueThrough: "^\\s" } }),
  });
  assertEquals(found.warnings, [], what);
  assertEquals(found.summary.lines, lines, what);
  assertEquals(found.summary.bytes, log.length, what);
  assertEquals(found.assignments.length, lines, what);
  assert(found.assignments.every((id) => /^[0-9a-f]{8,16}$/.test(id)), what);
  assertSafe([...events, found.summary], text, what);
  assertPlaces(events.filter((event) => event.type === "anomaly"), log, what);
  return lines;
}

/** Each event is one line of JSON, and nothing in it or in its text would be obeyed by a terminal. */
function assertSafe(events: readonly OddlineEvent[], text: TextFormat, what: string): void {
  for (const event of events) {
    const line = ndjsonLine(event);
    assert(line.endsWith("\n") && !line.slice(0, -1).includes("\n") && !CONTROLS.test(line), `${what}: ${line}`);
    // what is not well-formed text has become so; all else is as it was
    assertEquals(JSON.parse(line), JSON.parse(JSON.stringify(event)), what);
    assert(!CONTROLS.test(text.format(event)), `${what}: the text of ${line}`);
  }
}

/** Each anomaly's line, offset and message are those of one line of the log. */
function assertPlaces(anomalies: readonly AnomalyEvent[], log: Uint8Array, what: string): void {
  const starts = [0];
  for (let at = log.indexOf(10); at >= 0; at = log.indexOf(10, at + 1)) starts.push(at + 1);
  for (const { line, offset, message, score } of anomalies) {
    assertEquals(starts[line - 1], offset, `${what}: line ${line}`);
    const whole = new TextDecoder("utf-8", { ignoreBOM: true }).decode(log.subarray(offset, starts[line] - 1));
    const isCut = starts[line] - 1 - offset > LINE_BYTES_MAX;
    if (isCut) assert(whole.startsWith(message), `${what}: line ${line}`);
    else assertEquals(message, whole.replace(/\r$/, ""), `${what}: line ${line}`);
    assert(score >= .5 && score <= 1, `${what}: line ${line} has a score of ${score}`);
  }
}
