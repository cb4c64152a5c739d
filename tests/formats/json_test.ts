import { assertEquals } from "@std/assert";
import fc from "fast-check";
import type { FormatSpec } from "../../src/formats/mod.ts";
import { attributesOf, parseLine } from "./parse_line.ts";

const JSON_LINES: FormatSpec = { kind: "json", name: "json" };
const AT = "2024-02-29T10:11:12.000Z";

const CASES:
  readonly (readonly [what: string, line: string, time: string | null, severity: number, message: string])[] = [
    ["logrus", `{"level":"warning","msg":"a b","time":"2024-02-29T10:11:12Z"}`, AT, 13, "a b"],
    ["zap", `{"level":"info","ts":1709201472.0,"caller":"a.go:1","msg":"m"}`, AT, 9, "m"],
    ["zap with an exponent", `{"level":"info","ts":1.709201472e9,"msg":"m"}`, AT, 9, "m"],
    ["pino", `{"level":50,"time":1709201472000,"msg":"m"}`, AT, 17, "m"],
    ["GELF", `{"version":"1.1","short_message":"m","timestamp":1709201472,"level":3}`, AT, 17, "m"],
    ["ECS", `{"@timestamp":"2024-02-29T10:11:12Z","log.level":"DEBUG","message":"m"}`, AT, 5, "m"],
    ["nested ECS", `{"@timestamp":"2024-02-29T10:11:12Z","log":{"level":"DEBUG"},"message":"m"}`, AT, 5, "m"],
    ["Serilog", `{"@t":"2024-02-29T10:11:12Z","@l":"Error","@mt":"m {X}"}`, AT, 17, "m {X}"],
    ["OTel", `{"time_unix_nano":"1709201472000000000","severity_number":18,"body":{"string_value":"m"}}`, AT, 18, "m"],
    ["journald", `{"__REALTIME_TIMESTAMP":"1709201472000000","PRIORITY":"4","MESSAGE":"m"}`, AT, 13, "m"],
    ["journald's bytes", `{"MESSAGE":[27,91,51,49,109,82,195,182,116,27,91,48,109],"PRIORITY":"4"}`, null, 13, "Röt"],
    [
      "bytes with blanks",
      `{"MESSAGE": [ 34, 97,10 ,92,255], "PRIORITY": "4"}`,
      null,
      13,
      String.raw`\"a\n\\` + "\ufffd",
    ],
    ["python", `{"asctime":"2024-02-29 10:11:12,000","levelname":"CRITICAL","message":"m"}`, AT, 18, "m"],
    ["MongoDB", `{"t":{"$date":"2024-02-29T10:11:12.000Z"},"s":"W","msg":"m"}`, AT, 13, "m"],
    ["a level at the top and one below", `{"a":{"level":"error"},"level":"info","msg":"m"}`, null, 9, "m"],
    ["a time that is none and one that is", `{"time":"12ms","timestamp":"2024-02-29T10:11:12Z","msg":"m"}`, AT, 0, "m"],
    ["names in an array", `{"a":[{"msg":"x","level":"error"}],"msg":"m"}`, null, 0, "m"],
    ["escapes", String.raw`{"msg":"a \"b\" \\","x":"\\\\"}`, null, 0, String.raw`a \"b\" \\`],
    ["blanks", ` { "msg" : "m" , "a" : [ ] , "b" : { } } `, null, 0, "m"],
  ];

for (const [what, line, time, severity, message] of CASES) {
  Deno.test(`JSON: ${what}`, () => {
    assertEquals(parseLine(JSON_LINES, line), { matched: true, time, severity, message });
  });
}

Deno.test("JSON: an object without a message is its own message", () => {
  const line = `{"level":"info","count":3,"msg":""}`;
  assertEquals(parseLine(JSON_LINES, line), { matched: true, time: null, severity: 9, message: line });
});

for (const message of ["[1,256]", "[]", '["a"]', "[1,[2]]", "[-1]", "[9]"]) {
  Deno.test(`JSON: a message ${message} is no text of bytes`, () => {
    const line = `{"MESSAGE":${message},"level":"info"}`;
    assertEquals(parseLine(JSON_LINES, line), { matched: true, time: null, severity: 9, message: line });
  });
}

Deno.test("JSON: whatever text is written as bytes, it is read as that text, and its line stays JSON", () => {
  fc.assert(fc.property(fc.string(), (text) => {
    const line = JSON.stringify({ a: 1, MESSAGE: [...new TextEncoder().encode(`${text}.`)], b: "x" });
    const { message, matched } = parseLine(JSON_LINES, line);
    const shown = text.replace(
      /\p{Cc}/gu,
      (character) => "\n\t\r\x7f".includes(character) || character > "\x7f" ? character : " ",
    );
    assertEquals([JSON.parse(`"${message}"`), matched], [`${shown}.`, true]);
  }));
});

const BROKEN = [
  ...[`{"msg":"cut`, `{"msg":"m"`, `{"msg":"m"}}`, `{"msg" "m"}`, `{"msg":}`, `{"a":1,}`, `{,}`, `["msg"]`, `msg`, ``],
  ...[`{"a":tru}`, `{"a":[1,}`, `{"a":1 "b":2}`, `{"msg":"m"} x`, String.raw`{"msg":"m\"}`, `{"a":-}`, `{`, `{"a`],
  `${'{"a":'.repeat(100)}1${"}".repeat(100)}`,
];

for (const line of BROKEN) {
  Deno.test(`JSON: ${line.slice(0, 30)} is not taken`, () => {
    assertEquals(parseLine(JSON_LINES, line), { matched: false, time: null, severity: 0, message: line });
  });
}

Deno.test("JSON: whatever an object holds, it is taken, and nothing that was cut off it", () => {
  fc.assert(fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.nat(), (object, cut) => {
    const line = JSON.stringify(object);
    assertEquals(parseLine(JSON_LINES, line).matched, true);
    assertEquals(parseLine(JSON_LINES, line.slice(0, cut % line.length)).matched, false);
  }));
});

Deno.test("JSON: the message is the text between the quotes", () => {
  fc.assert(fc.property(fc.string({ minLength: 1 }), fc.string(), (message, other) => {
    const line = JSON.stringify({ other, msg: message });
    assertEquals(JSON.parse(`"${parseLine(JSON_LINES, line).message}"`), message);
  }));
});

Deno.test("JSON: attributes are all fields but the message, nested ones by their path", () => {
  const line = `{"level":"info","msg":"m","http":{"status":200,"ok":true},"tags":["a","b"],"none":null}`;
  assertEquals(attributesOf(JSON_LINES, line), {
    level: "info",
    "http.status": 200,
    "http.ok": true,
    tags: '["a","b"]',
    none: null,
  });
});
