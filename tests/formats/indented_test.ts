/** Lines that are all indented say what they would say without their blanks. */
import { assertEquals } from "@std/assert";
import { detectFormat, type FormatSpec } from "../../src/formats/mod.ts";
import { attributesOf, parseLine, REFERENCE } from "./parse_line.ts";

function detect(lines: readonly string[]): FormatSpec {
  return detectFormat(new TextEncoder().encode(lines.join("\n")), { timeZone: "UTC", referenceMs: REFERENCE });
}

const LOGS: readonly (readonly [name: string, lines: readonly string[]])[] = [
  ["columns", Array.from({ length: 20 }, (_, k) => `2024-02-29 10:11:${10 + k} INFO api GET /x took ${k} ms`)],
  ["syslog", ["Feb 28 10:11:12 web1 sshd[7]: session opened", "Feb 28 10:11:13 web1 sshd[7]: session closed"]],
];

for (const [name, lines] of LOGS) {
  Deno.test(`lines of ${name} that are all indented are detected and read behind their blanks`, () => {
    const plain = detect(lines);
    const found = detect(lines.map((line, k) => `${k % 2 === 0 ? "    " : "\t"}${line}`));
    assertEquals(found, { kind: "indented", name: `${plain.name}+indent`, inner: plain });
    for (const line of lines) {
      assertEquals(parseLine(found, `    ${line}`), parseLine(plain, line));
      assertEquals(attributesOf(found, `    ${line}`), attributesOf(plain, line));
    }
  });
}

Deno.test("where one line is not indented, or none has a time, blanks are as they were", () => {
  const [[, lines]] = LOGS;
  assertEquals(detect([...lines.map((line) => `    ${line}`), "Report:"]).kind === "indented", false);
  assertEquals(
    detect(["    at com.example.Shop.pay(Shop.java:12)", "    at com.example.Main.run(Main.java:7)"]).name,
    "plain",
  );
});
