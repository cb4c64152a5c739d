import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { EVENT_BYTES_MAX, LINE_FORMATS, SCENARIOS } from "../../src/generate/mod.ts";
import { lineFormat } from "../../src/generate/formats/mod.ts";
import { Random } from "../../src/generate/random.ts";
import { defaultPlan } from "../../src/generate/schedule.ts";

const START_MS = Date.UTC(2025, 8, 30, 6);

Deno.test("every scenario is finite, begins at its start, runs forward, and repeats with its randomness", () => {
  for (const scenario of SCENARIOS) {
    for (const [rate, durationMs] of [[2, 60_000], [1000, 2_000], [0.5, 0]] as const) {
      const run = () => [...scenario.lines({ startMs: START_MS, durationMs, rate, random: new Random(5) })];
      const events = run();
      assertEquals(events[0]!.timeMs, START_MS, scenario.name);
      events.reduce((before, event) => {
        assert(event.timeMs >= before.timeMs, scenario.name);
        return event;
      });
      assertEquals(run(), events);
      assertNotEquals([...scenario.lines({ startMs: START_MS, durationMs, rate, random: new Random(6) })], events);
    }
  }
});

Deno.test("every scenario's lines are ASCII and short enough for a buffer, in every format", () => {
  for (const name of LINE_FORMATS) {
    const write = lineFormat(name).writer(0);
    for (const scenario of SCENARIOS) {
      for (const event of scenario.lines({ startMs: START_MS, durationMs: 9000, rate: 5, random: new Random(1) })) {
        const text = write(event);
        assert(text.length < EVENT_BYTES_MAX);
        assert(/^[\t\n -~]*$/.test(text), text);
      }
    }
  }
});

Deno.test("default plan spreads each scenario over a log of known length, and repeats in one without an end", () => {
  for (const lines of [100, 10_000, 1_000_000]) {
    const plans = defaultPlan(2, lines);
    assertEquals(plans.map(({ scenario }) => scenario), SCENARIOS.map(({ name }) => name));
    plans.reduce((before, plan) => {
      assert(before.afterMs + before.durationMs < plan.afterMs);
      return plan;
    });
  }
  assert(defaultPlan(2).every(({ repeatMs, durationMs }) => repeatMs! > durationMs));
});
