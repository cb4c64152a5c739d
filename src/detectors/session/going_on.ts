/**
 * Whether a session is still to have an event that it lacks, by what sessions like it have.
 *
 * Of sessions that began lately few have by now what they all have in the end. So a share of sessions is held against
 * the share of them that can be settled: those that began longer ago than the event takes, if they come steadily.
 *
 * Where a source is read from its middle on, what takes long comes first in sessions whose beginning was not read, and
 * how long it takes is not known yet. So no more can be settled than the share of the sessions with the event whose
 * beginning was read; and where nothing speaks against it, a session may go on that is not known to.
 */
import { followingShare, missingRate } from "./reason.ts";
import type { SessionEvents } from "./session_events.ts";
import { ROWS_MAX, type SessionModel } from "./session_model.ts";

/** A session goes on while most sessions like it have what it lacks, */
const MOST = .5;
/** or so many of a rare kind do: they may all be young, and lack it for that. */
const FEW = .1;
/** An event is common, and tells what kind of session it is, from this share on. */
const COMMON = .05;
/** Sessions with an event before they are known to lack another. */
const SESSIONS_KNOWN = 5;
const R = ROWS_MAX;

/** What is asked: whether the follower is to come in a session with these events, `row` being one of them. */
export interface Awaited {
  readonly events: SessionEvents;
  readonly row: number;
  readonly follower: number;
  /** How long the source has been read, ms. */
  readonly read: number;
}

/** The share, 0..1, of sessions in which one event can have followed the other by now; NaN where it never did. */
function settledByTime({ delay }: SessionModel, row: number, follower: number, read: number): number {
  return Math.max(0, 1 - 2 ** delay[row * R + follower] / read);
}

/** The same, and no more than the share of the sessions with the follower of which it is known when they began. */
export function settledShare(model: SessionModel, row: number, follower: number, read: number): number {
  const { withBoth, withEvent } = model;
  return Math.min(settledByTime(model, row, follower, read), withBoth[row * R + follower] / withEvent[follower]);
}

/** Whether most sessions with an event may have the other in the end. */
export function mayFollow(model: SessionModel, row: number, follower: number, read: number): boolean {
  return followingShare(model, row, follower) >= MOST * settledShare(model, row, follower, read);
}

/**
 * Whether most sessions with each of these events have the follower: each has a say that came often enough to know.
 */
export function isExpected(model: SessionModel, { events, row, follower, read }: Awaited): boolean {
  const settled = settledByTime(model, row, follower, read);
  for (let k = 0; k < events.count; k++) {
    const each = events.rows[k];
    if (model.withEvent[each] < SESSIONS_KNOWN * model.weight) continue;
    const least = model.withEvent[each] >= COMMON * model.total ? MOST : FEW;
    if (1 - missingRate(model, each, follower) < least * settled) return false;
  }
  return true;
}

/** Whether as many sessions with each of these events may well have the follower in the end. */
export function isPossible(model: SessionModel, { events, row, follower, read }: Awaited): boolean {
  const { withEvent, total } = model;
  const settled = settledShare(model, row, follower, read);
  for (let k = 0; k < events.count; k++) {
    const each = events.rows[k];
    const isCommon = withEvent[each] >= COMMON * total;
    // among all sessions, those included whose beginning was not read, it comes too seldom
    if (isCommon && withEvent[follower] < MOST * withEvent[each]) return false;
    if (followingShare(model, each, follower) < (isCommon ? MOST : FEW) * settled) return false;
  }
  return true;
}
