import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { BUILTIN_FORMATS } from "../../src/formats/builtin/all.ts";
import { classifyLine, createParser, detectFormat, type FormatSpec, LineFields, PLAIN } from "../../src/formats/mod.ts";
import { REFERENCE } from "./parse_line.ts";

const CONTEXT = { timeZone: "Europe/Berlin", referenceMs: REFERENCE };
const JSON_LINES: FormatSpec = { kind: "json", name: "json" };
const SPECS: readonly FormatSpec[] = [
  ...BUILTIN_FORMATS.map((format) => format.spec),
  PLAIN,
  { kind: "cri", name: "cri", inner: JSON_LINES },
  { kind: "docker", name: "docker", inner: JSON_LINES },
  { kind: "docker", name: "docker", inner: BUILTIN_FORMATS.at(-1)?.spec ?? PLAIN },
  {
    kind: "headed",
    name: "syslog+json",
    head: { kind: "pattern", name: "syslog", patterns: ["{time:syslog} {host} {tag} {message}"] },
    inner: { kind: "json", name: "json" },
  },
  { kind: "mixed", name: "json+logfmt", parts: [{ kind: "json", name: "json" }, { kind: "logfmt", name: "logfmt" }] },
  { kind: "pattern", name: "all", patterns: ["{a}|{b} {c} ({d}) {time} {tag} {message}", "{a}>> {x:sd} {message}"] },
];
const parsers = SPECS.map((spec) => createParser(spec, CONTEXT));
const samples = [
  ...BUILTIN_FORMATS.flatMap((format) => format.samples.map(({ line }) => line)),
  "2016-10-06T00:17:09.669794202Z stdout F message",
  '{"log":"a \\u00fc \\"b\\"\\n","stream":"stdout","time":"2024-02-29T10:11:12.123456789Z"}',
].map((line) => new TextEncoder().encode(line));

/** Bytes of a line that once was of a format: some are changed, some are cut out, the end may be missing. */
const mutated = fc.tuple(
  fc.constantFrom(...samples),
  fc.array(fc.tuple(fc.nat(200), fc.integer({ min: 0, max: 255 })), { maxLength: 4 }),
  fc.nat(200),
  fc.nat(5),
).map(([sample, changes, cut, skip]) => {
  const bytes = sample.slice();
  for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
  return new Uint8Array([...bytes.subarray(0, cut), ...bytes.subarray(cut + skip)]);
});
const hostile = fc.oneof(
  fc.uint8Array({ maxLength: 120 }),
  mutated,
  fc.string({ unit: fc.constantFrom(..."{}[]()<>\"'\\:;,|=- \t0129TZaE.%"), maxLength: 60 }).map((text) =>
    new TextEncoder().encode(text)
  ),
);

Deno.test("no parser throws, looks beyond its line, or finds a message outside of it, whatever the bytes", () => {
  const fields = new LineFields();
  fc.assert(
    fc.property(hostile, hostile, hostile, (before, line, after) => {
      const bytes = new Uint8Array([...before, ...line, ...after]);
      const start = before.length;
      const end = start + line.length;
      parsers.forEach((parser) => {
        const matched = parser.parse(bytes, start, end, fields);
        const seen = { ...fields };
        assert(start <= seen.messageStart && seen.messageStart <= seen.messageEnd && seen.messageEnd <= end);
        assert(seen.severity >= 0 && seen.severity <= 24);
        if (!matched) assertEquals([seen.messageStart, seen.messageEnd, seen.severity], [start, end, 0]);
        const attributes = parser.attributes(bytes, start, end);
        assert(matched || attributes.length === 0);
        const alone = parser.parse(line, 0, line.length, fields);
        assertEquals(
          [alone, fields.time, fields.severity, fields.messageStart, fields.messageEnd],
          [matched, seen.time, seen.severity, seen.messageStart - start, seen.messageEnd - start],
        );
      });
      classifyLine(bytes, start, end);
    }),
    { numRuns: 600 },
  );
});

Deno.test("detection always returns a format that can be made, whatever the bytes", () => {
  fc.assert(
    fc.property(fc.array(hostile, { maxLength: 12 }), fc.constantFrom(...samples), (lines, repeated) => {
      for (const some of [lines, [...lines, repeated, repeated, repeated, repeated, repeated], [repeated, ...lines]]) {
        const sample = new Uint8Array(some.flatMap((line) => [...line, 10]));
        createParser(detectFormat(sample, CONTEXT), CONTEXT);
      }
    }),
    { numRuns: 300 },
  );
});

Deno.test("a header of odd columns is learnt without a fault", () => {
  const part = fc.constantFrom(
    ...[
      "2024-02-29 10:11:12",
      "[10:11:12]",
      "1709201472",
      "INFO",
      "[WARN ]",
      "E",
      "|",
      "||",
      "-",
      "{",
      "}",
      "{x}",
      "[a b]",
    ],
    ...["[a", "]", "12", "prog:", "prog[1]:", "word", "a|b", "2024.02.29", "<6>", "{{level}}", ",", "[1.5]", "Feb  9"],
  );
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 8 }), fc.constantFrom(" ", "", "  "), (parts, joint) => {
      const line = new TextEncoder().encode(parts.join(joint) + " a message\n");
      const sample = new Uint8Array(6 * line.length);
      for (let i = 0; i < 6; i++) sample.set(line, i * line.length);
      const parser = createParser(detectFormat(sample, CONTEXT), CONTEXT);
      parser.parse(sample, 0, line.length - 1, new LineFields());
    }),
    { numRuns: 1000 },
  );
});

Deno.test("a line of a megabyte of anything is read in a moment", () => {
  const fields = new LineFields();
  for (const unit of ["[", "(", '"', "\\", "{", '{"a":', " ", "1", "a=", "a ", "[a]", "Error.", "\\u00", "|"]) {
    const line = new TextEncoder().encode(unit.repeat(Math.floor(1_048_576 / unit.length)));
    for (const parser of parsers) parser.parse(line, 0, line.length, fields);
    classifyLine(line, 0, line.length);
    detectFormat(line.subarray(0, 65_536), CONTEXT);
  }
});
