import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { completeFilter, type FilterSubject, isFilter, parseFilter } from "../../src/core/filter.ts";

const LINE: FilterSubject = {
  text: "Connection reset by 10.0.0.7 after timeout",
  severity: 13,
  source: "/var/log/api.log",
  template: "5f1c0a9e",
  detector: "spike",
  session: "req-77",
  score: .93,
  time: Date.UTC(2026, 10, 22, 14, 20),
};

const HOLDS: readonly string[] = [
  "",
  "connection",
  '"RESET by"',
  "reset timeout",
  "-refused",
  "/10\\.0\\.0\\.\\d+/",
  "/CONNECTION/i",
  "level>=warn",
  "level=warning",
  "level<error",
  "level!=info",
  "source=api",
  "template=5f1c",
  "score>.9",
  "detector:spike session=req-",
  "-level>=error",
  "time>=2026-11-22T14:00:00Z time<2026-11-22T15:00:00Z",
  "10.0.0.7",
];

for (const filter of HOLDS) {
  Deno.test(`"${filter}" holds of the line`, () => assert(test(filter)));
}

const FAILS = [
  "refused",
  "-connection",
  "/^reset/",
  "level>warn",
  "source=db",
  "score<.9",
  "session!=req",
  "level=error",
];

for (const filter of FAILS) {
  Deno.test(`"${filter}" does not hold of the line`, () => assert(!test(filter)));
}

Deno.test("what is not known of a line never matches", () => {
  const filter = parseFilter("score>=0");
  assert(isFilter(filter) && !filter.test({ text: "" }));
});

const ERRORS: readonly (readonly [filter: string, at: number, message: string])[] = [
  ["ok /(/", 3, "Unterminated group"],
  ["level>=loud", 0, '"loud" is no level'],
  ["a score>high", 2, "score is compared with a number"],
  ["lvel>=warn", 0, '"lvel" is none of level, source'],
  ["source=", 0, "source= wants a value"],
  ["time>yesterdayish", 0, "is no time"],
];

for (const [filter, at, message] of ERRORS) {
  Deno.test(`"${filter}" is told to be wrong, and where`, () => {
    const error = parseFilter(filter);
    if (isFilter(error)) throw new Error(`"${filter}" was understood`);
    assertEquals(error.at, at);
    assert(error.message.includes(message), error.message);
  });
}

Deno.test("a quoted value of a field may have blanks in it", () => {
  const filter = parseFilter(`source="my app.log" timeout`);
  assert(isFilter(filter) && filter.test({ text: "Timeout", source: "/var/log/my app.log" }));
  assert(isFilter(filter) && !filter.test({ text: "Timeout app.log", source: "/var/log/my" }));
});

Deno.test("terms are completed with fields, and with the values that are known", () => {
  const known = { source: ["api.log", "db.log", "my app.log"], level: ["warn", "error"] };
  assertEquals(completeFilter("x lev", known), ["level>="]);
  assertEquals(completeFilter("-so", known), ["source="]);
  assertEquals(completeFilter("source=d", known), ["source=db.log"]);
  assertEquals(completeFilter("-source!=my", known), ['source!="my app.log"']);
  assertEquals(completeFilter("level>=", known), ["level>=warn", "level>=error"]);
  assertEquals(completeFilter("timeout ", known), []);
});

Deno.test("no filter that can be typed throws", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 60 }), (text) => {
      const filter = parseFilter(text);
      if (isFilter(filter)) filter.test(LINE);
    }),
    { numRuns: 2000, seed: 5 },
  );
});

function test(text: string): boolean {
  const filter = parseFilter(text);
  if (!isFilter(filter)) throw new Error(`"${text}": ${filter.message}`);
  return filter.test(LINE);
}
