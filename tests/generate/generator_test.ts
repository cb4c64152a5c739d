import { assert, assertAlmostEquals, assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  EVENT_BYTES_MAX,
  type GeneratedLine,
  type GeneratorOptions,
  LINE_FORMATS,
  type LineFormatName,
  LogGenerator,
  planIncidents,
  SCENARIO_NAMES,
} from "../../src/generate/mod.ts";

/** The whole log as events. */
function events(options: GeneratorOptions): GeneratedLine[] {
  const generator = new LogGenerator(options);
  const lines: GeneratedLine[] = [];
  for (let line = generator.next(); line !== undefined; line = generator.next()) lines.push(line);
  return lines;
}

/** The whole log as text, written through a buffer of the given size. */
function logText(options: GeneratorOptions, bufferBytes = 1 << 16): string {
  const generator = new LogGenerator(options);
  const buffer = new Uint8Array(bufferBytes);
  const decoder = new TextDecoder();
  let text = "";
  for (let bytes = generator.fill(buffer); bytes > 0; bytes = generator.fill(buffer)) {
    text += decoder.decode(buffer.subarray(0, bytes));
  }
  return text;
}

Deno.test("generator makes the same bytes from the same seed, and others from another", () => {
  for (const format of LINE_FORMATS) {
    const options = { format, seed: 11, lines: 1500 };
    assertEquals(logText(options), logText(options));
    assertNotEquals(logText(options), logText({ ...options, seed: 12 }));
  }
});

/** The first digits of the SHA-256 of 6,000 lines with every scenario. */
const GOLDEN: readonly (readonly [LineFormatName, string])[] = [["seed", "8f2de1374b29c08b"], [
  "json",
  "2e0b8f9837634c25",
], ["services", "ac22336b15b9b0e9"]];

Deno.test("generator keeps its bytes from release to release", async (test) => {
  // A log that can be made again from its seed is a promise: who changes this knows that it breaks.
  for (const [format, hash] of GOLDEN) {
    await test.step(format, async () => {
      const incidents = planIncidents({ spanMs: 120_000, scenarios: SCENARIO_NAMES });
      const text = logText({ format, seed: 1, rate: 50, lines: 6000, incidents });
      const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
      assertEquals(digest.toHex().slice(0, 16), hash);
    });
  }
});

Deno.test("generator writes the same bytes whatever the buffer, and exactly the lines asked for", () => {
  fc.assert(
    fc.property(
      fc.nat(1000),
      fc.integer({ min: 0, max: 600 }),
      fc.integer({ min: EVENT_BYTES_MAX, max: 1 << 17 }),
      fc.constantFrom(...LINE_FORMATS),
      (seed, lines, bufferBytes, format) => {
        const options = { format, seed, lines };
        const text = logText(options, bufferBytes);
        assertEquals(text, events(options).map((event) => event.text + "\n").join(""));
        assertEquals(text.split("\n").length - 1, lines);
      },
    ),
    { numRuns: 40 },
  );
});

Deno.test("generator keeps its mix within sampling error", () => {
  const count = 50_000;
  const cases: readonly (readonly [GeneratorOptions, normal: number, warn: number, error: number])[] = [
    [{ format: "seed" }, 0.85, 0.1, 0.05],
    [{ format: "json", testMode: true }, 0.8, 0.1, 0.1],
    [{ format: "seed", mix: { normal: 0.5, warn: 0, error: 0.5 } }, 0.5, 0, 0.5],
  ];
  for (const [options, ...expected] of cases) {
    const lines = events({ ...options, seed: 5, lines: count, incidents: "none" });
    const share = (...levels: string[]) => lines.filter(({ level }) => levels.includes(level)).length / count;
    const found = [share("INFO", "DEBUG"), share("WARN"), share("ERROR")];
    found.forEach((value, index) => {
      const wanted = expected[index]!;
      assertAlmostEquals(value, wanted, 4 * Math.sqrt((wanted * (1 - wanted)) / count) + 1e-12);
    });
  }
});

Deno.test("generator keeps its rate, more at noon and less at night", () => {
  const hourly = (hour: number) => {
    const startMs = Date.UTC(2025, 8, 30, hour);
    return events({ format: "plain", seed: 6, rate: 20, startMs, durationMs: 3_600_000, incidents: "none" }).length /
      3600;
  };
  // requests come in bunches of about seven lines, so counts spread more than those of single lines
  assertAlmostEquals(hourly(6), 20 * 1.065, 1);
  assert(hourly(12) > 28 && hourly(0) < 12);
  const day = events({ format: "plain", seed: 6, rate: 0.5, durationMs: 86_400_000, incidents: "none" });
  assertAlmostEquals(day.length / 86_400, 0.5, 0.02);
});

Deno.test("generator's event time never runs back, from its start on", () => {
  const startMs = Date.UTC(2024, 1, 28, 23, 59, 58);
  for (const rate of [2, 3000]) {
    let beforeMs = startMs;
    for (const { timeMs } of events({ format: "seed", seed: 8, rate, startMs, lines: 10_000 })) {
      assert(timeMs >= beforeMs);
      beforeMs = timeMs;
    }
  }
});

Deno.test("generator tells the lines of a request under one trace id, across components, in its order", () => {
  const traces = new Map<string, { service: string; msg: string }[]>();
  for (const { text } of events({ format: "json", seed: 3, lines: 3000, incidents: "none" })) {
    const { trace_id, service, msg } = JSON.parse(text);
    if (trace_id !== undefined) traces.set(trace_id, [...traces.get(trace_id) ?? [], { service, msg }]);
  }
  const complete = [...traces.values()].filter((lines) => lines.some(({ msg }) => msg.startsWith("Request completed")));
  assert(complete.length > 100);
  for (const lines of complete) {
    assert(lines[0]!.msg.startsWith("Request received"));
    assert(new Set(lines.map(({ service }) => service)).size >= 3);
  }
});

Deno.test("generator's background is the same with and without incidents", () => {
  const background = (options: GeneratorOptions) =>
    events(options).filter(({ incident }) => incident === undefined).map(({ text }) => text);
  const quiet = background({ format: "seed", seed: 4, lines: 4000, incidents: "none" });
  const busy = background({ format: "seed", seed: 4, lines: 4000 });
  assert(busy.length < quiet.length);
  assertEquals(busy, quiet.slice(0, busy.length));
});

Deno.test("generator repeats its incidents in a log without an end", () => {
  const generator = new LogGenerator({ format: "seed", seed: 2, rate: 5 });
  const incidents = new Set<string>();
  for (let count = 0; count < 8000; count++) incidents.add(generator.next()!.incident ?? "");
  for (const name of ["failed_login_storm", "database_pool_exhausted", "crash_loop"]) {
    assert(incidents.has(`${name}-1`) && incidents.has(`${name}-2`), name);
  }
});

Deno.test("generator refuses settings that cannot be, by name", () => {
  const cases: readonly (readonly [Partial<GeneratorOptions>, string])[] = [
    [{ rate: 0 }, "rate"],
    [{ lines: -1 }, "lines"],
    [{ lines: 1.5 }, "lines"],
    [{ seed: -3 }, "seed"],
    [{ startMs: NaN }, "startMs"],
    [{ mix: { normal: 0.9, warn: 0.2, error: 0 } }, "sum to 1"],
    [{ incidents: [{ scenario: "flood", afterMs: 0, durationMs: 1 }] }, "flood"],
    [{ incidents: [{ scenario: "crash_loop", afterMs: -1, durationMs: 1 }] }, "crash_loop"],
    [{ incidents: [{ scenario: "crash_loop", afterMs: 0, durationMs: 5, repeatMs: 5 }] }, "repeats"],
  ];
  for (const [options, message] of cases) {
    assertThrows(() => new LogGenerator({ format: "seed", ...options }), RangeError, message);
  }
  assertThrows(() => new LogGenerator({ format: "seed" }).fill(new Uint8Array(100)), RangeError, "8192");
});
