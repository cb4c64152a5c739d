import { assertEquals } from "@std/assert";
import { BUILTIN_FORMATS } from "../../src/formats/builtin/all.ts";
import { detectFormat } from "../../src/formats/mod.ts";
import { parseLine, REFERENCE } from "./parse_line.ts";

for (const format of BUILTIN_FORMATS) {
  for (const { line, time, severity, message } of format.samples) {
    const expected = {
      matched: true,
      time: time === null ? null : new Date(time).toISOString(),
      severity,
      message,
    };

    Deno.test(`${format.spec.name} reads "${line.slice(0, 40)}…"`, () => {
      assertEquals(parseLine(format.spec, line), expected);
    });

    Deno.test(`detection takes "${line.slice(0, 40)}…" for ${format.spec.name} and reads the same`, () => {
      const spec = detectFormat(new TextEncoder().encode(line), { timeZone: "UTC", referenceMs: REFERENCE });
      assertEquals(spec.name, format.spec.name);
      assertEquals(parseLine(spec, line), expected);
    });

    Deno.test(`no format before ${format.spec.name} claims "${line.slice(0, 40)}…"`, () => {
      const first = BUILTIN_FORMATS.find(({ spec, voting }) => {
        const isPattern = spec.kind === "pattern" && voting !== undefined;
        return parseLine(isPattern ? { ...spec, patterns: spec.patterns.slice(0, voting) } : spec, line).matched;
      });
      assertEquals(first?.spec, format.spec);
    });
  }
}

Deno.test("every format has a sample", () => {
  assertEquals(BUILTIN_FORMATS.filter((format) => format.samples.length === 0), []);
});
