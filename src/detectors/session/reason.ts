/**
 * Why a session may be odd: an event that few sessions have, one that is missing, came too often, in an unusual order,
 * beside one that it never comes with, or too late. Each is a rate: of the sessions of which it could be said, the
 * share of which it can. What is odd at most one session in fifty is odd enough (`RATE_FLAGGED`), and in warm-up
 * nothing can be, since each rate counts one session more than there was.
 */
import { DELAY_STEPS, LEVELS, ROWS_MAX, type SessionModel } from "./session_model.ts";

export const REASON_KINDS = ["none", "rare", "missing", "count", "order", "pair", "slow"] as const;
export const RARE = 1;
export const MISSING = 2;
export const COUNT = 3;
export const ORDER = 4;
export const PAIR = 5;
export const SLOW = 6;

/** A session is flagged for what at most this share of sessions has. */
export const RATE_FLAGGED = .02;
/** The highest score of what is not flagged. */
const UNFLAGGED_MAX = .89;
/** Rates below this one are as good as never. */
const RATE_LEAST = .002;
/** How often an event comes and with which others varies by itself: for that, this much rarer. */
const VARIES = 10;
/** Order and time vary less. */
const ORDER_VARIES = 6;
export const SLOW_VARIES = 5;
/** Half octaves: eight times. */
const SLOW_STEPS = 6;
/** Half octaves of a second in ms. */
const SECOND_STEPS = 20;
/** So many levels of count above what 95 % of sessions stay below, it does not. */
const JUMP = 2;
const USUAL_SHARE = .95;
/** An event is common, and tells what kind of session it is, from this share on. */
const COMMON = .05;
/** Sessions needed to say how often or how late an event is usually. */
const SESSIONS_KNOWN = 50;
const R = ROWS_MAX;
const C = LEVELS + 1;

/** A reason as one number: its kind, the row it is about, and a second row, a level or a step. */
export function reasonOf(kind: number, row: number, other: number): number {
  return (kind << 16) | (row << 8) | other;
}

export function kindOf(reason: number): number {
  return reason >> 16;
}

export function rowOf(reason: number): number {
  return (reason >> 8) & 0xff;
}

export function otherOf(reason: number): number {
  return reason & 0xff;
}

/**
 * A rate as high as it may well be: so many of so few may have come by chance (one standard deviation of a count above
 * it). What is only taken for rare because little was seen yet is not.
 */
function atMost(count: number, of: number, weight: number): number {
  return (count + Math.sqrt(Math.max(0, count) * weight)) / of;
}

/** Share of the sessions with an event; among those that share a common event with this one, where that is more. */
export function rareRate(model: SessionModel, row: number, rows: Int32Array, count: number): number {
  const { weight, total, withEvent, withBoth } = model;
  let rate = atMost(withEvent[row] + weight, total + 2 * weight, weight);
  if (rate >= RATE_FLAGGED) return rate;
  for (let k = 0; k < count; k++) {
    const company = rows[k];
    if (company === row || withEvent[company] < COMMON * total) continue;
    const among = withBoth[company * R + row] / (withEvent[company] + 2 * weight);
    if (among > rate) rate = among;
  }
  return rate;
}

/** Share of the sessions with an event that lack the other. */
export function missingRate({ weight, withEvent, withBoth }: SessionModel, row: number, other: number): number {
  const lacking = withEvent[row] - withBoth[row * R + other] + weight;
  return Math.max(1e-6, atMost(lacking, withEvent[row] + 2 * weight, weight));
}

/** Share of the sessions with an event that have the other: as high as it may well be. */
export function followingShare({ weight, withEvent, withBoth }: SessionModel, row: number, other: number): number {
  return atMost(withBoth[row * R + other] + weight, withEvent[row] + 2 * weight, weight);
}

/** Share of the sessions with an event in which it came as often as at this level. */
export function countShare({ weight, withEvent, withCount }: SessionModel, row: number, level: number): number {
  return (withCount[row * C + level] + weight) / (withEvent[row] + 2 * weight);
}

export function countRate(model: SessionModel, row: number, level: number): number {
  const { weight, withEvent, withCount } = model;
  const rate = countShare(model, row, level);
  const isJump = level > JUMP && withEvent[row] >= SESSIONS_KNOWN * weight &&
    withCount[row * C + level - JUMP + 1] < (1 - USUAL_SHARE) * withEvent[row];
  return isJump ? rate : Math.min(1, rate * VARIES);
}

/**
 * Share of the sessions with both events in which the first comes earlier, as it does here; of those in which the clock
 * tells them apart, since one of whole seconds mostly does not.
 */
export function orderRate({ weight, before }: SessionModel, first: number, then: number): number {
  const told = before[first * R + then] + before[then * R + first];
  return Math.min(1, ORDER_VARIES * (before[first * R + then] + weight) / (told + 2 * weight));
}

/** Share of the sessions with the rarer of two events that have both. */
export function pairRate({ weight, withEvent, withBoth }: SessionModel, row: number, other: number): number {
  const rarer = Math.min(withEvent[row], withEvent[other]);
  return Math.min(1, VARIES * (withBoth[row * R + other] + weight) / (rarer + 2 * weight));
}

/** Share of the sessions with an event in which it came as late as at this step. */
export function slowRate(model: SessionModel, row: number, step: number): number {
  const { weight } = model;
  return Math.min(1, SLOW_VARIES * (laterThan(model, row, step) + weight) / (laterThan(model, row, 0) + 2 * weight));
}

/** The sessions in which an event came as late as at this step; 0 for all in which it came after another. */
export function laterThan({ sinceStart }: SessionModel, row: number, step: number): number {
  let later = 0;
  for (let k = step; k < DELAY_STEPS; k++) later += sinceStart[row * DELAY_STEPS + k];
  return later;
}

/**
 * The step from which on an event comes late: beyond what 95 % of its sessions take, by four times, and by more where
 * one in a hundred takes far longer than those, for then long times are nothing rare. What a clock of whole seconds
 * takes for one may have been none.
 */
export function slowFrom(model: SessionModel, row: number): number {
  const { weight, sinceStart, isFine } = model;
  const sessions = laterThan(model, row, 0);
  if (sessions < SESSIONS_KNOWN * weight) return DELAY_STEPS;
  const least = isFine ? 0 : SECOND_STEPS;
  let later = 0;
  let rare = 0;
  for (let step = DELAY_STEPS - 1; step > least; step--) {
    later += sinceStart[row * DELAY_STEPS + step];
    if (rare === 0 && later > .01 * sessions) rare = step;
    if (later > (1 - USUAL_SHARE) * sessions) return Math.min(DELAY_STEPS, step + SLOW_STEPS + (rare - step));
  }
  return least + SLOW_STEPS;
}

/** The rate of a reason by now, whatever session it was found in. */
export function rateNow(model: SessionModel, reason: number, allRows: Int32Array): number {
  const row = rowOf(reason);
  const other = otherOf(reason);
  switch (kindOf(reason)) {
    case RARE:
      return rareRate(model, row, allRows, model.rows);
    case MISSING:
      return missingRate(model, row, other);
    case COUNT:
      return countRate(model, row, other);
    case ORDER:
      return orderRate(model, row, other);
    case PAIR:
      return pairRate(model, row, other);
    default:
      return slowRate(model, row, other);
  }
}

/** The rate of a score. */
export function rateOfScore(score: number): number {
  return score >= UNFLAGGED_MAX ? RATE_FLAGGED : RATE_FLAGGED ** (score / .9);
}

/**
 * The score of a rate: .9 where it is just flagged, .97 and above where it is clear; what is not to be
 * flagged stays below.
 */
export function scoreOfRate(rate: number, isFlagged: boolean): number {
  if (rate >= 1) return 0;
  if (rate < RATE_FLAGGED && isFlagged) {
    return .9 + .09 * Math.min(1, Math.log(RATE_FLAGGED / rate) / Math.log(RATE_FLAGGED / RATE_LEAST));
  }
  return Math.min(UNFLAGGED_MAX, .9 * Math.log(rate) / Math.log(RATE_FLAGGED));
}
