import { assertEquals } from "@std/assert";
import { compactFields, expandedFields } from "../../src/tui/log/log_fields.ts";

const LINES: readonly (readonly [line: string, short: string | undefined])[] = [
  ['{"ts":1,"level":"info","msg":"done","ms":12,"tags":["a b"]}', 'done  ms=12  tags=["a b"]'],
  ['{"level":"info","ms":12}', "ms=12"],
  ["{not JSON", undefined],
  [
    'ts=2026-11-22T18:00:00Z level=info service=api msg="took \\"5 ms\\"" path=/a?b=c note="a b"',
    'took "5 ms"  service=api  path="/a?b=c"  note="a b"',
  ],
  ["uid=0 euid=0", undefined],
  ["session opened uid=0 euid=0 tty=ssh", undefined],
];

for (const [line, short] of LINES) {
  Deno.test(`${line} stands as ${short ?? "it is"}`, () => assertEquals(compactFields(line), short));
}

Deno.test("a line that is looked at closely has a row a field", () => {
  assertEquals(expandedFields('{"a":1}'), ["{", '  "a": 1', "}"]);
  assertEquals(expandedFields('level=info msg="a b" ms=1'), ["level=info", 'msg="a b"', "ms=1"]);
  assertEquals(expandedFields("plain"), undefined);
});
