import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { parseLabels, type TruthRecord } from "../../src/evaluation/mod.ts";
import { LogGenerator } from "../../src/generate/mod.ts";

Deno.test("labels: a 0 or 1 per line", () => {
  const labels = parseLabels("0\n1\r\n0\n1\n", "BGL.labels");
  assertEquals([labels.form, labels.lineCount, [...labels.oddLines]], ["lines", 4, [2, 4]]);
});

Deno.test("labels: any 0 and 1 come back as they were written", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(0, 1), { minLength: 1 }), fc.constantFrom("\n", "\r\n"), (values, feed) => {
      const { oddLines, lineCount } = parseLabels(values.join(feed), "x");
      assertEquals(lineCount, values.length);
      assertEquals(values.map((_, index) => oddLines.has(index + 1) ? 1 : 0), values);
    }),
  );
});

Deno.test("labels: CSV of sessions, with its header and without", () => {
  for (
    const text of ["session,anomaly\nblk_1,0\nblk_2,1\n", "blk_1,0\nblk_2,1", '\ufeff"blk_1",0\r\n"blk_2","1"\r\n']
  ) {
    const labels = parseLabels(text, "labels.csv");
    assertEquals([labels.form, labels.lineCount], ["sessions", undefined]);
    assertEquals([...labels.sessions], [["blk_1", false], ["blk_2", true]]);
  }
  assertEquals([...parseLabels('"a,""b""",1', "x").sessions], [['a,"b"', true]]);
});

Deno.test("labels: NDJSON as the generator writes it", () => {
  const records: TruthRecord[] = [];
  const generator = new LogGenerator({ format: "seed", lines: 2000, onTruth: (record) => records.push(record) });
  while (generator.next());
  const labels = parseLabels(records.map((record) => JSON.stringify(record) + "\n").join(""), "truth.ndjson");
  assertEquals([labels.form, labels.lineCount, labels.incidents.length], ["truth", 2000, 3]);
  assertEquals(labels.oddLines.size, records.filter(({ kind }) => kind === "line").length);
  assertEquals(labels.incidents.reduce((sum, { count }) => sum + count, 0), labels.incidentOfLine.size);
});

Deno.test("labels: NDJSON written by hand, with lines that are normal and with sessions", () => {
  const labels = parseLabels(
    `{"kind":"line","line":3,"anomaly":0}
     {"kind":"line","line":7,"anomaly":1,"note":"not ours, let through"}

     {"kind":"session","session":"s1","anomaly":1}`,
    "x",
  );
  assertEquals([...labels.oddLines], [7]);
  assertEquals([...labels.sessions], [["s1", true]]);
  assertEquals(labels.lineCount, undefined);
});

Deno.test("labels that cannot be read are refused with file, line and what is wrong", () => {
  const cases: readonly (readonly [text: string, message: string])[] = [
    ["", "f: cannot read labels: the file is empty"],
    [" \n\n", "the file is empty"],
    ["0\n1\n2\n", 'f:3: cannot read a label: expected 0 or 1, got "2"'],
    ["0\n\n1\n", 'f:2: cannot read a label: expected 0 or 1, got ""'],
    ["session,anomaly\nblk_1,yes\n", 'f:2: cannot read a label: expected session,anomaly with anomaly 0 or 1, got "'],
    ["blk_1,0\nblk_1,1\n", "f:2: cannot read a label: the session was labelled otherwise before"],
    ['{"kind":"line","line":1,"anomaly":1}\n{"kind":', "f:2: cannot read a label: expected one JSON object"],
    ['{"kind":"lines"}', "kind must be one of meta, line, session, incident"],
    ['{"kind":"toString"}', "kind must be one of"],
    ['{"kind":"line","line":0,"anomaly":1}', "line must be a line number from 1"],
    ['{"kind":"line","line":1,"anomaly":true}', "anomaly must be 0 or 1"],
    ['{"kind":"line","line":1,"anomaly":1,"incident":5}', "incident must be a text"],
    ['{"kind":"meta","lines":"many"}', "lines must be a whole number"],
    [
      '{"kind":"incident","id":"a","scenario":"b","start":"noon","end":"2025-01-01T00:00:00Z","severity":"warning","lines":[1,2],"count":1}',
      "start must be a time",
    ],
    [
      '{"kind":"incident","id":"a","scenario":"b","start":"2025-01-01T00:00:00Z","end":"2025-01-01T00:00:00Z","severity":"warning","lines":[3,2],"count":1}',
      "lines must be [first, last]",
    ],
  ];
  for (const [text, message] of cases) assertThrows(() => parseLabels(text, "f"), SyntaxError, message);
});
