/**
 * For what sessions were flagged, by slot: the reason that lasts, and the one that may be repaired until
 * the session ends.
 */
import * as reasons from "./reason.ts";
import type { SessionEvents } from "./session_events.ts";

const { kindOf, otherOf, rowOf, SLOW } = reasons;

export interface Kept {
  readonly reason: number;
  readonly rate: number;
}

export class KeptReasons {
  readonly #lasting = new Map<number, Kept>();
  readonly #passing = new Map<number, Kept>();

  /** Keeps a reason where it is the strongest so far; whether it is another one than before. */
  keep(slot: number, { reason, rate }: Kept, isLasting: boolean): boolean {
    const kept = isLasting ? this.#lasting : this.#passing;
    const before = kept.get(slot);
    if (before !== undefined && before.rate <= rate) return false;
    kept.set(slot, { reason, rate });
    return before?.reason !== reason;
  }

  /** Whether something may have repaired what a session was flagged for, so that its events must be looked at. */
  isDoubtful(slot: number): boolean {
    return this.#passing.has(slot);
  }

  /**
   * The rate for which a session stays flagged, 1 for none: what was missing may have come, a late event been followed.
   */
  finalRate(slot: number, events: SessionEvents): number {
    const lasting = this.#lasting.get(slot)?.rate ?? 1;
    const passing = this.#passing.get(slot);
    if (passing === undefined || passing.rate >= lasting) return lasting;
    const { reason, rate } = passing;
    const isRepaired = kindOf(reason) === SLOW ? !events.isLate(rowOf(reason)) : events.has(otherOf(reason));
    return isRepaired ? lasting : rate;
  }

  forget(slot: number): void {
    this.#lasting.delete(slot);
    this.#passing.delete(slot);
  }

  save(birthOf: (slot: number) => number): SavedReasons {
    const saved = (kept: ReadonlyMap<number, Kept>) =>
      [...kept].map(([slot, { reason, rate }]): SavedReason => [birthOf(slot), reason, rate]);
    return { lasting: saved(this.#lasting), passing: saved(this.#passing) };
  }

  restore({ lasting, passing }: SavedReasons, slotOf: (birth: number) => number | undefined): void {
    for (const [kept, saved] of [[this.#lasting, lasting], [this.#passing, passing]] as const) {
      for (const [birth, reason, rate] of saved) {
        const slot = slotOf(birth);
        if (slot !== undefined) kept.set(slot, { reason, rate });
      }
    }
  }
}

/** What a reason is kept for: the session's birth, the reason, its rate. */
type SavedReason = readonly [birth: number, reason: number, rate: number];

export interface SavedReasons {
  readonly lasting: readonly SavedReason[];
  readonly passing: readonly SavedReason[];
}
