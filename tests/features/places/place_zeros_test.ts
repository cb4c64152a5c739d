import { assert, assertEquals } from "@std/assert";
import { PlaceZeros } from "../../../src/features/places/place_zeros.ts";

const PLACE = 3;
const BELOW = 8;

Deno.test("one zero says nothing, and some soon after it that this is no chance", () => {
  const zeros = new PlaceZeros();
  assertEquals(zeros.add(PLACE, 1000, BELOW), 0);
  assertEquals(zeros.add(PLACE, 1001, 0), 0);
  assert(zeros.add(PLACE, 1003, 0) > 24);
});

Deno.test("zeros that are as far apart as there were numbers before the first say little", () => {
  const zeros = new PlaceZeros();
  zeros.add(PLACE, 1000, BELOW);
  for (let k = 2; k < 20; k++) assert(zeros.add(PLACE, k * 1000, 0) < 20);
});

Deno.test("zeros say nothing in a young place, beside numbers that are nearly 0, or once they were told of", () => {
  for (const [first, below, isTold] of [[100, BELOW, false], [1000, 1, false], [1000, BELOW, true]] as const) {
    const zeros = new PlaceZeros();
    zeros.add(PLACE, first, below);
    if (isTold) zeros.accept(PLACE);
    for (let k = 1; k < 10; k++) assertEquals(zeros.add(PLACE, first + k, 0), 0);
  }
});

Deno.test("what is known of a place's zeros goes on after save and restore, and not in another place", () => {
  const [before, after] = [new PlaceZeros(), new PlaceZeros()];
  for (const count of [1000, 1001]) before.add(PLACE, count, BELOW);
  after.restore(PLACE, JSON.parse(JSON.stringify(before.save(PLACE))));
  assert(after.add(PLACE, 1002, 0) > 24);
  after.forget(PLACE);
  for (let k = 0; k < 5; k++) assertEquals(after.add(PLACE, 10 + k, 0), 0);
});
