/** The table of templates, as text, JSON, CSV and NDJSON. */
import { assertEquals } from "@std/assert";
import { csvRow } from "../../src/report/csv.ts";
import { sortTemplates, type TableFormat, type TemplateRow, templatesTable } from "../../src/report/templates_table.ts";
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
    "template_id,count,share,first_time,last_time,levels,template,example\r\n" +
      '5f1c0a9e,12345,0.75,2026-11-22T18:00:00.000Z,2026-11-22T19:00:00.000Z,INFO=12000 ERROR=345,"\'=cmd <*>, then ""x""","\'=cmd 1, then ""x"""\r\n' +
      '0a,7,0.25,,,none=7,hello \\x1b[31m," hello \\x1b[31m"\r\n',
  );
  assertEquals(csvRow(["-1", -1, "@x", "a-b", ""]), "'-1,-1,'@x,a-b,\r\n");
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
    sortTemplates(rows, order, limit).map(({ id }) => id).join("");
  assertEquals([ids("count"), ids("first"), ids("last"), ids("template"), ids("count", 1)], [
    "bac",
    "cba",
    "bca",
    "bac",
    "b",
  ]);
});
