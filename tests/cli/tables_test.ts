/** The tables that flags, variables, keys and documentation are made from fit together. */
import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { COMMANDS } from "../../src/cli/commands/mod.ts";
import { renderReference } from "../../src/cli/help/docs.ts";
import { UsageError } from "../../src/cli/errors.ts";
import { fileKey, flagName, variableName } from "../../src/cli/flag.ts";
import { parseArguments } from "../../src/cli/program.ts";
import { formatSpec } from "../../src/cli/log_format.ts";
import { SHARED_FLAGS } from "../../src/cli/shared_flags.ts";

Deno.test("all names follow from the key", () => {
  assertEquals([flagName("maxLineBytes"), variableName("maxLineBytes"), fileKey("maxLineBytes")], [
    "--max-line-bytes",
    "ODDLINE_MAX_LINE_BYTES",
    "max_line_bytes",
  ]);
  assertEquals(variableName("testMode", "generate add"), "ODDLINE_GENERATE_ADD_TEST_MODE");
});

Deno.test("every flag is described in one sentence, and every default is a value of its kind", () => {
  const tables = [SHARED_FLAGS, ...COMMANDS.map(({ own }) => own)];
  for (const [key, flag] of tables.flatMap((table) => Object.entries(table))) {
    assert(flag.description.length > 5 && !flag.description.endsWith("."), key);
    const written = flag.defaultText ?? String(flag.default);
    if (flag.default !== undefined && flag.placeholder !== undefined) {
      assertEquals(flag.type.parse(written), flag.default, key);
    }
  }
});

Deno.test("where a command writes to is --output in all of them, and what was --out once is so still", () => {
  for (const { name, own } of COMMANDS) assert(!("out" in own), name);
  for (const flag of ["--out", "--output"]) {
    const said = parseArguments(["train", "app.log", flag, "m.onnx"], 80);
    assertEquals("own" in said ? said.own.get("output") : said.help, "m.onnx");
  }
});

Deno.test("no two variables have the same name", () => {
  const names = [
    ...Object.keys(SHARED_FLAGS).map((key) => variableName(key)),
    ...COMMANDS.flatMap(({ name, own }) => Object.keys(own).map((key) => variableName(key, name))),
  ];
  assertEquals(new Set(names).size, names.length);
});

Deno.test("the reference names every flag and key", () => {
  const reference = renderReference();
  for (const key of Object.keys(SHARED_FLAGS)) assertStringIncludes(reference, `\`${variableName(key)}\``);
  assertStringIncludes(reference, "| `--log-format PATTERN\\|NAME` |");
  assertStringIncludes(reference, "rules[].within");
});

Deno.test("--log-format is a pattern, the user's name, or a built-in name", () => {
  const own = [{ kind: "pattern", name: "json", patterns: ["{message}"] }] as const;
  const builtIn = [{ kind: "json", name: "json" }, { kind: "plain", name: "plain" }] as const;
  assertEquals(formatSpec("json", { own, builtIn }), own[0]);
  assertEquals(formatSpec("plain", { own, builtIn }), builtIn[1]);
  assertEquals(formatSpec("[{time}] {message}", { own, builtIn }), {
    kind: "pattern",
    name: "given",
    patterns: ["[{time}] {message}"],
  });
  assertThrows(
    () => formatSpec("jsno", { own, builtIn }),
    UsageError,
    "no format is called 'jsno' (did you mean json?)",
  );
  for (
    const [text, message] of [
      ["{time} {level", '--log-format: Cannot use format pattern "{time} {level": at character 8, "{" is never closed'],
      ["{message} {time}", "{message} is the rest of the line: put it last"],
      ["{time:soon} {message}", 'no timestamp "soon"'],
      ["{}", "'{}' names no field"],
    ]
  ) assertThrows(() => formatSpec(text, { own, builtIn }), UsageError, message);
});
