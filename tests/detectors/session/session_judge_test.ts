import { assert, assertEquals } from "@std/assert";
import { kindOf, MISSING, ORDER, RATE_FLAGGED } from "../../../src/detectors/session/reason.ts";
import { SessionEvents } from "../../../src/detectors/session/session_events.ts";
import { SessionJudge } from "../../../src/detectors/session/session_judge.ts";
import { SessionModel } from "../../../src/detectors/session/session_model.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const BEGIN = 0;
const END = 1;
const MOVED = 2;

/** A thousand sessions, each with these events so long after its beginning, ms. */
function model(eventsOf: (session: number) => Readonly<Record<number, number>>): SessionModel {
  const known = new SessionModel();
  for (const event of [BEGIN, END, MOVED]) known.rowFor(event);
  for (let session = 0; session < 1000; session++) {
    known.advance();
    known.total += known.weight;
    const events = Object.entries(eventsOf(session)).map(([row, ms]) => ({ row: Number(row), ms })).sort((a, b) =>
      a.ms - b.ms
    );
    for (const [k, { row, ms }] of events.entries()) {
      known.withEvent[row] += known.weight;
      for (const other of events.slice(0, k)) known.addPair(other.row, row, ms - other.ms, known.weight);
    }
  }
  return known;
}

/**
 * What is said of a session with these events, in their order, at a time of a source that is read from another on, ms.
 */
function judged(
  known: SessionModel,
  times: readonly (readonly [row: number, ms: number])[],
  now: number,
  since: number,
) {
  const judge = new SessionJudge(known);
  const events = new SessionEvents();
  events.count = times.length;
  for (const [k, [row, ms]] of times.entries()) {
    events.rows[k] = row;
    events.times[k] = ms;
  }
  judge.weigh(events, now, since);
  return judge;
}

/** A session has both events, the end a minute after the beginning or, in a few, a little before it. */
const whole = () => model((session) => ({ [BEGIN]: 0, [END]: session % 50 === 0 ? -100 : MINUTE }));

/** A session ends a minute after it began, and is moved hours later. */
const moved = () => model(() => ({ [BEGIN]: 0, [END]: MINUTE, [MOVED]: 2 * HOUR }));

Deno.test("a session that began before the log did is not judged by its beginning, and by its end it is", () => {
  const isMissing = (row: number, since: number) => {
    const { passing } = judged(whole(), [[row, 0]], HOUR, since);
    assert(passing.rate === 1 || kindOf(passing.reason) === MISSING);
    return passing.rate < RATE_FLAGGED;
  };
  assertEquals(isMissing(END, -MINUTE / 2), false, "the beginning may have come before the first line");
  assertEquals(isMissing(END, -10 * MINUTE), true, "the log had begun by then");
  assertEquals(isMissing(BEGIN, 0), true, "an end would have come later");
});

Deno.test("of a session whose first line comes late in sessions, what comes before it is neither missing nor too late", () => {
  // when it was moved its beginning was written once more, and the first one had come before the log began
  const again = [[MOVED, 0], [BEGIN, 1000]] as const;
  for (const [since, isToBelieve] of [[-HOUR, false], [-10 * HOUR, true]] as const) {
    const { passing, lasting } = judged(moved(), again, HOUR, since);
    assertEquals([passing.rate < RATE_FLAGGED, lasting.rate < RATE_FLAGGED], [isToBelieve, isToBelieve]);
    if (!isToBelieve) continue;
    assertEquals([kindOf(passing.reason), kindOf(lasting.reason)], [MISSING, ORDER]);
  }
});

Deno.test("while a log is young, sessions that lack their end so far may be waiting for it", () => {
  const known = model((session) => session % 10 < 3 ? { [BEGIN]: 0, [END]: HOUR } : { [BEGIN]: 0 });
  assert(judged(known, [[BEGIN, 0]], 10 * MINUTE, -HOUR).isOpen, "most of them are younger than sessions become");
  assert(!judged(known, [[BEGIN, 0]], 10 * MINUTE, -100 * HOUR).isOpen, "by now most would have had it");
});

Deno.test("where most ends are of sessions that began before the log, one without an end is not over", () => {
  // four of ten lines are ends of earlier sessions; few that begin here end at once, and most are confirmed
  const known = (ends: number) =>
    model((session) =>
      session % 100 < ends
        ? { [END]: 0 }
        : { [BEGIN]: 0, [MOVED]: 1000, ...(session % 100 >= 98 ? { [END]: MINUTE } : {}) }
    );
  const confirmed = [[BEGIN, 0], [MOVED, 1000]] as const;
  const isOpen = (ends: number, times: readonly (readonly [row: number, ms: number])[]) =>
    judged(known(ends), times, HOUR, -HOUR).isOpen;
  assert(isOpen(40, confirmed), "how long it takes to end is not known yet");
  assert(!isOpen(40, confirmed.slice(0, 1)), "this one has not even come as far as others do at once");
  assert(!isOpen(5, confirmed), "few sessions end at all");
});

Deno.test("of a session that begins as few do, it is not known what had come before", () => {
  const began = (few: number) =>
    model((session) => session < few ? { [MOVED]: 0, [BEGIN]: 1000, [END]: MINUTE } : { [BEGIN]: 0, [END]: MINUTE });
  const isMissing = (few: number) => {
    const { passing } = judged(began(few), [[MOVED, 0], [BEGIN, 1000]], HOUR, -10 * HOUR);
    return passing.rate < RATE_FLAGGED;
  };
  assertEquals([isMissing(3), isMissing(30)], [false, true]);
});
