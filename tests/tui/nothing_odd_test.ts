import { assert, assertEquals } from "@std/assert";
import type { Snapshot } from "../../src/core/views/snapshot.ts";
import { App } from "../../src/tui/app.ts";
import { sampleAnomalies } from "./sample_anomalies.ts";
import { END_MS, sampleSnapshot, TEXTS } from "./sample.ts";

const NO_ANOMALIES = { length: 0, forgotten: 0, kindsForgotten: 0, at: () => sampleAnomalies()[0] };
const NO_COUNT = { count: 0, isMore: false, lastMs: NaN };

/** The dashboard of a run that has found nothing, after some keys. */
function shown(totals: Partial<Snapshot["totals"]>, resumedMs: number, keys: readonly string[] = [], past = false) {
  const sample = sampleSnapshot();
  const logs = totals.lines === 0
    ? { ...sample.logs, first: 0, next: 0, order: { ...sample.logs.order, length: 0 } }
    : sample.logs;
  const snapshot = { ...sample, anomalies: NO_ANOMALIES, logs, totals: { ...sample.totals, ...totals }, resumedMs };
  const app = new App(snapshot, { texts: TEXTS, theme: "dark", depth: 0 });
  if (past) {
    app.takePast({
      anomalies: sampleAnomalies().map((each) => ({ ...each, isPast: true })),
      before: () => NO_COUNT,
    });
  }
  for (const key of keys) app.handle({ type: "key", key });
  return app.draw(80, 24).toString();
}

Deno.test("where all lines were there before, both lists say that none was judged, and what judges them", () => {
  for (const keys of [[], ["2"]]) {
    const text = shown({ lines: 6000, learntLines: 6000 }, NaN, keys);
    const words = text.replace(/[│\s]+/g, " ");
    assert(words.includes("the 6,000 lines that were there before it began were learnt from"));
    assert(words.includes("`oddline --from-start --state NEW FILE`, or `oddline scan FILE`"));
  }
});

Deno.test("where all lines were judged, it is said that what is normal is being learnt", () => {
  const text = shown({ lines: 6000 }, NaN);
  assert(text.includes("nothing odd so far: what is normal here is being learnt") && !text.includes("--from-start"));
});

Deno.test("a run that goes on and has nothing new says from where on, above what is past", () => {
  const at = TEXTS.full(END_MS);
  for (const keys of [[], ["2"]]) {
    assert(shown({ lines: 0 }, END_MS, keys, true).includes(`odd in earlier runs · nothing was written since ${at}`));
  }
  assert(shown({ lines: 10 }, END_MS, [], true).includes(`odd in earlier runs · nothing odd since ${at}`));
  assert(shown({ lines: 10 }, NaN, [], true).includes("odd in earlier runs · nothing odd in this run"));
  assert(shown({ lines: 0 }, END_MS, ["4"]).includes(`no lines so far: this run goes on where that of ${at} stopped`));
  assert(shown({ lines: 0 }, END_MS, ["4"]).includes("To read all of it again: `oddline --from-start --state NEW"));
  assertEquals(shown({ lines: 0 }, NaN, ["4"]).includes("goes on"), false);
});
