/** What a worker says of the parameters of lines: those that the line names, then those of its message. */
import { assert, assertEquals } from "@std/assert";
import { Batch, COUNT, LINE_PARAMETERS_MAX } from "../../src/core/lines/batch.ts";
import { hashNameText } from "../../src/core/hash.ts";
import { type FormatSpec, PLAIN } from "../../src/formats/mod.ts";
import { ParseTask } from "../../src/workers/parse_task.ts";

const JSON_LINES: FormatSpec = { kind: "json", name: "json" };
const LOGFMT: FormatSpec = { kind: "logfmt", name: "logfmt" };
const CLF: FormatSpec = { kind: "clf", name: "clf" };
const SYSLOG: FormatSpec = { kind: "pattern", name: "syslog", patterns: ["{time:syslog} {host} {tag} {message}"] };
const DOCKER: FormatSpec = { kind: "docker", name: "docker", inner: JSON_LINES };
const CRI: FormatSpec = { kind: "cri", name: "cri", inner: LOGFMT };

const NAMES = [
  ...["component", "pid", "host", "thread", "service", "user.id", "took", "ok", "trace_id", "event", "stream"],
  ...["remote_host", "remote_user", "method", "path", "status", "size", "response_time", "caller", "missing"],
];
const nameOf = new Map(NAMES.map((name) => [hashNameText(name), name]));

/**
 * The parameters of each line: `name=text` for a field, the text alone for a word of the message; a number in brackets.
 */
function parametersOf(spec: FormatSpec, ...lines: string[]): string[][] {
  const batch = Batch.allocate(1 << 16);
  const text = new TextEncoder().encode(`${lines.join("\n")}\n`);
  batch.bytes.set(text);
  const task = new ParseTask(
    { type: "init", batches: [], bytesMax: 1 << 16, timeZone: "UTC", rules: [], masks: [] },
    [batch],
    () => 0,
  );
  task.run({
    ...{ type: "parse", batch: 0, begin: 0, end: text.length, format: 0, referenceMs: 0, truncated: false, spec },
  });
  assertEquals(batch.counts[COUNT.lines], lines.length);
  return lines.map((_, line) => {
    const found: string[] = [];
    for (let k = batch.parameterFirst[line]; k < batch.parameterFirst[line + 1]; k++) {
      const word = new TextDecoder().decode(batch.bytes.slice(batch.parameterStart[k], batch.parameterEnd[k]));
      const number = batch.parameterNumber[k];
      const name = batch.parameterName[k];
      found.push((name === 0 ? "" : `${nameOf.get(name)}=`) + word + (Number.isNaN(number) ? "" : ` (${number})`));
    }
    return found;
  });
}

const MESSAGES: Readonly<Record<string, readonly string[]>> = {
  "Receiving block blk_-160 src: /10.0.0.1:42 dest: /10.0.0.2:50010.": [
    ...["blk_-160", "/10.0.0.1:42", "/10.0.0.2:50010"],
  ],
  "took 12ms, 7% of 3.5 GB; done in 4.": ["12ms (12)", "7% (7)", "3.5 (3.5)", "4 (4)"],
  "took:12ms retries=3 user=42:17": ["12ms (12)", "3 (3)", "42:17"],
  "sshd[77]: req-ab12 on eth0, R02-M1: 'node-7'": ["77 (77)", "req-ab12", "eth0", "R02-M1", "node-7"],
  "GET https://a.example/x?id=7&n=1 from a@b.example": ["https://a.example/x?id=7&n=1", "a@b.example"],
  "session:x12:17 up {'took':7}": ["x12", "17 (17)", "7 (7)"],
  "550e8400-e29b-41d4-a716-446655440000 0x1f 10:11:12": ["550e8400-e29b-41d4-a716-446655440000", "0x1f", "10:11:12"],
  "nothing here": [],
};

for (const [message, expected] of Object.entries(MESSAGES)) {
  Deno.test(`of "${message}" what is masked is a parameter`, () => {
    assertEquals(parametersOf(PLAIN, message, "x", message), [expected, [], expected], "the same when it comes again");
  });
}

const LINES: readonly (readonly [string, FormatSpec, string, readonly string[]])[] = [
  [
    "JSON's fields but time, level and message",
    JSON_LINES,
    '{"ts":"2026-01-01T00:00:00Z","level":"info","service":"auth","msg":"user 7 in","user":{"id":42},"took":"1.5s","ok":null}',
    ["service=auth", "user.id=42 (42)", "took=1.5s (1.5)", "7 (7)"],
  ],
  [
    "a JSON object without a message, whose values are named already",
    JSON_LINES,
    '{"ts":"2026-01-01T00:00:00Z","service":"auth","took":7,"ok":true}',
    ["service=auth", "took=7 (7)", "ok=true"],
  ],
  [
    "a message that another field's displaces",
    JSON_LINES,
    '{"event":"login 5","level":"info","msg":"user \\"node-7\\" in"}',
    ["event=login 5", "node-7"],
  ],
  [
    "logfmt's fields",
    LOGFMT,
    'ts=2026-01-01T00:00:00Z level=info msg="took 3 tries" caller=main.go:77 took=12ms missing=',
    ["caller=main.go:77", "took=12ms (12)", "3 (3)"],
  ],
  [
    "an access log's client, request, status and size",
    CLF,
    '10.0.0.1 - bob [10/Oct/2026:13:55:36 +0000] "GET /a/1?x=2 HTTP/1.1" 404 2326 "-" "Agent/5.0 (X11)" 0.25',
    [
      ...["remote_host=10.0.0.1", "remote_user=bob", "method=GET", "path=/a/1?x=2", "status=404 (404)"],
      ...["size=2326 (2326)", "response_time=0.25 (0.25)"],
    ],
  ],
  [
    "syslog's host, program and process",
    SYSLOG,
    "Feb  9 10:11:12 combo sshd(pam_unix)[19939]: failure from 10.0.0.9",
    ["host=combo", "component=sshd(pam_unix)", "pid=19939 (19939)", "10.0.0.9"],
  ],
  [
    "the kernel's, which has no process",
    SYSLOG,
    "Feb 29 10:11:12 web1 kernel: [   12.345678] eth0: link up",
    ["host=web1", "component=kernel", "eth0"],
  ],
  [
    "fields of what Docker wraps, where they stand in the line",
    DOCKER,
    '{"log":"{\\"level\\":\\"info\\",\\"service\\":\\"auth\\",\\"msg\\":\\"took 3\\"}\\n","stream":"stdout","time":"2026-01-01T00:00:00Z"}',
    ["stream=stdout", "service=auth", "3 (3)"],
  ],
  [
    "fields of what a container runtime wraps",
    CRI,
    "2026-01-01T00:00:00.5Z stdout F level=info caller=a.go msg=up9",
    ["caller=a.go", "up9"],
  ],
  ["no field of a line that is not of the format", JSON_LINES, '{"service":"auth","took":7', ["7 (7)"]],
];

for (const [what, spec, line, expected] of LINES) {
  Deno.test(`parameters are ${what}`, () => assertEquals(parametersOf(spec, line), [expected]));
}

Deno.test("a line has so many parameters at most, and its message's are among them", () => {
  const fields = Array.from({ length: 60 }, (_, k) => `"f${k}":${k}`).join(",");
  const [found, next] = parametersOf(JSON_LINES, `{"msg":"user 7 in",${fields}}`, '{"msg":"user 8 in"}');
  assert(found.length <= LINE_PARAMETERS_MAX);
  assertEquals([found.at(-1), next], ["7 (7)", ["8 (8)"]]);
  assertEquals(parametersOf(PLAIN, "1 ".repeat(100))[0].length, LINE_PARAMETERS_MAX);
});
