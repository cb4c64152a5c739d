/** The level that a message begins with, where the header has none. */
import { assertEquals } from "@std/assert";
import { levelOfMessage, mayHaveLevelInMessage } from "../../src/formats/message_level.ts";
import { pattern } from "./parse_line.ts";

const BEGINNINGS: readonly (readonly [message: string, severity: number])[] = [
  ["ERROR something broke", 17],
  ["WARNING: disk at 91 %", 13],
  ["FATAL", 21],
  ["[error] something broke", 17],
  ["[Warning] something is odd", 13],
  ["<notice> restarted", 10],
  ["(debug) 3 rows", 5],
  ["level=error msg=broken", 17],
  ['level="warn" msg=broken', 13],
  ["severity=critical at once", 18],
  ["lvl=eror msg=broken", 17],
  // words that may be any word
  ["error: Received disconnect from 10.0.0.7", 0],
  ["Error while reading", 0],
  ["warning lights", 0],
  ["ALERT exited abnormally with [1]", 0],
  ["LOG rotated", 0],
  ["E nothing", 0],
  ["ERRORS: 3", 0],
  ["ERROR_LIMIT reached", 0],
  ["[errors] 3", 0],
  ["[error", 0],
  ["[4711] ERROR", 0],
  ["level=high", 0],
  ["level=", 0],
  ["", 0],
];

for (const [message, severity] of BEGINNINGS) {
  Deno.test(`"${message}" has the severity ${severity}`, () => {
    const bytes = new TextEncoder().encode(`error]${message}error]"`);
    const end = bytes.length - `error]"`.length;
    assertEquals(levelOfMessage(bytes, 6, end), severity);
  });
}

Deno.test("it is looked for where the header has a tag and no level", () => {
  const syslog = pattern("{time:syslog} {host} {tag} {message}");
  const isAsked = [
    syslog,
    {
      ...syslog,
      patterns: ["{time:iso} {host} {component}[{pid:number}]: {message}", "{time:iso} {host} {tag} {message}"],
    },
    { kind: "cri", name: "cri", inner: syslog } as const,
    pattern("<{pri}>{time:syslog} {host} {tag} {message}"),
    pattern("{time} {level} {tag} {message}"),
    pattern("{time} {message}"),
    { kind: "json", name: "json" } as const,
  ].map(mayHaveLevelInMessage);
  assertEquals(isAsked, [true, true, true, false, false, false, false]);
});
