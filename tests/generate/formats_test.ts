import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import type { LogEvent } from "../../src/generate/event.ts";
import { lineWriter } from "../../src/generate/formats/mod.ts";
import { messageTemplate } from "../../src/generate/message_template.ts";
import { addedLine, LEVELS, type LineFormatName, LogGenerator } from "../../src/generate/mod.ts";

const TIME_MS = Date.UTC(2025, 8, 30, 6, 1, 9, 42);

const EVENT: LogEvent = {
  timeMs: TIME_MS,
  template: messageTemplate("INFO", "auth", "Session created for user session duration: {duration_s}s", "Sessions"),
  values: [2737],
  instance: 1,
  traceId: undefined,
  stack: undefined,
};
const TRACED: LogEvent = { ...EVENT, traceId: "00ff", stack: ["a.B: c", "\tat d"] };

Deno.test("seed format writes the seed's own line", () => {
  assertEquals(
    lineWriter("seed")(EVENT),
    "[2025-09-30 06:01:09] [INFO] [auth] Session created for user session duration: 2737s",
  );
});

Deno.test("seed format puts the trace id at the line's end, and a stack trace on lines of its own", () => {
  assertEquals(
    lineWriter("seed")(TRACED),
    "[2025-09-30 06:01:09] [INFO] [auth] Session created for user session duration: 2737s trace_id=00ff\na.B: c\n\tat d",
  );
});

Deno.test("json format writes one object with time, level, service, message and the message's parameters", () => {
  assertEquals(JSON.parse(lineWriter("json")(TRACED)!), {
    ts: "2025-09-30T06:01:09.042Z",
    level: "info",
    service: "auth",
    msg: "Session created for user session duration: 2737s",
    duration_s: 2737,
    trace_id: "00ff",
    stack: "a.B: c\n\tat d",
  });
});

Deno.test("every generated JSON line holds each of its fields once, and its message holds their values", () => {
  const generator = new LogGenerator({ format: "json", seed: 1, lines: 4000 });
  for (let line = generator.next(); line !== undefined; line = generator.next()) {
    const record = JSON.parse(line.text);
    const { ts, level, service, msg, trace_id: _, stack: __, ...fields } = record;
    assertEquals([Date.parse(ts), level, service], [line.timeMs, line.level.toLowerCase(), line.service]);
    for (const [name, value] of Object.entries(fields)) {
      assertEquals(msg.includes(String(value)), true, `${name} in ${line.text}`);
      assertEquals(line.text.split(`"${name}":`).length, 2, line.text);
    }
  }
});

Deno.test("formats agree with Date about every time", () => {
  const write = lineWriter("json");
  fc.assert(
    fc.property(fc.date({ min: new Date(0), max: new Date("9999-12-31"), noInvalidDate: true }), (date) => {
      assertEquals(JSON.parse(write({ ...EVENT, timeMs: date.getTime() })!).ts, date.toISOString());
    }),
  );
});

Deno.test("formats that are not known are refused by name", () => {
  for (const name of ["xml", "toString"]) {
    assertThrows(() => lineWriter(name as LineFormatName), RangeError, name);
  }
});

Deno.test("a line added by hand is one line of its format, whatever its message", () => {
  const line = {
    format: "seed",
    timeMs: TIME_MS,
    level: "ERROR",
    component: "database",
    message: "disk gone",
  } as const;
  const text = (added: Parameters<typeof addedLine>[0]) => new TextDecoder().decode(addedLine(added));
  assertEquals(text(line), "[2025-09-30 06:01:09] [ERROR] [database] disk gone\n");
  assertThrows(() => addedLine({ ...line, message: "two\nlines" }), TypeError, "line break");
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.constantFrom(...LEVELS), (raw, level) => {
      const message = raw.replace(/[\r\n]/g, "");
      const added = text({ ...line, format: "json", level, message });
      assertEquals(added.split("\n").length, 2);
      assertEquals(JSON.parse(added), {
        ts: "2025-09-30T06:01:09.042Z",
        level: level.toLowerCase(),
        service: "database",
        msg: message,
      });
    }),
  );
});
