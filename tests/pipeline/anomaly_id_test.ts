/** An anomaly that is told again after a restart carries the id that it had. */
import { assertEquals, assertNotEquals } from "@std/assert";
import type { VerdictSink } from "../../src/detectors/mod.ts";
import { judgeLines, type Line } from "./judging.ts";

const odd = (score: number) => (line: number, verdicts: VerdictSink) => verdicts.give(line, score, 0, 0);

/** Who is named by the anomaly that begins with this line, and its id. */
function told(says: Line["says"]): { readonly detector: string; readonly id: string } {
  const [{ detector, id }] = judgeLines([{ says: says! }]).anomalies;
  return { detector, id };
}

Deno.test("an anomaly's id is the same whichever of the detectors that flag its line gives the highest score", () => {
  const bySeverity = told({ severity: odd(.95), spike: odd(.92) });
  const bySpike = told({ severity: odd(.95), spike: odd(.99) });
  assertEquals([bySeverity.detector, bySpike.detector], ["severity", "spike"]);
  assertEquals(bySpike.id, bySeverity.id);
  assertEquals(told({ severity: odd(.95), spike: odd(.4) }).id, bySeverity.id);
});

Deno.test("an anomaly that another detector alone has found has another id", () => {
  assertNotEquals(told({ spike: odd(.95) }).id, told({ severity: odd(.95) }).id);
});
