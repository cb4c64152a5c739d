import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { labelsFromTruth, type TruthRecord } from "../../src/evaluation/mod.ts";
import { createGenerator, DEFAULT_SCENARIOS, type GeneratorOptions } from "../../src/generate/mod.ts";

/** The physical lines of a log, and its truth. */
function logAndTruth(options: GeneratorOptions): { lines: string[]; truth: TruthRecord[] } {
  const truth: TruthRecord[] = [];
  const generator = createGenerator({ ...options, onTruth: (record) => truth.push(record) });
  const lines: string[] = [];
  for (let line = generator.next(); line !== undefined; line = generator.next()) {
    assertEquals(line.line, lines.length + 1);
    assertEquals(line.text.split("\n").length, line.lineCount);
    lines.push(...line.text.split("\n"));
  }
  return { lines, truth };
}

const FORMATS = ["seed", "json"] as const;
const IS_ERROR = { seed: /\] \[ERROR\] \[/, json: /"level":"error"/ };

/** What the lines of each incident look like, in both formats. */
const INCIDENT_TEXT: Readonly<Record<string, RegExp>> = {
  failed_login_storm: /203\.0\.113\.\d+/,
  database_pool_exhausted: /Connection pool|no database connection|status 200 in [2-9]\d{3}ms/,
  crash_loop: /Unhandled exception|exited with code 134|Supervisor|Recovering state|^java|^\tat |^Caused by|^\t\.\.\. /,
};

Deno.test("truth labels each line that was broken, and no other", () => {
  for (const format of FORMATS) {
    const { lines, truth } = logAndTruth({ format, seed: 21, lines: 6000 });
    const { oddLines, incidentOfLine } = labelsFromTruth(truth);
    lines.forEach((text, index) => {
      const line = index + 1;
      const incident = incidentOfLine.get(line);
      if (incident !== undefined) {
        assert(INCIDENT_TEXT[incident.replace(/-\d+$/, "")]!.test(text), `${incident}: ${text}`);
        assert(oddLines.has(line));
      } else {
        assertEquals(oddLines.has(line), IS_ERROR[format].test(text), `${line}: ${text}`);
        assert(!/203\.0\.113\.|Connection pool exhausted|Unhandled exception/.test(text), text);
      }
    });
  }
});

Deno.test("truth's incidents have the start, end, lines and count that their lines have", () => {
  const { lines, truth } = logAndTruth({ format: "json", seed: 22, lines: 6000 });
  const { incidents, incidentOfLine } = labelsFromTruth(truth);
  assertEquals(incidents.map(({ scenario }) => scenario), [...DEFAULT_SCENARIOS]);
  for (const incident of incidents) {
    const own = [...incidentOfLine].filter(([, id]) => id === incident.id).map(([line]) => line);
    assertEquals(incident.lines, [own[0]!, own.at(-1)!]);
    assertEquals(incident.count, own.length);
    assertEquals(JSON.parse(lines[own[0]! - 1]!).ts, incident.start);
    assertEquals(JSON.parse(lines[own.at(-1)! - 1]!).ts, incident.end);
  }
});

Deno.test("truth counts a stack trace by its physical lines, and as one line in JSON", () => {
  const incidents = [{ scenario: "crash_loop", afterMs: 1000, durationMs: 4000 }];
  const counts = FORMATS.map((format) => {
    const { lines, truth } = logAndTruth({ format, seed: 23, lines: 120, incidents });
    const { incidents: [crash], oddLines } = labelsFromTruth(truth);
    const head = lines.findIndex((text) => text.includes("Unhandled exception")) + 1;
    assertEquals(crash!.lines[0], head);
    if (format === "seed") {
      for (let line = head + 1; line <= head + 11; line++) {
        assert(oddLines.has(line));
        assert(!lines[line - 1]!.startsWith("["), lines[line - 1]);
      }
      assert(lines[head + 11]!.startsWith("["));
    } else {
      assertEquals(JSON.parse(lines[head - 1]!).stack.split("\n").length, 11);
    }
    return crash!.count;
  });
  assertEquals(counts, [60, 16]);
});

Deno.test("truth holds for a log that ends anywhere, even within a stack trace", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 40 }), fc.nat(99), (count, seed) => {
      const incidents = [{ scenario: "crash_loop", afterMs: 2000, durationMs: 3000 }];
      const { lines, truth } = logAndTruth({ format: "seed", seed, lines: count, incidents });
      const { lineCount, oddLines, incidents: found, incidentOfLine } = labelsFromTruth(truth);
      assertEquals(lines.length, count);
      assertEquals(lineCount, count);
      for (const line of oddLines) assert(line <= count);
      assertEquals(found.reduce((sum, incident) => sum + incident.count, 0), incidentOfLine.size);
    }),
  );
});

Deno.test("truth of a log that is stopped ends with its number of lines", () => {
  const truth: TruthRecord[] = [];
  const generator = createGenerator({ format: "seed", onTruth: (record) => truth.push(record) });
  for (let count = 0; count < 10; count++) generator.next();
  generator.finish();
  generator.finish();
  assertEquals(generator.next(), undefined);
  const metas = truth.filter((record) => record.kind === "meta");
  assertEquals(metas.map(({ lines }) => lines), [undefined, 10]);
});
