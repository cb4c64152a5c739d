import { assert, assertEquals } from "@std/assert";
import { App } from "../../src/tui/app.ts";
import { rangeText } from "../../src/tui/range.ts";
import { timesOver } from "../../src/tui/tables/time_column.ts";
import { sampleSnapshot, TEXTS } from "./sample.ts";

const HOUR_MS = 3_600_000;
const AT_MS = Date.parse("2026-11-22T14:32:07Z");

const SPANS: readonly (readonly [hours: number, hasSeconds: boolean, text: string])[] = [
  [NaN, false, "14:32:07"],
  [1, false, "14:32:07"],
  [30, false, "11-22 14:32"],
  [30, true, "11-22 14:32:07"],
  [10_000, false, "2026-11-22 14:32"],
  [10_000, true, "2026-11-22 14:32:07"],
];

for (const [hours, hasSeconds, text] of SPANS) {
  Deno.test(`over ${hours} hours a time is ${text}`, () => {
    const times = timesOver(TEXTS, hours * HOUR_MS, hasSeconds);
    assertEquals([times.text(AT_MS), times.columns], [text, text.length]);
  });
}

Deno.test("a range of other days says which", () => {
  const view = { snapshot: sampleSnapshot(), texts: TEXTS };
  const { clockMs } = view.snapshot;
  const ago = (hours: number) => rangeText(view, { fromMs: clockMs - hours * HOUR_MS, untilMs: clockMs - HOUR_MS });
  assert(/^\d\d:\d\d:\d\d – \d\d:\d\d:\d\d$/.test(ago(2)), ago(2));
  assert(/^\d\d-\d\d \d\d:\d\d – \d\d-\d\d \d\d:\d\d$/.test(ago(50)), ago(50));
});

Deno.test("lines of this minute keep their seconds beside a source of another age", () => {
  const { sources, ...rest } = sampleSnapshot();
  const old = { ...sources[0], lastTimeMs: rest.clockMs - 5000 * HOUR_MS };
  const app = new App({ ...rest, sources: [...sources, old] }, {
    texts: TEXTS,
    theme: "dark",
    depth: 0,
    screen: "logs",
  });
  assert(/^.14:\d\d:\d\d /.test(app.draw(80, 24).toString().split("\n")[3]), app.draw(80, 24).toString());
});
