import { assert, assertEquals } from "@std/assert";
import { kindOf, MISSING, RATE_FLAGGED } from "../../../src/detectors/session/reason.ts";
import { SessionEvents } from "../../../src/detectors/session/session_events.ts";
import { SessionJudge } from "../../../src/detectors/session/session_judge.ts";
import { SessionModel } from "../../../src/detectors/session/session_model.ts";

const MINUTE = 60_000;
const BEGIN = 0;
const END = 1;

/** What is normal: a session has both events, the end a minute after the beginning or, in a few, a little before it. */
function model(): SessionModel {
  const known = new SessionModel();
  for (const event of [BEGIN, END]) known.rowFor(event);
  for (let session = 0; session < 1000; session++) {
    known.advance();
    known.total += known.weight;
    for (const row of [BEGIN, END]) known.withEvent[row] += known.weight;
    if (session % 50 === 0) known.addPair(END, BEGIN, 100, known.weight);
    else known.addPair(BEGIN, END, MINUTE, known.weight);
  }
  return known;
}

/** A session that has one of the events, at time 0, looked at an hour later. */
function missing(row: number, since: number): boolean {
  const judge = new SessionJudge(model());
  const events = new SessionEvents();
  events.count = 1;
  events.rows[0] = row;
  judge.weigh(events, 60 * MINUTE, since);
  assert(judge.passing.rate === 1 || kindOf(judge.passing.reason) === MISSING);
  return judge.passing.rate < RATE_FLAGGED;
}

Deno.test("a session that began before the log did is not judged by its beginning, and by its end it is", () => {
  assertEquals(missing(END, -MINUTE / 2), false, "the beginning may have come before the first line");
  assertEquals(missing(END, -10 * MINUTE), true, "the log had begun by then");
  assertEquals(missing(BEGIN, 0), true, "an end would have come later");
});
