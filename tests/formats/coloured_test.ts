/** Lines that are coloured for a terminal say what they would say without colours. */
import { assertEquals } from "@std/assert";
import { Batch } from "../../src/core/lines/batch.ts";
import { ParameterList } from "../../src/core/lines/parameters.ts";
import { BUILTIN_FORMATS } from "../../src/formats/builtin/all.ts";
import { createParser, detectFormat, type FormatSpec, LineFields } from "../../src/formats/mod.ts";
import { attributesOf, parseLine, pattern, REFERENCE } from "./parse_line.ts";

const ESC = "\x1b";
// deno-lint-ignore no-control-regex
const SEQUENCES = /\x1b\[[0-9;]*[mK]/g;

/** Each word in a colour of its own, and reset behind it. */
function coloured(line: string): string {
  return line.split(" ").map((word, k) => word === "" ? "" : `${ESC}[${k % 2};3${k % 8}m${word}${ESC}[0m${ESC}[K`).join(
    " ",
  );
}

function detect(text: string): FormatSpec {
  return detectFormat(new TextEncoder().encode(text), { timeZone: "UTC", referenceMs: REFERENCE });
}

for (const { spec, samples } of BUILTIN_FORMATS) {
  for (const { line } of samples) {
    Deno.test(`coloured ${spec.name} is detected and read as without colours: "${line.slice(0, 40)}…"`, () => {
      const plain = detect(line);
      const found = detect(coloured(line));
      assertEquals(found.name, plain.kind === "plain" ? "plain" : `${plain.name}+colours`);
      const read = parseLine(found, coloured(line));
      assertEquals({ ...read, message: read.message.replace(SEQUENCES, "") }, parseLine(plain, line));
      assertEquals(attributesOf(found, coloured(line)), attributesOf(plain, line));
    });
  }
}

const LEVELS: FormatSpec = { kind: "coloured", name: "test", inner: pattern("{level} {component} {message}") };

Deno.test("a message begins and ends at what is visible, with the colours within", () => {
  const line = `${ESC}[31mERROR${ESC}[0m api ${ESC}[1mfailed ${ESC}[4mtwice${ESC}[0m`;
  assertEquals(parseLine(LEVELS, line).message, `failed ${ESC}[4mtwice`);
});

Deno.test("what is no colour is left where it is, and where a line is cut in a sequence nothing is lost", () => {
  for (const word of [`${ESC}[2J`, `${ESC}]0;title\x07`, `${ESC}[31`, ESC, `${ESC}[`]) {
    assertEquals(parseLine(LEVELS, `ERROR api ${word}`).message, word);
  }
});

Deno.test("where the errors alone are red the log is read without colours, and where one line in a thousand is, as it is", () => {
  const info = "2024-02-29T10:11:12Z INFO api: all is well\n";
  const error = `${ESC}[31m2024-02-29T10:11:12Z ERROR${ESC}[0m api: it broke\n`;
  const some = detect(info.repeat(49) + error);
  assertEquals(some.name, "columns+colours");
  assertEquals(parseLine(some, error.trimEnd()).severity, 17);
  assertEquals(detect(info.repeat(300) + error).name, "columns");
});

Deno.test("colours within a container's lines are looked through as well", () => {
  const log = `{"log":"\\u001b[31m[2024-02-29 10:11:12] [ERROR] [auth] it broke\\u001b[0m\\n","stream":"stdout",` +
    `"time":"2024-02-29T10:11:12.5Z"}`;
  const { severity, message } = parseLine(detect(log), log);
  assertEquals([severity, message], [17, "it broke"]);
});

Deno.test("parameters of a coloured line stand where they are in the line", () => {
  const line = `${ESC}[1mtime${ESC}[0m=2024-02-29T10:11:12Z level=info took=${ESC}[32m35${ESC}[0m msg=done`;
  const bytes = new TextEncoder().encode(`${line}\n`);
  const fields = new LineFields(new ParameterList(Batch.allocate(1 << 12)));
  fields.parameters.beginLine();
  const spec: FormatSpec = { kind: "coloured", name: "test", inner: { kind: "logfmt", name: "logfmt" } };
  createParser(spec, { timeZone: "UTC", referenceMs: REFERENCE }).parse(bytes, 0, bytes.length - 1, fields);
  const { start, end, length } = fields.parameters;
  const texts = Array.from({ length }, (_, k) => new TextDecoder().decode(bytes.slice(start[k], end[k])));
  assertEquals(texts, ["35"]);
});
