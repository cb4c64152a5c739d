/**
 * Sessions that wait to be judged: the first time some sessions after they went quiet, and each time again after twice
 * as many. A ring for each number of tries, in which the first is always the next that is due. Where sessions are few,
 * time makes one due as well.
 */

/** Sessions that must have gone quiet since, the first time. */
const SESSIONS = 100;
/** Or as much event time since its last line. */
const WAIT_MS = 1_800_000;
/** Tries after which the wait grows no more. */
export const TRIES_MAX = 9;
const SIZE_FIRST = 256;

interface Ring {
  slots: Int32Array;
  /** Which session had the slot: another one may have it by the time it is due. */
  birth: Float64Array;
  /** Sessions gone quiet, and the session's clock, when each was added. */
  since: Float64Array;
  clock: Float64Array;
  head: number;
  length: number;
}

export class DueQueue {
  readonly #rings: readonly Ring[] = Array.from({ length: TRIES_MAX + 1 }, () => ({
    slots: new Int32Array(SIZE_FIRST),
    birth: new Float64Array(SIZE_FIRST),
    since: new Float64Array(SIZE_FIRST),
    clock: new Float64Array(SIZE_FIRST),
    head: 0,
    length: 0,
  }));

  /** `clock`: from when its time counts, ms: that of its last line, or of when it was last looked at. */
  add(slot: number, birth: number, tries: number, quiet: number, clock: number): void {
    const ring = this.#rings[Math.min(TRIES_MAX, tries)];
    if (ring.length === ring.slots.length) grow(ring);
    const at = (ring.head + ring.length++) & (ring.slots.length - 1);
    ring.slots[at] = slot;
    ring.birth[at] = birth;
    ring.since[at] = quiet;
    ring.clock[at] = clock;
  }

  /** A session that is due, `quiet` having gone quiet by now; -1 where there is none. `birthOf` says who has a slot. */
  take(quiet: number, clock: number, birthOf: (slot: number) => number): number {
    for (let tries = 0; tries <= TRIES_MAX; tries++) {
      const ring = this.#rings[tries];
      while (ring.length > 0) {
        const { head } = ring;
        if (quiet < ring.since[head] + SESSIONS * 2 ** tries && !(clock - ring.clock[head] >= WAIT_MS * 2 ** tries)) {
          break;
        }
        ring.head = (head + 1) & (ring.slots.length - 1);
        ring.length--;
        if (birthOf(ring.slots[head]) === ring.birth[head]) return ring.slots[head];
      }
    }
    return -1;
  }

  /** For each ring, in order: the session's birth, and since when it waits. */
  save(): SavedQueue {
    return this.#rings.map(({ birth, since, clock, head, length }) =>
      Array.from({ length }, (_, k): [number, number, number] => {
        const at = (head + k) & (birth.length - 1);
        return [birth[at], since[at], clock[at]];
      })
    );
  }

  /** `slotOf`: the slot that a session has now, by its birth; undefined for one that is gone. */
  restore(saved: SavedQueue, slotOf: (birth: number) => number | undefined): void {
    for (const [tries, waiting] of saved.entries()) {
      for (const [birth, since, clock] of waiting) {
        const slot = slotOf(birth);
        if (slot !== undefined) this.add(slot, birth, tries, since, clock);
      }
    }
  }
}

export type SavedQueue = readonly (readonly (readonly [birth: number, since: number, clock: number])[])[];

function grow(ring: Ring): void {
  const { slots, birth, since, clock, head, length } = ring;
  const order = Array.from({ length }, (_, k) => (head + k) & (slots.length - 1));
  ring.slots = new Int32Array(length * 2);
  ring.birth = new Float64Array(length * 2);
  ring.since = new Float64Array(length * 2);
  ring.clock = new Float64Array(length * 2);
  for (const [k, at] of order.entries()) {
    ring.slots[k] = slots[at];
    ring.birth[k] = birth[at];
    ring.since[k] = since[at];
    ring.clock[k] = clock[at];
  }
  ring.head = 0;
}
