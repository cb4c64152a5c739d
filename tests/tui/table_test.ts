import { assertEquals } from "@std/assert";
import { FOLLOWING, mouseTable, type Table, type TableState, updateTable } from "../../src/tui/tables/table.ts";

const TABLE: Table<string> = { id: "words", columns: [], all: [], keyOf: (row) => row };
const ROWS = ["a", "b", "c", "d", "e", "f", "g", "h"];
/** A header and four rows. */
const ROOM = { columns: 20, rows: 5 };

function pressed(row: number, state: TableState = FOLLOWING, rows: readonly string[] = ROWS): string | undefined {
  return mouseTable(TABLE, rows, { state, input: { action: "press", row, column: 3 }, room: ROOM })?.key;
}

Deno.test("a press selects the row that stands there, and nothing where no row stands", () => {
  const few = ["a", "b"];
  assertEquals([1, 2, 3, 4].map((row) => pressed(row, FOLLOWING, few)), [undefined, "b", undefined, undefined]);
  assertEquals(
    mouseTable(TABLE, few, { state: FOLLOWING, input: { action: "press", row: 3, column: 3 }, room: ROOM }),
    undefined,
  );
  const scrolled: TableState = { ...FOLLOWING, key: "f", row: 3 };
  assertEquals([1, 2, 3, 4].map((row) => pressed(row, scrolled)), ["c", "d", "e", "f"]);
  assertEquals([0, 5].map((row) => pressed(row, scrolled)), [undefined, undefined]);
});

Deno.test("a selected row stays on its row of the screen while there is room, and never above the first", () => {
  const at = (state: TableState, ...commands: string[]) =>
    commands.reduce(
      (before, command) => updateTable(TABLE, ROWS, { state: before, command, room: ROOM }) ?? before,
      state,
    );
  const down = at(FOLLOWING, "down", "down", "down", "down", "down");
  assertEquals([down.key, down.row], ["f", 3]);
  const up = at(down, "up", "up");
  assertEquals([up.key, up.row], ["d", 1]);
  const first = at(down, "top");
  assertEquals([first.key, first.row], [undefined, 0]);
  // rows have gone since: the third cannot stand on the fourth row of the screen
  const fewer = mouseTable(TABLE, ["a", "f", "g"], {
    state: down,
    input: { action: "wheel-down", row: 1, column: 1 },
    room: ROOM,
  });
  assertEquals([fewer?.key, fewer?.row], ["g", 2]);
});
