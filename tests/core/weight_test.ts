import { assert } from "@std/assert";
import { weightOf } from "../../src/core/weight.ts";

/** Each stands before the next. */
const ORDER: readonly (readonly [what: string, score: number, lines: number])[] = [
  ["a rule of the user's", 1, 1],
  ["a fatal line", .98, 1],
  ["memory that ran out", .97, 1],
  ["a hundred errors", .9, 109],
  ["forty errors of a new kind", .91, 40],
  ["a request of a new kind", .96, 1],
  ["a number far from others", .92, 1],
  ["two errors", .9, 2],
  ["an error", .9, 1],
];

for (const [k, [what, score, lines]] of ORDER.slice(0, -1).entries()) {
  const [other, otherScore, otherLines] = ORDER[k + 1];
  Deno.test(`${what} weighs more than ${other}`, () => {
    assert(weightOf(score, lines) > weightOf(otherScore, otherLines));
  });
}
