import { assertEquals } from "@std/assert";
import { divide, type Size } from "../../src/tui/layout.ts";

const CASES: readonly (readonly [does: string, room: number, sizes: readonly Size[], cells: readonly number[]])[] = [
  ["fixed sizes stay", 20, [3, 5], [3, 5]],
  ["a share takes what is left", 20, [3, { share: 1 }, 2], [3, 15, 2]],
  ["shares divide by weight", 12, [{ share: 2 }, { share: 1 }], [8, 4]],
  ["rounding loses no cell", 10, [{ share: 1 }, { share: 1 }, { share: 1 }], [3, 4, 3]],
  ["what a maximum leaves goes to the others", 20, [{ share: 1, max: 4 }, { share: 1 }], [4, 16]],
  ["minimums come first", 10, [{ share: 1, min: 8 }, { share: 9 }], [8, 2]],
  ["with too little room the last shrinks first", 7, [3, { share: 1, min: 3 }, 4], [3, 3, 1]],
  ["no room is no room", 0, [3, { share: 1 }], [0, 0]],
];

for (const [does, room, sizes, cells] of CASES) {
  Deno.test(does, () => assertEquals(divide(room, sizes), [...cells]));
}
