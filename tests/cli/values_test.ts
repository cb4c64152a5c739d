/** How values are written. */
import { assertEquals, assertThrows } from "@std/assert";
import { nearest } from "../../src/core/text/suggest.ts";
import * as values from "../../src/cli/values/mod.ts";

const RIGHT: readonly (readonly [type: values.ValueType<unknown>, text: string, value: unknown])[] = [
  [values.SIZE, "262144", 262144],
  [values.SIZE, "256KiB", 262144],
  [values.SIZE, "1MB", 1_000_000],
  [values.SIZE, "1.5 GiB", 1610612736],
  [values.SIZE, "10b", 10],
  [values.SPAN, "500ms", 500],
  [values.SPAN, "1h30m", 5_400_000],
  [values.SPAN, "3d", 259_200_000],
  [values.SPAN, "0.5s", 500],
  [values.WHEN, "15m", { kind: "before", ms: 900_000 }],
  [values.WHEN, "2026-11-22T18:00:00+01:00", { kind: "at", ms: Date.UTC(2026, 10, 22, 17) }],
  [values.WHEN, "2026-11-22", { kind: "clock", date: "2026-11-22", time: "00:00:00" }],
  [values.WHEN, "2026-11-22 18:05", { kind: "clock", date: "2026-11-22", time: "18:05:00" }],
  [values.WHEN, "2026-11-22T18:05:07.25", { kind: "clock", date: "2026-11-22", time: "18:05:07.25" }],
  [values.WHEN, "18:05", { kind: "clock", date: undefined, time: "18:05:00" }],
  [values.TIME, "2026-11-22 18:00:00.5z", Date.UTC(2026, 10, 22, 18, 0, 0, 500)],
  [values.LIST, "*.log,{a,b}.txt", ["*.log", "{a,b}.txt"]],
  [values.DETECTOR_LIST, "rule, spike", ["rule", "spike"]],
  [values.MIX, "85/10/5", { normal: 0.85, warn: 0.1, error: 0.05 }],
  [values.LEVEL, "fatal", "fatal"],
  [values.SEARCH, "/a|b/", "/a|b/"],
  [values.SEARCH, "(", "("],
  [values.SWITCH, "On", true],
  [values.SWITCH, "0", false],
  [values.TIME_ZONE, "Europe/Berlin", "Europe/Berlin"],
  [values.number(0, 1), ".9", 0.9],
  [values.wholeNumber(0), "1_000_000", 1_000_000],
];

for (const [type, text, value] of RIGHT) {
  Deno.test(`${type.name}: ${text}`, () => assertEquals(type.parse(text), value));
}

const WRONG: readonly (readonly [type: values.ValueType<unknown>, texts: readonly string[]])[] = [
  [values.SIZE, ["", "0", "-1", "1 TB", "KiB", "1e3", "99999999GiB", "NaN", "constructor"]],
  [values.SPAN, ["", "15", "0s", "-1h", "1h 30m", "1y", "99999999d"]],
  [values.WHEN, ["", "now", "2026-11-31", "2026-11-22 ", "2026-11-22 24:00", "18:60", "2026-13-01T00:00:00Z", "12"]],
  [values.LIST, ["", "a,,b", ",a"]],
  [values.SEARCH, ["", "/(/", "/[/"]],
  [values.DETECTOR_LIST, ["spikes", "rule,"]],
  [values.MIX, ["85/15", "a/b/c", "100/0/0/0", "//"]],
  [values.number(0, 1), ["", "1.1", "-0.1", "0x1", "Infinity", "NaN", "1,0"]],
  [values.wholeNumber(1, 9), ["", "0", "10", "1.5", "1e0", "_1"]],
];

for (const [type, texts] of WRONG) {
  Deno.test(`${type.name}: says what is wrong with ${texts.length} texts`, () => {
    for (const text of texts) {
      const error = assertThrows(() => type.parse(text), Error);
      assertEquals(["RangeError", "SyntaxError"].includes(error.name), true, `${text}: ${error}`);
    }
  });
}

Deno.test("nearest finds what was meant, and leaves alone what is something else", () => {
  const commands = ["watch", "scan", "templates", "generate", "demo"];
  assertEquals(["scna", "wacth", "template", "gnerate", "SCAN", "deom"].map((word) => nearest(word, commands)), [
    "scan",
    "watch",
    "templates",
    "generate",
    "scan",
    "demo",
  ]);
  assertEquals(
    ["app.log", "x", "", "logs", "sc", "access"].map((word) => nearest(word, commands)),
    Array(6).fill(undefined),
  );
});

Deno.test("a moment without a zone is one of the zone that is given, with its summer time, and without a date one of today", () => {
  const nowMs = Date.UTC(2026, 6, 1, 23, 30); // 01:30 on July 2nd in Berlin
  const moment = (text: string, timeZone: string) =>
    new Date(values.whenMs(values.WHEN.parse(text), nowMs, timeZone)).toISOString().slice(0, 19);
  assertEquals(moment("2026-11-22", "UTC"), "2026-11-22T00:00:00");
  assertEquals(moment("2026-11-22", "Europe/Berlin"), "2026-11-21T23:00:00");
  assertEquals(moment("2026-07-22 18:05", "Europe/Berlin"), "2026-07-22T16:05:00");
  assertEquals(moment("2026-07-22T18:05:00Z", "Europe/Berlin"), "2026-07-22T18:05:00");
  assertEquals(moment("01:00", "Europe/Berlin"), "2026-07-01T23:00:00");
  assertEquals(moment("01:00", "UTC"), "2026-07-01T01:00:00");
  assertEquals(moment("90m", "Europe/Berlin"), "2026-07-01T22:00:00");
});

Deno.test("a span since a time of day that has not come yet today begins yesterday", () => {
  const nowMs = Date.UTC(2026, 6, 1, 22, 30); // 00:30 on July 2nd in Berlin
  const since = (text: string) =>
    new Date(values.sinceWhenMs(values.WHEN.parse(text), nowMs, "Europe/Berlin")).toISOString().slice(0, 16);
  assertEquals(["23:30", "00:15", "2026-07-03", "2h"].map(since), [
    "2026-07-01T21:30",
    "2026-07-01T22:15",
    "2026-07-02T22:00",
    "2026-07-01T20:30",
  ]);
});
