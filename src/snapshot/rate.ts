/**
 * A rate as people read it: over about the last two seconds, so that its digits do not jump, and nothing some seconds
 * after the last of what is counted.
 */

const LOOK_MS = 500;
const OVER_MS = 2000;
/** Where nothing came for so long, what is left of an earlier rate would be taken for a rate. */
const STILL_MS = 3000;
/** Less than this a second is nothing. */
const LEAST = .05;

/** How fast a total grows. */
export class Rate {
  perSecond = 0;
  /** When the total was last seen to have grown, ms; NaN before the first look. */
  movedMs = NaN;
  #total = 0;
  #lookedMs = NaN;

  /** Takes the total as it is by now; looked at twice a second at most. */
  look(total: number, nowMs: number): void {
    const passedMs = nowMs - this.#lookedMs;
    if (passedMs >= 0 && passedMs < LOOK_MS) return;
    const amount = total - this.#total;
    this.#total = total;
    this.#lookedMs = nowMs;
    // at the first look, and where the clock was put back, it is measured from here on
    const isBegin = !(passedMs >= 0);
    if (isBegin || amount > 0) this.movedMs = nowMs;
    if (isBegin) return;
    const rate = this.perSecond + (amount * 1000 / passedMs - this.perSecond) * Math.min(1, passedMs / OVER_MS);
    this.perSecond = rate < LEAST || nowMs - this.movedMs >= STILL_MS ? 0 : rate;
  }
}
