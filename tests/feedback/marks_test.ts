import { assertEquals } from "@std/assert";
import { type Mark, marksText, parseMarks, Suppressor, type Suspect } from "../../src/feedback/mod.ts";

const STARTED = { startedMs: Date.parse("2026-11-22T18:00:00Z") };

function mark(scope: Partial<Mark>): Mark {
  return { id: "1", created: "2026-11-22T00:00:00Z", expires: null, ...scope } as Mark;
}

function suspect(more: Partial<Suspect> = {}): Suspect {
  return {
    detector: "severity",
    templateId: "5f1c0a9e",
    source: "/var/log/app.log",
    timeMs: Date.parse("2026-11-22T17:00:00Z"),
    text: () => "ERROR probe from 10.0.0.7 refused",
    ...more,
  };
}

function isSuppressed(scope: Partial<Mark>, more: Partial<Suspect> = {}): boolean {
  return new Suppressor([mark(scope)], STARTED).isSuppressed(suspect(more));
}

const SCOPES: readonly (readonly [name: string, scope: Partial<Mark>, held: boolean])[] = [
  ["its template", { template: "5f1c0a9e" }, true],
  ["another template", { template: "ffffffff" }, false],
  ["a pattern that matches", { match: "probe from 10\\.0\\." }, true],
  ["a pattern that does not", { match: "^probe" }, false],
  ["a text that it contains", { text: "from 10.0.0.7" }, true],
  ["a text taken as it is, not as a pattern", { text: "10.0.0.?" }, false],
  ["its source by path", { source: "/var/log/app.log" }, true],
  ["its source by the file's name", { source: "app.log" }, true],
  ["its source by a glob", { source: "/var/**/*.log" }, true],
  ["another source", { source: "db.log" }, false],
  ["its detector", { detector: "severity" }, true],
  ["another detector", { detector: "spike" }, false],
  ["all conditions", { template: "5f1c0a9e", detector: "severity", text: "probe" }, true],
  ["all conditions but one", { template: "5f1c0a9e", detector: "severity", text: "problem" }, false],
  ["a time that is to come", { detector: "severity", expires: "2026-11-22T17:00:00.001Z" }, true],
  ["a time that is over", { detector: "severity", expires: "2026-11-22T17:00:00Z" }, false],
];

for (const [name, scope, held] of SCOPES) {
  Deno.test(`a mark by ${name} ${held ? "holds a line back" : "does not"}`, () => {
    assertEquals(isSuppressed(scope), held);
  });
}

Deno.test("a line without a time is of the start of the run", () => {
  assertEquals(isSuppressed({ detector: "severity", expires: "2026-11-22T18:00:01Z" }, { timeMs: NaN }), true);
  assertEquals(isSuppressed({ detector: "severity", expires: "2026-11-22T17:59:59Z" }, { timeMs: NaN }), false);
});

Deno.test("a mark on a template holds after it was merged into another, in this run or in an earlier one", () => {
  const suppressor = new Suppressor([mark({ template: "aaaaaaaa" })], STARTED);
  const held = (templateId: string) => suppressor.isSuppressed(suspect({ templateId }));
  assertEquals([held("aaaaaaaa"), held("bbbbbbbb")], [true, false]);
  suppressor.rename("aaaaaaaa", "bbbbbbbb");
  suppressor.rename("bbbbbbbb", "cccccccc");
  assertEquals([held("bbbbbbbb"), held("cccccccc")], [false, true]);
  suppressor.resolve((id) => id === "aaaaaaaa" ? "dddddddd" : id);
  assertEquals(held("dddddddd"), true);
  suppressor.setMarks([mark({ template: "aaaaaaaa" }), mark({ template: "eeeeeeee" })]);
  assertEquals([held("dddddddd"), held("eeeeeeee"), suppressor.suppressed], [true, true, 5]);
});

Deno.test("a line's text is made once, and only for marks that look into it", () => {
  let made = 0;
  const text = () => `${++made}`;
  new Suppressor([mark({ template: "x" }), mark({ detector: "spike", text: "a" })], STARTED)
    .isSuppressed(suspect({ text }));
  assertEquals(made, 0);
  new Suppressor([mark({ text: "a" }), mark({ match: "b" })], STARTED).isSuppressed(suspect({ text }));
  assertEquals(made, 1);
});

Deno.test("marks come back as they were written, with fields that this version does not know", () => {
  const marks = [mark({ id: "a", match: "x+", reason: "probe" }), {
    ...mark({ id: "b", source: "*.log" }),
    author: "me",
  }];
  assertEquals(parseMarks(marksText(marks)), marks);
});

const DAMAGED: readonly (readonly [text: string, problem: string])[] = [
  ["", "is empty"],
  ["{", "is not JSON"],
  ['{"version":2,"marks":[]}', "version: is not 1, which is what this program reads"],
  [
    '{"version":1,"marks":[{"id":"a","created":"2026-01-01T00:00:00Z","expires":null,"match":"("}]}',
    "marks[1].match: is not a regular expression: /(/: Unterminated group",
  ],
  [
    '{"version":1,"marks":[{"id":"a","created":"2026-01-01T00:00:00Z","expires":null}]}',
    "marks[1]: says of no anomaly that it is meant",
  ],
  [
    '{"version":1,"marks":[{"id":"a","created":"yesterday","expires":null,"text":"x"}]}',
    "marks[1].created: is not a time in RFC 3339",
  ],
];

for (const [text, problem] of DAMAGED) {
  Deno.test(`marks that are damaged are told as such: ${problem}`, () => assertEquals(parseMarks(text), problem));
}
