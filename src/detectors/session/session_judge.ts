/**
 * Looks at one session and finds the strongest reason why it is odd, of those that last (an event came, and will not go
 * away) and of those that may not (an event is missing, and may come yet).
 *
 * Two things keep it from speaking too soon. An event is missing only when it is overdue: when far longer has passed
 * than it ever takes. And a session is *open* while something that most sessions like it have may still come within its
 * usual time: then an uncommon step in it is no more than that, and only what nearly never happens counts at once.
 * Where little is known of sessions like it, one that lacks nothing else that was due is taken to go on.
 *
 * A source may be read from its middle on, where sessions are under way: what one lacks, or seems to have in the wrong
 * order, may have come before the first line of it that was read.
 */
import * as goingOn from "./going_on.ts";
import * as model from "./session_model.ts";
import * as reasons from "./reason.ts";
import * as sessionEvents from "./session_events.ts";
import type { Awaited } from "./going_on.ts";
import type { SessionEvents } from "./session_events.ts";
import type { SessionModel } from "./session_model.ts";

const { DELAY_STEPS, ROWS_MAX } = model;
const { HALF_TIME } = sessionEvents;
const { COUNT, MISSING, ORDER, PAIR, RARE, RATE_FLAGGED, SLOW } = reasons;
const { countRate, kindOf, missingRate, orderRate, pairRate, rareRate, reasonOf, rowOf, slowFrom, slowRate } = reasons;
const { isExpected, isPossible, mayFollow, settledShare } = goingOn;

/** How often an event comes in sessions before anything is expected to follow it. */
const LEADER_SHARE = 1 / RATE_FLAGGED;
/** What follows must be in this share of all sessions. */
const FOLLOWER_SHARE = .01;
/** Rates above this one are of no interest. */
const RATE_MAX = .2;
/** How many times its usual longest delay must have passed before what follows is overdue. */
const OVERDUE = 16;
/** A session is open while this many times that delay has not passed for what most sessions like it have. */
const OPEN = 2;
/** Where less than this share of sessions can be settled, how long what they lack takes is not known. */
const SETTLED_SHARE = .5;
/** Sessions with an event, or with two, before they say what is to be expected of it, or of their order. */
const EXPECTING = 5;
/** Sessions with an event, as a rate, below which a reason counts in an open session too. */
const RATE_CLEAR = RATE_FLAGGED / 10;
/** Sessions needed to say how late an event is usually. */
const SESSIONS_KNOWN = 50;
/** An event that this share of the sessions has since it first came is about to become common. */
const YOUNG_SHARE = .1;
const FOLLOWERS_MAX = 32;
/** Sessions after which the list of followers of an event is made anew. */
const REVIEW = 64;
const NEVER = -1e9;
const R = ROWS_MAX;

/** A session's strongest reason. */
export class Finding {
  reason = 0;
  rate = 1;

  set(reason: number, rate: number): void {
    this.reason = reason;
    this.rate = rate;
  }
}

export class SessionJudge {
  /** What stays: an event that came. */
  readonly lasting = new Finding();
  /** What may yet be repaired: an event that did not come, or a last one that came late. */
  readonly passing = new Finding();
  /** Something may be missing that is not overdue yet. */
  mayMiss = false;
  /** The session goes on, by what is usual. */
  isOpen = false;
  /** Something may be to come, where too little is known to expect it. */
  #mayGoOn = false;
  /** Something that most sessions have is overdue. */
  #isOffCourse = false;
  readonly #model: SessionModel;
  /** By row: the rows that nearly always, or mostly, follow it. */
  readonly #followers = new Int16Array(R * FOLLOWERS_MAX);
  readonly #followerCount = new Uint8Array(R);
  readonly #reviewedAt = new Float64Array(R).fill(NEVER);
  readonly #slowFrom = new Uint8Array(R).fill(DELAY_STEPS);
  readonly #isPresent = new Uint8Array(R);
  /** The row of the session's first line, and how long the source had been read by then, and by now, ms. */
  #first = 0;
  #readBefore = 0;
  #read = 0;

  constructor(model: SessionModel) {
    this.#model = model;
  }

  /**
   * Weighs a session at the time `now` (ms by its source's clock), in a source that is read from the time `since` on.
   */
  weigh(events: SessionEvents, now: number, since: number): void {
    const { rows, times, count } = events;
    const isPresent = this.#isPresent;
    this.#first = rows[0];
    this.#readBefore = times[0] - since;
    this.#read = now - since;
    this.lasting.set(0, 1);
    this.passing.set(0, 1);
    this.mayMiss = this.isOpen = false;
    this.#mayGoOn = this.#isOffCourse = false;
    for (let k = 0; k < count; k++) isPresent[rows[k]] = 1;
    for (let k = 0; k < count; k++) {
      const row = rows[k];
      if (this.#model.quiet - this.#reviewedAt[row] >= REVIEW) this.#review(row);
      this.#weighEvent(events, k);
      if (this.#followerCount[row] > 0) this.#weighFollowers(events, k, now);
    }
    if (this.#mayGoOn && !this.#isOffCourse) this.isOpen = true;
    if (count > 1) this.#weighPairs(events);
    if (!this.isOpen) this.#weighEnd(events);
    for (let k = 0; k < count; k++) isPresent[rows[k]] = 0;
  }

  /**
   * Whether it is too early for the lasting reason: the session goes on, or what it is about may be becoming common.
   */
  isTooEarly(): boolean {
    const { reason, rate } = this.lasting;
    const kind = kindOf(reason);
    // how often an event comes is known at the end; that it nearly never comes, at once
    if (this.isOpen && (kind === COUNT || rate >= RATE_CLEAR)) return true;
    if (kind !== RARE) return false;
    const { withEvent, total, totalBefore, weight } = this.#model;
    const row = rowOf(reason);
    return withEvent[row] >= (EXPECTING - .5) * weight && withEvent[row] > YOUNG_SHARE * (total - totalBefore[row]);
  }

  #note(kind: number, row: number, other: number, rate: number): void {
    if (rate < this.lasting.rate) this.lasting.set(reasonOf(kind, row, other), rate);
  }

  #weighEvent({ rows, levels, count }: SessionEvents, k: number): void {
    const model = this.#model;
    const row = rows[k];
    this.#note(RARE, row, 0, rareRate(model, row, rows, count));
    if (levels[k] > 1) this.#note(COUNT, row, levels[k], countRate(model, row, levels[k]));
  }

  #weighFollowers(events: SessionEvents, k: number, now: number): void {
    const model = this.#model;
    const { withEvent, withBoth, weight, delay } = model;
    const row = events.rows[k];
    const passed = now - events.times[k];
    for (let f = 0; f < this.#followerCount[row]; f++) {
      const follower = this.#followers[row * FOLLOWERS_MAX + f];
      if (this.#isPresent[follower] !== 0) continue;
      const usual = delay[row * R + follower];
      if (usual !== usual) continue; // it never came after it
      if (this.#mayPrecede(follower)) continue;
      const longest = 2 ** usual;
      if (!this.isOpen) this.#weighGoingOn({ events, row, follower, read: this.#read }, passed > OPEN * longest);
      // too few sessions say whether it comes before the first line, which may be the first that was read
      if (withBoth[follower * R + this.#first] < EXPECTING * weight) continue;
      const rate = missingRate(model, row, follower);
      if (rate > RATE_MAX || withEvent[row] < LEADER_SHARE * weight) continue;
      if (!(passed > OVERDUE * longest)) {
        if (rate < RATE_FLAGGED) this.mayMiss = true;
        continue;
      }
      this.#isOffCourse = true;
      const given = this.#missingGiven(row, follower, events.rows, events.count, rate);
      if (given < this.passing.rate) this.passing.set(reasonOf(MISSING, row, follower), given);
    }
  }

  /** Notes whether a follower is still to come; what is late may be, where how long it takes is not known. */
  #weighGoingOn(awaited: Awaited, isLate: boolean): void {
    const model = this.#model;
    if (!isLate && isExpected(model, awaited)) this.isOpen = true;
    if (this.isOpen || this.#mayGoOn) return;
    if (isLate && settledShare(model, awaited.row, awaited.follower, awaited.read) >= SETTLED_SHARE) return;
    this.#mayGoOn = isPossible(model, awaited);
  }

  /**
   * Whether an event, which mostly comes before that of the session's first line, may have come before any
   * line was read.
   */
  #mayPrecede(row: number): boolean {
    const { before, delay } = this.#model;
    const there = row * R + this.#first;
    return before[there] > before[this.#first * R + row] && this.#readBefore <= OPEN * 2 ** delay[there];
  }

  /**
   * The rate at which a follower is missing, or that among the sessions of a rarer kind that this one is of as well.
   */
  #missingGiven(row: number, follower: number, rows: Int32Array, count: number, rate: number): number {
    const { withEvent, withBoth, weight } = this.#model;
    let given = rate;
    for (let k = 0; k < count; k++) {
      const variant = rows[k];
      if (withEvent[variant] > .8 * withEvent[row]) continue;
      // this session is one of those that lack it
      const lacking = withEvent[variant] - withBoth[variant * R + follower] - weight;
      if (lacking < 2 * weight) continue;
      given = Math.max(given, lacking / withEvent[variant]);
    }
    return given;
  }

  #weighPairs({ rows, times, count }: SessionEvents): void {
    const model = this.#model;
    const { withEvent, total } = model;
    const known = 400 * model.weight;
    for (let k = 1; k < count; k++) {
      const row = rows[k];
      if (withEvent[row] < known) continue;
      for (let other = 0; other < k; other++) {
        const before = rows[other];
        if (withEvent[before] < known) continue;
        const gap = times[k] - times[other];
        if (gap > 0) this.#weighOrder(before, row);
        else if (gap < 0) this.#weighOrder(row, before);
        if (withEvent[row] + withEvent[before] < total * 1.5) {
          this.#note(PAIR, before, row, pairRate(model, before, row));
        }
      }
    }
  }

  #weighOrder(first: number, then: number): void {
    const rate = orderRate(this.#model, first, then);
    if (rate < this.lasting.rate && !this.#mayPrecede(then)) this.#note(ORDER, first, then, rate);
  }

  /**
   * Whether the session took far longer than others like it. Of the events that came in the second half of its time,
   * the one that fewest have tells best what it is like: a page may come late among all requests, and in time for a
   * page with images.
   */
  #weighEnd({ rows, steps, count }: SessionEvents): void {
    const { withEvent, weight } = this.#model;
    let last = 0;
    for (let k = 0; k < count; k++) if (steps[k] > last) last = steps[k];
    let best = -1;
    for (let k = 0; k < count; k++) {
      if (steps[k] < last - HALF_TIME || withEvent[rows[k]] < SESSIONS_KNOWN * weight) continue;
      if (best < 0 || withEvent[rows[k]] < withEvent[rows[best]]) best = k;
    }
    if (best < 0 || steps[best] < this.#slowFrom[rows[best]]) return;
    const rate = slowRate(this.#model, rows[best], steps[best]);
    if (rate < this.passing.rate) this.passing.set(reasonOf(SLOW, rows[best], steps[best]), rate);
  }

  #review(row: number): void {
    const model = this.#model;
    this.#reviewedAt[row] = model.quiet;
    let count = 0;
    for (let other = 0; other < model.rows && count < FOLLOWERS_MAX; other++) {
      if (other === row || model.withEvent[other] < FOLLOWER_SHARE * model.total) continue;
      if (mayFollow(model, row, other, this.#read)) {
        this.#followers[row * FOLLOWERS_MAX + count++] = other;
      }
    }
    this.#followerCount[row] = count;
    this.#slowFrom[row] = slowFrom(model, row);
  }

  /** What is made from the model only now and then must be as it was, for a run that goes on. */
  save(): SavedJudge {
    return {
      followers: [...this.#followers],
      followerCount: [...this.#followerCount],
      reviewedAt: [...this.#reviewedAt],
      slowFrom: [...this.#slowFrom],
    };
  }

  restore({ followers, followerCount, reviewedAt, slowFrom }: SavedJudge): void {
    this.#followers.set(followers);
    this.#followerCount.set(followerCount);
    this.#reviewedAt.set(reviewedAt);
    this.#slowFrom.set(slowFrom);
  }
}

export interface SavedJudge {
  readonly followers: readonly number[];
  readonly followerCount: readonly number[];
  readonly reviewedAt: readonly number[];
  readonly slowFrom: readonly number[];
}
