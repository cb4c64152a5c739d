/**
 * Keeps the share of flagged sessions small whatever the log is like. Where more than one session in twenty would be
 * flagged for one kind of reason, that is no anomaly but how this log is. And where sessions come in all shades, from
 * what every second one has to what one in a thousand has, the rarest of them are but the end of a long tail: odd are
 * those that a valley divides from the rest. So what lies just above the limit says how many below it are to be
 * expected of normal sessions; where that is more than half of them, only what is rarer is flagged, by steps, and in
 * the end nothing of that kind.
 *
 * Source: the false discovery rate of Efron, Tibshirani, Storey, Tusher, "Empirical Bayes analysis of a microarray
 * experiment", JASA 2001, with a tail of normal sessions whose number falls with the rate.
 *
 * What counts is each session's main reason, at the rate that it has by now, so that something that was odd at first
 * and became common does not count against what is odd today.
 */
import { kindOf, RATE_FLAGGED, rateNow, REASON_KINDS } from "./reason.ts";
import { ROWS_MAX, type SessionModel } from "./session_model.ts";

const SHARE_MAX = .05;
const REASONS_MAX = 1024;
const REASONS_DROPPED = 256;
/** Each step asks for a rate lower by the square root of two, down to a quarter. */
const STEPS = 5;
/**
 * Rates from the limit to these are those of normal sessions that are not quite common: near it, and in a wide sense.
 * Where there is no valley both are full; one kind of session that is uncommon fills the one or the other by chance.
 */
const SHADES_NEAR = .04;
const SHADES_WIDE = .1;
/** So many of these are assumed before the first. */
const SHADES_PRIOR = 2;
/** The share of flagged sessions that may be normal ones. */
const NORMAL_SHARE_MAX = .5;
const REVIEW_MIN = 16;
const REVIEW_MAX = 512;

export class VolumeGuard {
  /** Sessions judged. */
  judged = 0;
  /** The same, weighed like those of the model. */
  #weight = 0;
  /** By reason: weight of the sessions whose main reason it is. */
  readonly #reasons = new Map<number, { weight: number }>();
  readonly #limits = new Float64Array(REASON_KINDS.length).fill(RATE_FLAGGED);
  #nextReview = 0;
  /** What a session is flagged for is rarer than this. */
  readonly rateFlagged: number;
  /** Rates are held against the limits as if this were the usual one. */
  readonly #scale: number;

  constructor(rateFlagged = RATE_FLAGGED) {
    this.rateFlagged = rateFlagged;
    this.#scale = RATE_FLAGGED / rateFlagged;
  }

  /** A session is judged for the first time. */
  addSession(weight: number): void {
    this.judged++;
    this.#weight += weight;
  }

  /** The main reason of a session; `before` is what it was, 0 for none. */
  addReason(reason: number, before: number, weight: number): void {
    const reasons = this.#reasons;
    const old = before === 0 ? undefined : reasons.get(before);
    if (old !== undefined) old.weight = Math.max(0, old.weight - weight);
    const known = reasons.get(reason);
    if (known === undefined) reasons.set(reason, { weight });
    else known.weight += weight;
  }

  /** Whether a rate is low enough for its kind of reason at the moment. */
  allows(kind: number, rate: number, model: SessionModel): boolean {
    if (rate >= this.rateFlagged) return false;
    if (this.judged >= this.#nextReview) this.#review(model);
    return rate * this.#scale < this.#limits[kind];
  }

  scale(factor: number): void {
    this.#weight *= factor;
    for (const reason of this.#reasons.values()) reason.weight *= factor;
  }

  #review(model: SessionModel): void {
    this.#nextReview = this.judged + Math.min(REVIEW_MAX, Math.max(REVIEW_MIN, this.judged >> 5));
    const reasons = this.#reasons;
    if (reasons.size > REASONS_MAX) {
      const lightest = [...reasons].sort((a, b) => a[1].weight - b[1].weight || a[0] - b[0]).slice(0, REASONS_DROPPED);
      for (const [reason] of lightest) reasons.delete(reason);
    }
    const allowed = SHARE_MAX * Math.max(this.#weight, model.weight) + model.weight;
    const shares = new Float64Array(REASON_KINDS.length * STEPS);
    const near = new Float64Array(REASON_KINDS.length).fill(SHADES_PRIOR * model.weight);
    const wide = near.slice();
    for (const [reason, { weight }] of reasons) {
      const rate = rateNow(model, reason, ALL_ROWS) * this.#scale;
      if (rate >= RATE_FLAGGED && rate < SHADES_NEAR) near[kindOf(reason)] += weight;
      if (rate >= RATE_FLAGGED && rate < SHADES_WIDE) wide[kindOf(reason)] += weight;
      for (let step = 0; step < STEPS && rate < limitAt(step); step++) shares[kindOf(reason) * STEPS + step] += weight;
    }
    for (let kind = 0; kind < REASON_KINDS.length; kind++) {
      let step = 0;
      // normal sessions are expected to be as many below the limit, for each bit of rate, as there are above it
      const density = Math.min(near[kind] / (SHADES_NEAR - RATE_FLAGGED), wide[kind] / (SHADES_WIDE - RATE_FLAGGED));
      for (; step < STEPS; step++) {
        const share = shares[kind * STEPS + step];
        const normal = density * limitAt(step);
        if (share <= allowed && normal <= NORMAL_SHARE_MAX * (share + model.weight)) break;
      }
      this.#limits[kind] = step < STEPS ? limitAt(step) : 0;
    }
  }

  save(): SavedGuard {
    return {
      judged: this.judged,
      weight: this.#weight,
      reasons: [...this.#reasons].map(([reason, { weight }]): [number, number] => [reason, weight]),
      limits: [...this.#limits],
      nextReview: this.#nextReview,
    };
  }

  restore({ judged, weight, reasons, limits, nextReview }: SavedGuard): void {
    this.judged = judged;
    this.#weight = weight;
    for (const [reason, share] of reasons) this.#reasons.set(reason, { weight: share });
    this.#limits.set(limits);
    this.#nextReview = nextReview;
  }
}

export interface SavedGuard {
  readonly judged: number;
  readonly weight: number;
  readonly reasons: readonly (readonly [reason: number, weight: number])[];
  readonly limits: readonly number[];
  readonly nextReview: number;
}

const ALL_ROWS = Int32Array.from({ length: ROWS_MAX }, (_, row) => row);

function limitAt(step: number): number {
  return RATE_FLAGGED * 2 ** (-step / 2);
}
