import { assertEquals, assertThrows } from "@std/assert";
import { compilePattern } from "../../src/formats/patterns/pattern.ts";
import { attributesOf, parseLine, pattern } from "./parse_line.ts";

const CASES: readonly (readonly [pattern: string, line: string, message: string, severity: number])[] = [
  ["[{time}] [{level}] [{component}] {message}", "[2024-02-29 10:11:12] [INFO ] [a b] hello  ", "hello", 9],
  ["[{time}] [{level}] [{component}] {message}", "[2024-02-29 10:11:12]   [ WARN] [x] hello\r", "hello", 13],
  ["{time} {level} [{thread}] {message}", "2024-02-29 10:11:12 INFO  [main] m", "m", 9],
  ["{time} {level} [{thread}] - {message}", "2024-02-29 10:11:12 INFO [Q[myid=1]/0:0:F@7] - m", "m", 9],
  ["{time}|{component}|{pid}|{message}", "2024-02-29 10:11:12|a b | 12 |m|n", "m|n", 0],
  ["{time} {level} {component}: {message}", "2024-02-29 10:11:12 E a.b:c: m: n", "m: n", 17],
  ["{time} {host} {tag} {message}", "Feb  9 10:11:12 h prog[12]: m", "m", 0],
  ["{time} {host} {tag} {message}", "Feb  9 10:11:12 h prog: m", "m", 0],
  [
    "{time} {host} {tag} {message}",
    "Feb  9 10:11:12 h last message repeated 2 times",
    "last message repeated 2 times",
    0,
  ],
  ["{time} {host} {tag} {message}", "Feb  9 10:11:12 h Some Program[12]: m", "m", 0],
  ["{time} {host} {tag} {message}", "Feb  9 10:11:12 h syslogd 1.4.1: restart.", "restart.", 0],
  ["{time} {host} {tag} {message}", "Feb  9 10:11:12 h p[1] (com.a[2]): m", "m", 0],
  ["{time} {host} {tag} {message}", "Feb  9 10:11:12 h got key=a: m", "got key=a: m", 0],
  ["{time} {host} {tag} {message}", "Feb  9 10:11:12 h prog:", "", 0],
  ["{time} {level} {message}", "2024-02-29 10:11:12 INFO", "", 9],
  ["<{pri}>{message}", "<11>m", "m", 17],
  ["{level} {other:time} {message}", "Information 2024-02-29 10:11:12 m", "m", 9],
  ["{{{level}}} {message}", "{error} m", "m", 17],
  ["{level}: {name:number} {message}", "err: 12 m", "m", 17],
  ["{level}", "WARN", "WARN", 13],
  ["[{thread}/{level}]: {message}", "[Server thread #1/ERROR]: m", "m", 17],
];

for (const [text, line, message, severity] of CASES) {
  Deno.test(`the pattern ${text} reads "${line}"`, () => {
    const found = parseLine(pattern(text), line);
    assertEquals([found.matched, found.message, found.severity], [true, message, severity]);
  });
}

const MISMATCHES: readonly (readonly [pattern: string, line: string])[] = [
  ["[{time}] {message}", "[2024-13-29 10:11:12] m"],
  ["{time} {level} {message}", "2024-02-29 10:11:12 INFORMER m"],
  ["{time} {level} {message}", "2024-02-29 10:11:12 message"],
  ["{component}: {message}", "two words: m"],
  ["{a} {b} {c:number} {message}", "a b c m"],
  ["<{pri}>{message}", "<192>m"],
  ["{time} {message}", ""],
];

for (const [text, line] of MISMATCHES) {
  Deno.test(`the pattern ${text} leaves "${line}" alone, which is plain then`, () => {
    assertEquals(parseLine(pattern(text), line), { matched: false, time: null, severity: 0, message: line });
  });
}

Deno.test("patterns are tried in their order, whatever matched before", () => {
  const spec = pattern("{level} {pid:number} {message}", "{level} {message}");
  assertEquals(parseLine(spec, "INFO 12 m").message, "m");
  assertEquals(parseLine(spec, "INFO m n").message, "m n");
  assertEquals(parseLine(spec, "INFO 12 m").message, "m");
});

Deno.test("fields become attributes by their names, a tag its program and process", () => {
  const spec = pattern("{time} {host} {tag} {message}");
  assertEquals(attributesOf(spec, "Feb  9 10:11:12 web sshd(pam_unix)[12]: m"), {
    host: "web",
    component: "sshd(pam_unix)",
    pid: "12",
  });
  assertEquals(attributesOf(pattern("{level} [{thread}] {message}"), "INFO [ main ] m"), {
    level: "INFO",
    thread: "main",
  });
  assertEquals(attributesOf(spec, "nothing of it"), {});
});

const BROKEN: readonly (readonly [pattern: string, what: string])[] = [
  ["{time", 'at character 1, "{" is never closed'],
  ["a } b", 'at character 3, "}" has no "{"'],
  ["{1x}", '"{1x}" is not a field'],
  ["{}", '"{}" is not a field'],
  ["{a}{b}", "at character 4, nothing stands between two fields"],
  ["{time} {time}", "{time} stands twice"],
  ["{message} {level}", "put it last"],
  ["{time:lunar}", 'no timestamp "lunar": one of any, iso'],
  ["{level:roman}", 'no level of type "roman"'],
  ["{a:date}", 'no type "date": one of time, number, sd'],
  ["no fields", "it has no field"],
];

for (const [text, what] of BROKEN) {
  Deno.test(`the broken pattern ${text} is refused with what is wrong`, () => {
    assertThrows(() => compilePattern(text), SyntaxError, what);
  });
}
