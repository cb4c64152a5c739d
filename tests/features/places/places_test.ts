import { assert, assertEquals } from "@std/assert";
import { Places } from "../../../src/features/places/places.ts";

const PLACE = 0;

/** A place that has had so many numbers about 100, no two in a row the same. */
function settled(numbers: number): Places {
  const places = new Places();
  assert(places.has(PLACE));
  const column = Float64Array.from({ length: numbers }, (_, k) => 100 + (k * 37) % 10);
  for (let k = 0; k < numbers; k++) if (!places.passes(PLACE, column, k)) places.addNumber(PLACE, column, k);
  assertEquals(places.countOf(PLACE), numbers);
  return places;
}

Deno.test("of a place's first thousand numbers each is taken, and then one of four that are as usual", () => {
  for (const [numbers, passing] of [[500, 0], [5000, 75]] as const) {
    const places = settled(numbers);
    let passed = 0;
    for (let k = 0; k < 100; k++) {
      if (places.passes(PLACE, Float64Array.of(104), 0)) passed++;
      else places.addNumber(PLACE, Float64Array.of(104), 0);
    }
    assertEquals(passed, passing);
  }
});

Deno.test("a number that is beyond the others of its place never passes, nor does one that is far from most", () => {
  const places = settled(5001);
  for (const number of [1e6, 0, -5, 110, 99]) assertEquals(places.passes(PLACE, Float64Array.of(number), 0), false);
  places.addNumber(PLACE, Float64Array.of(1e6), 0);
  assert(places.over > 10 && places.deviation > 8);
  // within the range by now, and still not usual
  assertEquals(places.passes(PLACE, Float64Array.of(5e5), 0), false);
});

Deno.test("what one number in four shows is what all of them show", () => {
  const [few, many] = [settled(1000), settled(20_000)];
  assert(Math.abs(few.centreOf(PLACE) - many.centreOf(PLACE)) < 1);
});
