/**
 * Logs as well-known programs and libraries write them: each has its times and its levels, whether its format is
 * known by name or learnt. well_known.txt holds them, the level and the time of day (UTC) that each line has before
 * the line itself.
 */
import { assertEquals } from "@std/assert";
import { severityName } from "../../src/core/severity.ts";
import { detectFormat } from "../../src/formats/mod.ts";
import { parseLine, REFERENCE } from "./parse_line.ts";

const OPTIONS = { timeZone: "UTC", referenceMs: REFERENCE };
/** Where the time of day and the line begin in a row. */
const CLOCK_AT = 6;
const LINE_AT = 15;
/** A log is more than a few lines. */
const TIMES = 3;

const text = Deno.readTextFileSync(new URL("./well_known.txt", import.meta.url));
for (const section of text.trimEnd().split("\n\n")) {
  const [title, ...rows] = section.split("\n");
  const expected = rows.map((row) => ({
    level: row.slice(0, CLOCK_AT).trim(),
    clock: row.slice(CLOCK_AT, LINE_AT).trim(),
    line: row.slice(LINE_AT),
  }));

  Deno.test(`what is known by ${title.slice(3)} has its times and levels`, () => {
    const lines = expected.map(({ line }) => `${line}\n`);
    const spec = detectFormat(new TextEncoder().encode(lines.join("").repeat(TIMES)), OPTIONS);
    const found = expected.map(({ line }) => {
      const { severity, time } = parseLine(spec, line);
      return { level: severityName(severity) || "-", clock: time?.slice(11, 19) ?? "-", line };
    });
    assertEquals(found, expected);
  });
}
