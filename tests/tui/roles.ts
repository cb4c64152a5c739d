/** What the cells of a frame mean, as a picture of letters. */
import type { Grid } from "../../src/tui/grid.ts";
import { attributesOf, groundOf, roleOf, ROLES } from "../../src/tui/style.ts";

const LETTERS = " abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

/**
 * A letter a cell for its role, then one for the role behind it, then a digit or letter for its
 * attributes; and a legend.
 */
export function rolesOf({ columns, rows, style }: Grid): string {
  const picture = (letterOf: (style: number) => string) =>
    Array.from(
      { length: rows },
      (_, row) => Array.from(style.subarray(row * columns, (row + 1) * columns), letterOf).join("").trimEnd(),
    ).join("\n");
  const legend = ROLES.map((role, k) => `${LETTERS[k]} ${role}`).slice(1).join(", ");
  return [
    picture((each) => LETTERS[ROLES.indexOf(roleOf(each))]),
    picture((each) => LETTERS[ROLES.indexOf(groundOf(each))]),
    picture((each) => attributesOf(each) === 0 ? " " : attributesOf(each).toString(32)),
    legend,
  ].join("\n\n");
}
