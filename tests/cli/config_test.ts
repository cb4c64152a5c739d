/** `oddline.yaml`: what it may say, and how it is told what is wrong. */
import { assertEquals, assertRejects } from "@std/assert";
import { parseCondition } from "../../src/cli/config/condition.ts";
import { configPlaces, findConfig } from "../../src/cli/config/find.ts";
import { lineOf } from "../../src/cli/config/line_of.ts";
import { parseConfig } from "../../src/cli/config/load.ts";
import { FILE } from "../../src/cli/config/schema.ts";
import { keysUnder } from "../../src/cli/config/sections.ts";
import { ConfigError } from "../../src/cli/errors.ts";
import { run } from "./fake_io.ts";

const WHOLE = `
workers: 2
detectors: [rule, new_template]
include: "*.log"
since: 2026-11-22T18:00:00Z
multiline:
  halt_before: '^\\d{4}-'
  lines_max: 50
formats:
  - name: mine
    patterns:
      - "{time} {level} {message}"
rules:
  - name: slow checkout
    match: "POST /checkout"
    where: ["latency_ms > 2000", 'user != "root"']
    score: 0.95
  - name: many failed logins
    severity_min: warn
    match: Failed password
    count: 10
    within: 60s
    reason: somebody is trying passwords
keywords:
  extra: [{ word: meltdown, score: 0.99 }]
  disable: [timeout]
`;

Deno.test("a whole configuration", async () => {
  const config = await parseConfig(WHOLE, "oddline.yaml");
  assertEquals([...config.values], [
    ["workers", { value: 2, line: 2 }],
    ["since", { value: { kind: "at", ms: Date.UTC(2026, 10, 22, 18) }, line: 5 }],
    ["include", { value: ["*.log"], line: 4 }],
    ["detectors", { value: ["rule", "new_template"], line: 3 }],
  ]);
  assertEquals(config.multiline, { auto: true, haltBefore: "^\\d{4}-", linesMax: 50 });
  assertEquals(config.formats, [{ kind: "pattern", name: "mine", patterns: ["{time} {level} {message}"] }]);
  assertEquals(config.rules, [
    {
      name: "slow checkout",
      match: "POST /checkout",
      where: [
        { field: "latency_ms", comparator: ">", value: 2000 },
        { field: "user", comparator: "!=", value: "root" },
      ],
      score: 0.95,
      count: 1,
      withinMs: 0,
    },
    {
      name: "many failed logins",
      match: "Failed password",
      severityMin: 13,
      where: [],
      score: 0.95,
      count: 10,
      withinMs: 60_000,
      reason: "somebody is trying passwords",
    },
  ]);
  assertEquals(config.keywords, { extra: [{ word: "meltdown", score: 0.99 }], disable: ["timeout"] });
  assertEquals([...config.sections], [["multiline", 6], ["formats", 9], ["rules", 13], ["keywords", 24]]);
});

Deno.test("an empty file, or one of comments, is an empty configuration", async () => {
  for (const text of ["", "# nothing\n", "---\n"]) assertEquals((await parseConfig(text, "c")).values.size, 0);
});

const WRONG: readonly (readonly [yaml: string, problems: readonly string[]])[] = [
  ["wokers: 2", ["c.yaml:1: wokers: unknown key (did you mean workers?)"]],
  ["workers: many", ["c.yaml:1: workers: 'many' is not a whole number from 1 to 256"]],
  ["workers: [2]", ["c.yaml:1: workers: found a list, expected whole number"]],
  ["workers:", ["c.yaml:1: workers: found nothing, expected whole number"]],
  ["- a", ["c.yaml:1: found a list, expected keys and values"]],
  ["a: [1\nb: 2", ["c.yaml:2: a '[' or '{' above is not closed, or a comma is missing"]],
  ["a: [1, 2\n", ["c.yaml:1: a '[' or '{' above is not closed, or a comma is missing"]],
  ["a: 'x\n", ["c.yaml:1: a quote above is not closed"]],
  ["quiet: true\n fps: 2\n", ["c.yaml:2: is not indented as the lines around it, or has one ':' too many"]],
  ["model: a: b\n", ["c.yaml:1: is not indented as the lines around it, or has one ':' too many"]],
  ["exclude: *.gz\n", ["c.yaml:1: begins with '*' or '&'; put such a value in quotes"]],
  ["---\nfps: 1\n---\nfps: 2\n", ["c.yaml:3: a second '---' begins another document; there can be one"]],
  ["workers: 1\nworkers: 2", ["c.yaml:2: workers: is there twice"]],
  [
    "keywords: { words: [] }",
    ["c.yaml:1: keywords.words: unknown key; known here: extra, disable"],
  ],
  ["rules:\n  match: x", ["c.yaml:1: rules: found keys and values, expected a list"]],
  [
    "rules:\n- name: a\n  match: '('\n- name: b\n  matches: x\n",
    [
      "c.yaml:3: rules[1].match: is not a regular expression: /(/: Unterminated group",
      "c.yaml:5: rules[2].matches: unknown key (did you mean match?)",
    ],
  ],
  [
    "rules:\n  - name: a\n    where:\n      - latency_ms 2000\n",
    [
      "c.yaml:4: rules[1].where[1]: 'latency_ms 2000' is not a comparison; write FIELD, one of == != <= >= < > =~ " +
      "contains, and a value, such as latency_ms > 2000",
    ],
  ],
  ["rules:\n  - name: a\n", [
    "c.yaml:2: rules[1]: says of no line that it matches; give it match, where or severity_min",
  ]],
  ["rules:\n  - match: a\n", ["c.yaml:2: rules[1].name: is missing"]],
  [
    "rules:\n  - {name: a, match: x, count: 3}\n",
    ["c.yaml:2: rules[1]: has count without within; add such as within: 60s"],
  ],
  ["rules:\n  - {name: a, match: x}\n  - name: a\n    match: y\n", ["c.yaml:3: rules[2].name: 'a' is there twice"]],
  ["multiline:\n  auto: sometimes\n", ["c.yaml:2: multiline.auto: 'sometimes' is neither true nor false"]],
  [
    "formats:\n  - name: x\n    patterns: []\n  - name: y\n    patterns: ['no field']\n",
    [
      "c.yaml:3: formats[1].patterns: is an empty list",
      "c.yaml:5: formats[2].patterns[1]: 'no field' names no field; write such as '{time} {level} {message}'",
    ],
  ],
  [
    "formats:\n  - name: x\n    patterns: ['{time} {level}', '{time} {level']\n",
    [
      'c.yaml:3: formats[1].patterns[2]: Cannot use format pattern "{time} {level": at character 8, "{" is never closed: ' +
      "write {name}, or {{ for a brace",
    ],
  ],
];

for (const [yaml, problems] of WRONG) {
  Deno.test(`configuration ${JSON.stringify(yaml)} is told what is wrong`, async () => {
    const error = await assertRejects(() => parseConfig(yaml, "c.yaml"), ConfigError);
    assertEquals(error.problems, problems);
  });
}

Deno.test("a wrong file is exit 2 with one line a problem", async () => {
  const folder = await Deno.makeTempDir();
  await Deno.writeTextFile(`${folder}/oddline.yaml`, "wokers: 2\nmode: slow\n");
  const found = await run(["scan", "x"], { cwd: folder });
  assertEquals(found, {
    code: 2,
    stdout: "",
    stderr: `oddline: ${folder}/oddline.yaml:1: wokers: unknown key (did you mean workers?)\n` +
      `oddline: ${folder}/oddline.yaml:2: mode: 'slow' is not one of rules, ml, hybrid\n`,
  });
  await Deno.remove(folder, { recursive: true });
});

Deno.test("the nearest file counts; a named one need not be found first", async () => {
  const folder = await Deno.makeTempDir();
  const env = { XDG_CONFIG_HOME: `${folder}/xdg`, HOME: "/home/me" };
  assertEquals(configPlaces({ HOME: "/home/me" }, "/w"), [
    "/w/oddline.yaml",
    "/home/me/.config/oddline/oddline.yaml",
    "/etc/oddline/oddline.yaml",
  ]);
  await Deno.mkdir(`${folder}/xdg/oddline`, { recursive: true });
  await Deno.writeTextFile(`${folder}/xdg/oddline/oddline.yaml`, "");
  assertEquals(await findConfig(undefined, env, folder), `${folder}/xdg/oddline/oddline.yaml`);
  await Deno.writeTextFile(`${folder}/oddline.yaml`, "");
  assertEquals(await findConfig(undefined, env, folder), `${folder}/oddline.yaml`);
  assertEquals(await findConfig("a.yaml", env, folder), `${folder}/a.yaml`);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("line_of finds keys and items, at any depth and in either style of lists", () => {
  const text =
    "a: 1\n# c\nb:\n- x: 1\n  y:\n    - p\n    -   q: 1\n        r: 2\n- x: 2\n'c d':\n  \"e\": |\n    f: 1\n  f: 2\n";
  const cases: [(string | number)[], number][] = [
    [["a"], 1],
    [["b"], 3],
    [["b", 0, "x"], 4],
    [["b", 0, "y", 0], 6],
    [["b", 0, "y", 1, "r"], 8],
    [["b", 1], 9],
    [["b", 1, "x"], 9],
    [["c d", "e"], 11],
    [["c d", "f"], 13],
    [["b", 0, "nothing"], 4],
    [["nothing"], 1],
  ];
  for (const [path, line] of cases) assertEquals(lineOf(text, path), line, path.join("."));
});

Deno.test("conditions are read with every comparator", () => {
  const texts = [
    "a==1",
    "a.b != x",
    "a <= -1.5",
    "a>=2",
    "a<3",
    "a > 4",
    "p =~ ^/admin/\\d+$",
    "m contains  two words",
    "u == '7'",
  ];
  assertEquals(texts.map((text) => Object.values(parseCondition(text))), [
    ["a", "==", 1],
    ["a.b", "!=", "x"],
    ["a", "<=", -1.5],
    ["a", ">=", 2],
    ["a", "<", 3],
    ["a", ">", 4],
    ["p", "=~", "^/admin/\\d+$"],
    ["m", "contains", "two words"],
    ["u", "==", "7"],
  ]);
});

Deno.test("the keys that are described are those of the schema", () => {
  const shape = FILE.shape as unknown as Record<string, unknown>;
  for (const name of keysUnder("")) assertEquals(name in shape, true, name);
});
