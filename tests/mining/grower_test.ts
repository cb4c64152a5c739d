/** What the slow path of mining learns of a kind of line, and how much work that is. */
import { assert, assertEquals } from "@std/assert";
import { Grower } from "../../src/mining/growth/grower.ts";

const KEYS = ["reader", "writer", "cache", "queue", "index", "mirror", "ledger", "broker", "parser", "router"];
const VALUES = ["alpha", "bravo", "delta", "gamma", "kappa", "lambda", "omega", "sigma", "theta", "upsilon", "zeta"];

/**
 * A line of key and value ten times over, and then each value changed alone: how configurations
 * and packages are listed.
 */
function changedOneAtATime(): string[] {
  const line = (changed: number, value: string) =>
    KEYS.map((key, k) => `${key} ${k === changed ? value : "first"}`).join(" ");
  return [line(-1, ""), ...KEYS.flatMap((_, changed) => VALUES.map((value) => line(changed, value)))];
}

/** Templates that are never one but for `union`, which counts its calls. */
function countingTemplates() {
  const parent: number[] = [];
  const find = (template: number): number => parent[template] === template ? template : find(parent[template]);
  const counted = { unions: 0 };
  return {
    counted,
    make: () => parent.push(parent.length) - 1,
    templates: {
      get size() {
        return parent.length;
      },
      find,
      union(templates: readonly number[]): number {
        counted.unions++;
        const into = Math.min(...templates.map(find));
        for (const template of templates) parent[find(template)] = into;
        return into;
      },
    },
  };
}

Deno.test("places that vary one at a time are opened together, not in every choice of them", () => {
  const { counted, make, templates } = countingTemplates();
  const grower = new Grower(templates);
  const placed = changedOneAtATime().map((line) => grower.place(line, make));
  const found = new Set(placed.map((template) => templates.find(template)));
  assertEquals(found.size, 1);
  // ten places can be chosen in 1,023 ways, most of which are found more than once
  assert(counted.unions < 1023, `patterns opened ${counted.unions} times`);
});
