/**
 * Rotation against a model. A writer writes lines, also in pieces, renames, copies and truncates, deletes, and
 * removes, moves or makes anew its copies; a reader looks in between, and is stopped and started again from its
 * positions. What the reader has given in the end must be what was written: nothing lost, nothing twice, in order,
 * each line with its true number.
 *
 * Inherent losses, which the writer here avoids: writing between copy and truncation; deleting or overwriting what the
 * reader has never looked at, or copying it and going on writing; where only the one path is followed (no glob),
 * rotating away a file that was never looked at; and stopping the reader, or having too many files open, while a
 * deleted file is unread. Files are told apart by their first bytes, so a file's first piece has at least 8.
 *
 * The runs are the same each time: ODDLINE_SEED gives others, ODDLINE_ROTATIONS more of them (of
 * each property; default 300).
 */
import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { type Step, World } from "./rotation_world.ts";

const SEED = Number(Deno.env.get("ODDLINE_SEED") ?? 20260101);
const RUNS = Number(Deno.env.get("ODDLINE_ROTATIONS") ?? 300);

function check(world: World): void {
  world.readAll();
  const given = world.given();
  assertEquals(given.map((one) => one.text).sort(), world.expected().sort());
  // Pieces of lines may be the same in two files; whole ones are not.
  const whole = given.filter((one) => /^[0-9a-f]{8} /.test(one.text));
  for (const file of world.files) {
    const lines = file.text.split("\n");
    const ours = whole.filter((one) => lines.includes(one.text));
    assertEquals(
      ours.map((one) => one.text),
      lines.filter((text) => ours.some((one) => one.text === text)),
      "in order",
    );
    for (const one of ours) assertEquals(one.line, lines.indexOf(one.text) + 1, `number of line ${one.text}`);
  }
}

const write: fc.Arbitrary<Step> = fc.record({
  do: fc.constant("write" as const),
  lines: fc.integer({ min: 1, max: 8 }),
  length: fc.nat(60),
});
const piece: fc.Arbitrary<Step> = fc.record({
  do: fc.constant("piece" as const),
  length: fc.integer({ min: 1, max: 25 }),
});
const read: fc.Arbitrary<Step> = fc.record({ do: fc.constant("read" as const), times: fc.integer({ min: 1, max: 4 }) });
const rotate: fc.Arbitrary<Step> = fc.constantFrom(
  "rename" as const,
  "copytruncate" as const,
  "copy" as const,
  "truncate" as const,
  "create" as const,
)
  .map((what) => ({ do: what }));
const remove: fc.Arbitrary<Step> = fc.constantFrom("delete" as const, "overwrite" as const).map((what) => ({
  do: what,
}));
const copies: fc.Arbitrary<Step> = fc.constantFrom<"drop" | "recopy" | "shift">("drop", "recopy", "shift")
  .map((what) => ({ do: what }));
const restart: fc.Arbitrary<Step> = fc.record({ do: fc.constant("restart" as const), forget: fc.nat(5) });

/** What once gave a line twice, tried first: the position of a copy was taken for that of a longer one. */
const FOUND_ONCE: readonly string[] = [
  "copy, write, copy, rename, read, restart",
  "copy, write, READ, rename, READ, shift, restart",
  "copy, write, READ, rename, READ, recopy, restart",
];

/** Steps by their names; READ reads until all is read. */
function stepsOf(names: string): Step[] {
  const stepOf = (name: string) => ({ lines: 1, length: 0, forget: 0, times: name === "READ" ? 9 : 1 });
  return names.split(", ").map((name) => ({ do: name.toLowerCase(), ...stepOf(name) } as Step));
}

function property(handles: readonly number[], steps: fc.Arbitrary<Step>): void {
  fc.assert(
    fc.property(
      fc.boolean(),
      fc.constantFrom(...handles),
      fc.array(steps, { maxLength: 40, size: "max" }),
      (glob, handlesMax, list) => {
        const world = new World(glob, handlesMax);
        try {
          for (const step of list) world.run(step);
          check(world);
        } finally {
          world.close();
        }
      },
    ),
    { seed: SEED, numRuns: RUNS, examples: FOUND_ONCE.map((list) => [true, 1, stepsOf(list)]) },
  );
}

Deno.test("whatever a writer does to its file while it is followed, nothing is lost and nothing comes twice", () => {
  property(
    [256],
    fc.oneof(
      { weight: 4, arbitrary: write },
      piece,
      { weight: 3, arbitrary: read },
      { weight: 2, arbitrary: rotate },
      remove,
      copies,
    ),
  );
});

Deno.test("a reader that is stopped and started again at any time goes on where its lines were dealt with", () => {
  property(
    [1, 2, 256],
    fc.oneof(
      { weight: 4, arbitrary: write },
      piece,
      { weight: 3, arbitrary: read },
      { weight: 2, arbitrary: rotate },
      restart,
      copies,
    ),
  );
});
