/** Small parts of the session detector, each by itself. */
import { assertEquals } from "@std/assert";
import { KeptReasons } from "../../../src/detectors/session/kept_reasons.ts";
import { Pace } from "../../../src/detectors/session/pace.ts";
import { MISSING, RARE, reasonOf } from "../../../src/detectors/session/reason.ts";

Deno.test("of the reasons of a session the rarest is kept, and told when it is another one than before", () => {
  const kept = new KeptReasons();
  const [rare, missing] = [reasonOf(RARE, 1, 0), reasonOf(MISSING, 1, 2)];
  const given: readonly (readonly [reason: number, rate: number, isTold: boolean])[] = [
    [rare, .01, true],
    [missing, .015, false], // weaker
    [rare, .005, false], // stronger, and told already
    [missing, .001, true],
    [rare, .002, false],
  ];
  for (const [reason, rate, isTold] of given) assertEquals(kept.keep(7, { reason, rate }, true), isTold, `${rate}`);
  assertEquals(kept.save((slot) => slot + 100).lasting, [[107, missing, .001]]);
});

Deno.test("a session has gone quiet after some times its usual gap, seconds at the least and minutes at the most", () => {
  const cases: readonly (readonly [gapMs: number, quietMs: number])[] = [[0, 5000], [1, 5000], [3_600_000, 600_000]];
  for (const [gapMs, quietMs] of cases) {
    const pace = new Pace();
    for (let line = 0; line < 64 * 200; line++) pace.note(gapMs);
    assertEquals(pace.quietMs, quietMs, `gaps of ${gapMs} ms`);
  }
  const usual = new Pace();
  for (let line = 0; line < 64 * 200; line++) usual.note(1000);
  assertEquals(Math.round(usual.quietMs / 1000), 16);
});
