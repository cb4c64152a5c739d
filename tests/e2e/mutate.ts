/**
 * Damage by chance: bytes that are flipped, cut, doubled; values of JSON that become others.
 * The same for the same seed.
 */
import type { Random } from "../../src/generate/random.ts";

/** What is put in the place of a value. */
const VALUES: readonly unknown[] = [
  null,
  -1,
  0,
  2 ** 53,
  1e308,
  -1e-300,
  "",
  "\u001b[31m<script>",
  "__proto__",
  "x".repeat(5000),
  [],
  {},
  [[[[]]]],
  true,
  { "__proto__": { "polluted": true } },
];

/** The bytes with some damage. */
export function damagedBytes(bytes: Uint8Array, random: Random): Uint8Array<ArrayBuffer> {
  const made = new Uint8Array(bytes);
  const at = () => random.integer(0, Math.max(0, made.length - 1));
  switch (random.integer(0, 3)) {
    case 0:
      return made.slice(0, at());
    case 1: {
      const from = at();
      return made.fill(random.integer(0, 255), from, from + random.integer(1, 4096));
    }
    case 2: {
      const from = at();
      made.copyWithin(at(), from, from + random.integer(1, 4096));
      return made;
    }
    default:
      for (let flips = random.integer(1, 20); flips > 0; flips--) made[at()] ^= 1 << random.integer(0, 7);
      return made;
  }
}

/** A copy of a value of JSON in which one place, somewhere within, holds something else, or nothing. */
export function damagedValue(value: unknown, random: Random): unknown {
  const copy = structuredClone(value);
  let parent = copy as Record<string, unknown>;
  for (let depth = random.integer(1, 8);; depth--) {
    const keys = Object.keys(parent);
    if (keys.length === 0) return copy;
    const key = random.pick(keys);
    const child = parent[key];
    if (depth > 1 && typeof child === "object" && child !== null) {
      parent = child as Record<string, unknown>;
      continue;
    }
    if (random.chance(.2) && !Array.isArray(parent)) delete parent[key];
    else parent[key] = random.pick(VALUES);
    return copy;
  }
}
