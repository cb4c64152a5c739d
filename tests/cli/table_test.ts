/** The table of templates, as text, JSON, CSV and NDJSON. */
import { assertEquals } from "@std/assert";
import { csvRow } from "../../src/report/csv.ts";
import type { TemplateRow } from "../../src/report/templates/template_row.ts";
import {
  filterTemplates,
  sortTemplates,
  type TableFormat,
  templatesTable,
} from "../../src/report/templates/templates_table.ts";
import { paintNothing } from "../../src/report/theme.ts";

const ROWS: readonly TemplateRow[] = [
  {
    id: "5f1c0a9e",
    template: '=cmd <*>, then "x"',
    count: 12345,
    share: 0.75,
    firstTime: "2026-11-22T18:00:00.000Z",
    lastTime: "2026-11-22T19:00:00.000Z",
    levels: { INFO: 12000, ERROR: 345 },
    example: '=cmd 1, then "x"',
    rate: 3.4292,
    merged: ["77aa77aa"],
    parameters: [
      {
        name: "cmd",
        wildcard: 1,
        numbers: { count: 12000, min: 1, max: 2500.5, mean: 20, deviation: 3, p50: 18.04, p95: 200, p99: 2000 },
        words: undefined,
        isSample: false,
      },
      {
        name: "user",
        wildcard: null,
        numbers: undefined,
        words: {
          count: 12345,
          cardinality: 900,
          top: [{ value: "root", count: 90 }, { value: "x", count: 1 }],
          first: "x",
        },
        isSample: true,
      },
    ],
  },
  {
    id: "0a",
    template: "hello \x1b[31m",
    count: 7,
    share: 0.25,
    firstTime: null,
    lastTime: null,
    levels: { "": 7 },
    example: " hello \x1b[31m",
    rate: null,
    merged: [],
    parameters: [],
  },
];

function table(format: TableFormat, columns = 120): string {
  return templatesTable(ROWS, { format, timeZone: "UTC", paint: paintNothing, columns });
}

Deno.test("text", () => {
  assertEquals(
    table("text"),
    `id         count   share  levels      first                last                 template
5f1c0a9e  12,345  75.0 %  INFO,ERROR  2026-11-22 18:00:00  2026-11-22 19:00:00  =cmd <*>, then "x"
0a             7  25.0 %              -                    -                    hello \\x1b[31m
`,
  );
});

Deno.test("CSV by RFC 4180, without formulas", () => {
  assertEquals(
    table("csv"),
    "template_id,count,share,first_time,last_time,levels,template,example,rate,merged,parameters\r\n" +
      '5f1c0a9e,12345,0.75,2026-11-22T18:00:00.000Z,2026-11-22T19:00:00.000Z,INFO=12000 ERROR=345,"\'=cmd <*>, then ""x""","\'=cmd 1, then ""x""",3.4292,77aa77aa,"<*>1 cmd: number from 1 to 2,501, median 18.04, 95 % up to 200 | user: 900 different words: root (90), … (in a sample)"\r\n' +
      '0a,7,0.25,,,none=7,hello \\x1b[31m," hello \\x1b[31m",,,\r\n',
  );
  assertEquals(csvRow(["-1", -1, "@x", "a-b", ""]), "'-1,-1,'@x,a-b,\r\n");
});

Deno.test("details stand below each row and are cut to the terminal", () => {
  const options = { format: "text", timeZone: "UTC", paint: paintNothing, columns: 60, details: true } as const;
  assertEquals(templatesTable(ROWS, options).split("\n").slice(2, 7), [
    "    3.429 lines/s; INFO 12,000, ERROR 345",
    "    <*>1 cmd  number from 1 to 2,501, median 18.04, 95 % up…",
    "    user      900 different words: root (90), … (in a sampl…",
    "    was also 77aa77aa",
    '    example: =cmd 1, then "x"',
  ]);
});

Deno.test("rows are filtered by text, regular expression, level and count", () => {
  const ids = (filter: Parameters<typeof filterTemplates>[1]) => filterTemplates(ROWS, filter).map(({ id }) => id);
  assertEquals(ids({ text: "HELLO" }), ["0a"]);
  assertEquals(ids({ text: "<*>" }), ["5f1c0a9e"]);
  assertEquals(ids({ text: "/^(=cmd|hello)/" }), ["5f1c0a9e", "0a"]);
  assertEquals(ids({ levels: ["ERROR", "FATAL"] }), ["5f1c0a9e"]);
  assertEquals(ids({ countMin: 8 }), ["5f1c0a9e"]);
});

Deno.test("JSON and NDJSON hold the same", () => {
  const list = JSON.parse(table("json"));
  assertEquals(list, table("ndjson").trimEnd().split("\n").map((line) => JSON.parse(line)));
  assertEquals(list[0].template_id, "5f1c0a9e");
  assertEquals(list[1].levels, { "": 7 });
  assertEquals(templatesTable([], { format: "json", timeZone: "UTC", paint: paintNothing, columns: 80 }), "[]\n");
});

Deno.test("sorted as asked, ties by id", () => {
  const rows = ["c", "a", "b"].map((id, i) => ({
    ...ROWS[0],
    id,
    count: i === 2 ? 9 : 5,
    template: `t${2 - i}`,
    firstTime: i === 1 ? null : `2026-11-22T18:00:0${i}.000Z`,
    lastTime: i === 1 ? null : `2026-11-22T18:00:0${i}.000Z`,
  }));
  const ids = (order: Parameters<typeof sortTemplates>[1], limit?: number) =>
    sortTemplates(rows, order, limit === undefined ? {} : { limit }).map(({ id }) => id).join("");
  assertEquals([ids("count"), ids("first"), ids("last"), ids("template"), ids("count", 1)], [
    "bac",
    "cba",
    "bca",
    "bac",
    "b",
  ]);
});
