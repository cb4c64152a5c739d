import { assert, assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { circumstances } from "../../src/generate/circumstances.ts";
import type { LogEvent } from "../../src/generate/event.ts";
import { lineWriter } from "../../src/generate/formats/mod.ts";
import {
  DEFAULT_SCENARIOS,
  EVENT_BYTES_MAX,
  LINE_FORMATS,
  planIncidents,
  SCENARIO_NAMES,
  SCENARIOS,
} from "../../src/generate/mod.ts";
import { Random } from "../../src/generate/random.ts";
import type { Scenario } from "../../src/generate/scenarios/scenario.ts";

const START_MS = Date.UTC(2025, 8, 30, 6);

/** The scenario's own lines. */
function ownLines(scenario: Scenario, rate: number, durationMs: number, seed: number): LogEvent[] {
  const about = circumstances(new Random(seed), START_MS, START_MS);
  return [...scenario.lines?.({ startMs: START_MS, endMs: START_MS + durationMs, durationMs, rate, about }) ?? []];
}

Deno.test("every scenario is in the table under its name, and does something", () => {
  assertEquals(SCENARIOS.map(({ name }) => name), [...SCENARIO_NAMES]);
  for (const { name, lines, alter } of SCENARIOS) assert(lines !== undefined || alter !== undefined, name);
});

Deno.test("every scenario is finite, begins at its start, runs forward, and repeats with its randomness", () => {
  for (const scenario of SCENARIOS.filter(({ lines }) => lines !== undefined)) {
    for (const [rate, durationMs] of [[2, 60_000], [1000, 2_000], [0.5, 0]] as const) {
      const events = ownLines(scenario, rate, durationMs, 5);
      assertEquals(events[0]!.timeMs, START_MS, scenario.name);
      events.reduce((before, event) => {
        assert(event.timeMs >= before.timeMs, scenario.name);
        return event;
      });
      assertEquals(ownLines(scenario, rate, durationMs, 5), events);
      assertNotEquals(ownLines(scenario, rate, durationMs, 6), events);
    }
  }
});

Deno.test("every scenario's lines are ASCII and short enough for a buffer, in every format", () => {
  for (const name of LINE_FORMATS) {
    const write = lineWriter(name);
    for (const scenario of SCENARIOS) {
      for (const event of ownLines(scenario, 5, 9000, 1)) {
        const text = write(event) ?? "";
        assert(text.length < EVENT_BYTES_MAX);
        assert(/^[\t\n -~]*$/.test(text), text);
      }
    }
  }
});

Deno.test("a plan spreads scenarios over a log of known length, and repeats them in one without an end", () => {
  for (const scenarios of [DEFAULT_SCENARIOS, SCENARIO_NAMES]) {
    for (const spanMs of [100, 10_000_000]) {
      const plans = planIncidents({ spanMs, scenarios });
      assertEquals(plans.map(({ scenario }) => scenario), [...scenarios]);
      plans.reduce((before, plan) => {
        assert(before.afterMs + before.durationMs < plan.afterMs);
        return plan;
      });
      assert(plans.at(-1)!.afterMs + plans.at(-1)!.durationMs < spanMs);
    }
    assert(planIncidents({ spanMs: Infinity, scenarios }).every(({ repeatMs, durationMs }) => repeatMs! > durationMs));
  }
  assertThrows(() => planIncidents({ spanMs: 1, scenarios: ["flood"] }), RangeError, "flood");
});
