/**
 * What keeps coming back: an error that a log has now and then, for as long as it is read, is one thing that goes on,
 * and who was told of it may not want to be told each time. So an incident that begins again soon after its like was
 * over stays open until it has been away for many times as long as it usually is.
 *
 * Only for what a line says of itself, by its level or a word, and for sessions with the same thing wrong: that says
 * the same each time. What goes beyond it (too many of them, say, or a critical one) is an incident of its own, however
 * usual the line.
 */
import { CRITICAL_SCORE } from "../../core/anomaly.ts";
import { BoundedMap } from "../../core/collections/bounded_map.ts";
import { type Addition, detectorBit, type Incident } from "./incident.ts";

/** Detectors that say the same of a kind of line, or a group of sessions, each time, … */
const OF_SESSIONS = detectorBit("session");
const SAME_EACH_TIME = detectorBit("severity") | detectorBit("keyword") | OF_SESSIONS;
/** … and one that then says the same in numbers: a level is most of what it sees in a line that is grave. */
const NOTHING_NEW = detectorBit("isolation_forest");
/** What comes less often is told each time; sessions, of which there are fewer than lines, may be this far apart. */
const GAP_MAX_MS = 2 * 3_600_000;
const SESSION_GAP_MAX_MS = 12 * 3_600_000;
/** So many usual gaps without a line, and it is over: one in millions by chance, and nights are quieter than days. */
export const GAPS = 16;
/** Weight of the latest gap in the usual one. */
const LATEST = 1 / 4;
/** Kinds of lines that are remembered after their incident. */
const KINDS_MAX = 10_000;

/** Of an incident that is over. */
export interface Recurrence {
  readonly detectors: number;
  /** Clock of the source at its last line, ms. */
  readonly lastClock: number;
  /** The usual gap, ms; 0 where there was none yet. */
  readonly gapMs: number;
}

/** How much longer an incident is held open, and the usual gap behind that; 0 for one that is not known to recur. */
export interface Expectation {
  readonly gapMs: number;
  readonly windowMs: number;
}

export class Recurrences {
  /** By source and key. */
  readonly #kinds = new BoundedMap<Recurrence>(KINDS_MAX);

  /** An incident is over. */
  note({ source, key, detectors, score, lastClock, gapMs }: Incident): void {
    if (!isSameEachTime(detectors, score) || Number.isNaN(lastClock)) return;
    this.#kinds.set(kindName(source, key), { detectors, lastClock, gapMs });
  }

  /** What is to be expected of an incident that begins with this. */
  expectationOf(source: string, key: string, { detectors, score, clock }: Addition, windowMs: number): Expectation {
    const earlier = isSameEachTime(detectors, score) ? this.#kinds.get(kindName(source, key)) : undefined;
    const gap = earlier === undefined ? NaN : clock - earlier.lastClock;
    if (earlier === undefined || !isWithin(detectors, earlier.detectors) || !(gap > 0 && gap <= gapMaxOf(detectors))) {
      return { gapMs: 0, windowMs };
    }
    const gapMs = withLatest(earlier.gapMs, gap);
    return { gapMs, windowMs: Math.max(windowMs, GAPS * gapMs) };
  }

  save(): [string, Recurrence][] {
    return [...this.#kinds];
  }

  restore(saved: readonly (readonly [string, Recurrence])[]): void {
    for (const [name, recurrence] of saved) this.#kinds.set(name, recurrence);
  }
}

/** Whether a line says nothing but what the lines of an incident that recurs have said. */
export function isUsual({ detectors, score }: Addition, incident: Incident): boolean {
  return isSameEachTime(detectors, score) && isWithin(detectors, incident.detectors);
}

/** Takes the gap before a line of an incident that recurs; gaps within `windowMs` are none. */
export function takeGap(incident: Incident, clock: number, windowMs: number): void {
  const gap = clock - incident.lastClock;
  if (!(gap > windowMs)) return;
  incident.gapMs = withLatest(incident.gapMs, gap);
  // it only grows, so that what is due stays due
  incident.windowMs = Math.max(incident.windowMs, GAPS * Math.min(incident.gapMs, gapMaxOf(incident.detectors)));
}

/** Whether who flags it says the same of its kind each time. */
export function isSameEachTime(detectors: number, score: number): boolean {
  // what a session's score says is how rare it is, not how grave
  if (detectors === OF_SESSIONS) return true;
  return (detectors & SAME_EACH_TIME) !== 0 && isWithin(detectors, SAME_EACH_TIME) && score < CRITICAL_SCORE;
}

function isWithin(detectors: number, known: number): boolean {
  return (detectors & ~(known | NOTHING_NEW)) === 0;
}

/** What comes after a longer gap comes anew, ms. */
export function gapMaxOf(detectors: number): number {
  return detectors === OF_SESSIONS ? SESSION_GAP_MAX_MS : GAP_MAX_MS;
}

/** The usual gap with the latest in it; the latest alone where the usual is 0, since there was none yet. */
export function withLatest(usual: number, gap: number): number {
  return usual === 0 ? gap : usual + (gap - usual) * LATEST;
}

/** What a kind of trouble within a source is known by; the key stands last. */
export function kindName(source: string, key: string): string {
  return `${source}\n${key}`;
}
