import { assertEquals } from "@std/assert";
import { compactFields, expandedFields } from "../../../src/core/lines/line_fields.ts";

const LINES: readonly (readonly [line: string, short: string | undefined])[] = [
  ['{"ts":1,"level":"info","msg":"done","ms":12,"tags":["a b"]}', 'done  ms=12  tags=["a b"]'],
  ['{"level":"info","ms":12}', "ms=12"],
  ["{not JSON", undefined],
  [
    '{"log":"{\\"level\\":\\"error\\",\\"msg\\":\\"timed out\\",\\"ms\\":20}\\n","stream":"stdout","time":"2026-11-23T10:40:00Z"}',
    "timed out  ms=20  stream=stdout",
  ],
  ['{"log":"{ plain\\n","stream":"stderr"}', "{ plain  stream=stderr"],
  [
    'ts=2026-11-22T18:00:00Z level=info service=api msg="took \\"5 ms\\"" path=/a?b=c note="a b"',
    'took "5 ms"  service=api  path="/a?b=c"  note="a b"',
  ],
  ["uid=0 euid=0", undefined],
  ["session opened uid=0 euid=0 tty=ssh", undefined],
];

const HEADED: readonly (readonly [line: string, messageStart: string, short: string])[] = [
  [
    '{"__CURSOR":"s=8;i=1","_PID":"812","PRIORITY":"6","SYSLOG_IDENTIFIER":"nginx","MESSAGE":"worker 4 accepted 75"}',
    "worker 4",
    'worker 4 accepted 75  SYSLOG_IDENTIFIER=nginx  _PID=812  __CURSOR="s=8;i=1"',
  ],
  [
    '[pod/web-6d5f/web] 2026-11-23T10:00:00.000000Z level=info msg="handled request" path=/healthz dur=8ms',
    "handled",
    "handled request  [pod/web-6d5f/web]  path=/healthz  dur=8ms",
  ],
  [
    'Nov 23 10:00:00 srv1 app[7]: {"level":"info","event":"login","text":"ada came","user":"ada"}',
    "ada came",
    "ada came  srv1 app[7]:  event=login  user=ada",
  ],
  ['[pod/web-6d5f/web] msg="handled request" dur=8ms', "handled", "handled request  [pod/web-6d5f/web]  dur=8ms"],
  ["Nov 23 10:00:00 srv1 sshd[7]: user=root tty=ssh rhost=x", "user=", "srv1 sshd[7]:  user=root  tty=ssh  rhost=x"],
];

for (const [line, message, short] of HEADED) {
  Deno.test(`${line} with its message at "${message}" stands as ${short}`, () =>
    assertEquals(compactFields(line, line.indexOf(message)), short));
}

Deno.test("fields behind the beginning of a message are a part of it", () => {
  assertEquals(compactFields("10:00:00 done with a=1 b=2 c=3", 9), undefined);
});

for (const [line, short] of LINES) {
  Deno.test(`${line} stands as ${short ?? "it is"}`, () => assertEquals(compactFields(line), short));
}

Deno.test("a line that is looked at closely has a row a field", () => {
  assertEquals(expandedFields('{"a":1}'), ["{", '  "a": 1', "}"]);
  assertEquals(expandedFields('level=info msg="a b" ms=1'), ['msg="a b"', "level=info", "ms=1"]);
  assertEquals(expandedFields("plain"), undefined);
  assertEquals(expandedFields('app: {"_PID":"1","MESSAGE":"m"}', 26), [
    "app:",
    "{",
    '  "MESSAGE": "m",',
    '  "_PID": "1"',
    "}",
  ]);
});
