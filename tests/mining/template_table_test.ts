import { assertEquals } from "@std/assert";
import { LEVEL_CLASSES, TemplateTable } from "../../src/mining/template_table.ts";

interface Seen {
  readonly count: number;
  readonly firstTime: number;
  readonly lastTime: number;
  readonly lastLine: number;
}

/** A table with two templates of which so much was seen. */
function tableOf(seen: readonly [Seen, Seen]): TemplateTable {
  const table = new TemplateTable();
  for (const { count, firstTime, lastTime, lastLine } of seen) {
    const index = table.add("text");
    table.count[index] = count;
    table.firstTime[index] = firstTime;
    table.lastTime[index] = lastTime;
    table.lastLine[index] = lastLine;
    table.levels[index * LEVEL_CLASSES + 3] = count;
  }
  return table;
}

const EARLY: Seen = { count: 2, firstTime: 10, lastTime: 20, lastLine: 5 };
const LATE: Seen = { count: 3, firstTime: 15, lastTime: 30, lastLine: 9 };
const TIMELESS: Seen = { count: 4, firstTime: NaN, lastTime: NaN, lastLine: 7 };

Deno.test("templates that turn out to be one have all lines of both, from the earlier first to the later last", () => {
  const both = { count: 5, firstTime: 10, lastTime: 30, lastLine: 9 };
  const cases: readonly (readonly [into: Seen, from: Seen, joined: Seen])[] = [
    [EARLY, LATE, both],
    [LATE, EARLY, both],
    [EARLY, TIMELESS, { ...EARLY, count: 6, lastLine: 7 }],
    [TIMELESS, EARLY, { ...EARLY, count: 6, lastLine: 7 }],
  ];
  for (const [into, from, joined] of cases) {
    const table = tableOf([into, from]);
    table.merge(1, 0);
    const { count, firstTime, lastTime, lastLine, levels, canon, size } = table;
    assertEquals(
      { count: count[0], firstTime: firstTime[0], lastTime: lastTime[0], lastLine: lastLine[0] },
      joined,
    );
    assertEquals([levels[3], canon[1], size], [joined.count, 0, 1]);
  }
});
