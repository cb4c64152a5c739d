import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { Batch } from "../../src/core/lines/batch.ts";
import { ParameterList } from "../../src/core/lines/parameters.ts";
import { createParser, type FormatSpec, LineFields, type LineParser } from "../../src/formats/mod.ts";

const CONTEXT = { timeZone: "UTC", referenceMs: Date.UTC(2026, 0, 1) };
const JSON_LINES: FormatSpec = { kind: "json", name: "json" };
const batch = Batch.allocate(1 << 12);

/** All that a parser says of a line. */
function said(parser: LineParser, line: string): unknown {
  const parameters = new ParameterList(batch);
  const fields = new LineFields(parameters);
  const bytes = new TextEncoder().encode(`x${line}"\\`);
  const end = bytes.length - 2;
  parameters.beginLine();
  const matched = parser.parse(bytes, 1, end, fields);
  const { time, severity, messageStart, messageEnd, isMessageOfFields } = fields;
  const values = Array.from({ length: parameters.length }, (_, k) => [
    parameters.name[k],
    parameters.start[k],
    parameters.end[k],
  ]);
  return { matched, time, severity, messageStart, messageEnd, isMessageOfFields, values };
}

const text = fc.string({ unit: fc.constantFrom(...'ab "\\[{:,1é'), maxLength: 12 });
const value = fc.oneof(
  text,
  fc.double(),
  fc.constantFrom(true, null, [], ["x"], {}, "info", "2024-02-29T10:11:12Z", 3),
  fc.record({ level: text, msg: text }, { requiredKeys: [] }),
);
/** Objects with names in the same order mostly, so that layouts are met again; some are cut or changed afterwards. */
const line = fc.tuple(
  fc.record({ time: value, level: value, msg: value, 'a"b': value, nested: value }, { requiredKeys: ["msg"] }),
  fc.constantFrom("", " ", "  "),
  fc.option(fc.tuple(fc.nat(80), fc.constantFrom("", '"', ",", "}", "[1]", "\\")), { freq: 4 }),
).map(([object, space, change]) => {
  const whole = JSON.stringify(object).replaceAll(",", `,${space}`);
  return change === null ? whole : whole.slice(0, change[0]) + change[1] + whole.slice(change[0] + 1);
});

Deno.test("a JSON line means the same, whatever was laid out before it", () => {
  fc.assert(fc.property(fc.array(line, { minLength: 2, maxLength: 30 }), (lines) => {
    const parser = createParser(JSON_LINES, CONTEXT);
    for (const each of [...lines, ...lines]) {
      assertEquals(said(parser, each), said(createParser(JSON_LINES, CONTEXT), each), each);
    }
  }));
});

Deno.test("more layouts than are kept are read like any other", () => {
  const parser = createParser(JSON_LINES, CONTEXT);
  for (let k = 0; k < 3000; k++) {
    const each = JSON.stringify({ [`name${k}`]: k, msg: `m ${k}`, level: "info" });
    assertEquals(said(parser, each), said(createParser(JSON_LINES, CONTEXT), each), each);
  }
});
