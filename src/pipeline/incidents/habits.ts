/**
 * What a source has always had: the error that a program logs every few minutes for as long as it runs. Who was told of
 * it for half an hour learns nothing from the next, so it is told of no more, unless it becomes more than it ever was,
 * or comes back after it was gone for long. Its lines stay flagged: they are still errors, and measured as such.
 *
 * Only for what a line says of itself, by its level or a word, and for sessions with the same thing wrong: that says
 * the same each time. What goes beyond it, such as a number, a burst, or a critical score, is told of.
 *
 * More than ever: the latest few came within less than half of the time that as many ever took. That takes nothing for
 * granted of how they come, so what bursts by habit may burst; and since all gaps between them have to be short at
 * once, chance alone hardly ever does it.
 */
import { CRITICAL_SCORE } from "../../core/anomaly.ts";
import { BoundedMap } from "../../core/collections/bounded_map.ts";
import { spanText } from "../../detectors/finding_detector.ts";
import type { Explanation } from "../../detectors/mod.ts";
import { type Addition, detectorBit } from "./incident.ts";

/** Detectors that say the same of a kind of line, or a group of sessions, each time, … */
const OF_SESSIONS = detectorBit("session");
const SAME_EACH_TIME = detectorBit("severity") | detectorBit("keyword") | OF_SESSIONS;
/** … and one that then says the same in numbers: a level is most of what it sees in a line that is grave. */
const NOTHING_NEW = detectorBit("isolation_forest");
/** Times that something came, and time since the first, before it is a habit. */
const TIMES = 3;
const LONG_MS = 30 * 60_000;
/** What was gone for longer is told of; sessions, of which there are fewer than lines, may be further apart. */
const GAP_MAX_MS = 2 * 3_600_000;
const SESSION_GAP_MAX_MS = 12 * 3_600_000;
/** So many usual gaps without it, and it is gone: one in millions by chance, and nights are quieter than days. */
const GAPS = 16;
/** Weight of the latest gap in the usual one. */
const LATEST_GAP = 1 / 4;
/** Those that are held against the shortest time of as many, and how many times shorter they have to be. */
const LATEST = 8;
const SHORTER = 2;
const RING = 2 * LATEST;
/** Lines within such a time are one event. */
const ONE_EVENT_MS = 1000;
/** Kinds of trouble that are remembered. */
const KINDS_MAX = 10_000;

/** A kind of trouble within a source. */
export interface Habit {
  /** Times that it came, each after a while without it. */
  episodes: number;
  /** Clock of the source at its first and its last line, ms; NaN before those. */
  firstClock: number;
  lastClock: number;
  /** It was told of so often that it is told of no more. */
  isKnown: boolean;
  /** The usual while without it, ms. */
  gapMs: number;
  /** The clock at its latest events, as a ring, and how many events there were. */
  readonly latest: number[];
  events: number;
  /** The shortest time in which as many as the ring holds ever came, ms. */
  shortestMs: number;
  /** The anomaly that told of it last. */
  anomaly: string;
}

/** What is known of the kind of something that was flagged, as it comes. */
export interface Standing {
  readonly habit: Habit;
  /** It need not be told of. */
  readonly isUsual: boolean;
  /** What is to be said beside the reason where it is told of; "" for nothing. */
  readonly note: string;
}

export class Habits {
  /** By source and key. */
  readonly #kinds = new BoundedMap<Habit>(KINDS_MAX);
  readonly #windowMs: number;

  /** `windowMs`: event time without it after which something has come anew. */
  constructor(windowMs: number) {
    this.#windowMs = windowMs;
  }

  /** Takes what is flagged, in the order of the input; undefined where each time may be another thing. */
  take(source: string, key: string, { detectors, score, clock }: Addition): Standing | undefined {
    if (Number.isNaN(clock) || !isSameEachTime(detectors, score)) return undefined;
    const habit = this.#kinds.of(kindName(source, key), newHabit);
    const gap = clock - habit.lastClock;
    const gapMax = detectors === OF_SESSIONS ? SESSION_GAP_MAX_MS : GAP_MAX_MS;
    const isGone = gap > Math.min(gapMax, GAPS * Math.max(habit.gapMs, this.#windowMs));
    const isAnew = !(gap <= this.#windowMs);
    if (isAnew) {
      habit.episodes++;
      if (gap > 0) habit.gapMs = withLatest(habit.gapMs, gap);
    }
    if (!(clock < habit.lastClock)) habit.lastClock = clock;
    if (!(habit.firstClock <= clock)) habit.firstClock = clock;
    const rise = gap < ONE_EVENT_MS ? "" : riseOf(habit, clock);
    if (!habit.isKnown) {
      habit.isKnown = isAnew && habit.episodes >= TIMES && clock - habit.firstClock >= LONG_MS;
      return { habit, isUsual: false, note: habit.isKnown ? keepsComing(habit) : "" };
    }
    if (rise !== "") return { habit, isUsual: false, note: rise };
    return { habit, isUsual: !isGone, note: isGone ? `it is back after ${spanText(gap)}` : "" };
  }

  /** A template turned out to be another: what came of the one has come of the other, unless that is known itself. */
  rename(from: string, into: string): void {
    const ending = kindName("", from);
    for (const [name, habit] of [...this.#kinds]) {
      if (!name.endsWith(ending)) continue;
      this.#kinds.delete(name);
      this.#kinds.of(kindName(name.slice(0, -ending.length), into), () => habit);
    }
  }

  save(): [string, Habit][] {
    return [...this.#kinds];
  }

  restore(saved: readonly (readonly [string, Habit])[]): void {
    for (const [name, habit] of saved) this.#kinds.set(name, { ...habit, latest: [...habit.latest] });
  }
}

/** What is to be said of something that is told of. */
export function withNote(explanation: Explanation, standing: Standing | undefined): Explanation {
  const note = standing?.note ?? "";
  return note === "" ? explanation : { ...explanation, reason: `${explanation.reason}; ${note}` };
}

/** Takes an event as one of the latest; says so where there are more of it than ever, or "". */
function riseOf(habit: Habit, clock: number): string {
  const { latest } = habit;
  const event = habit.events++;
  const at = (back: number) => latest[(event - back) % RING];
  latest[event % RING] = clock;
  if (event < RING - 1) return "";
  // those before are the ones that are not among the latest: a rise does not hide itself
  const shortestMs = habit.shortestMs = Math.min(habit.shortestMs, at(LATEST - 1) - at(RING - 2));
  const span = clock - at(LATEST - 1);
  if (span * SHORTER >= shortestMs) return "";
  habit.shortestMs = span;
  return `${LATEST} such came within ${spanText(span)}, which took ${spanText(shortestMs)} at least until now`;
}

/** Whether who flags it says the same of its kind each time. */
function isSameEachTime(detectors: number, score: number): boolean {
  // what a session's score says is how rare it is, not how grave
  if (detectors === OF_SESSIONS) return true;
  const isGrave = score >= CRITICAL_SCORE;
  return !isGrave && (detectors & SAME_EACH_TIME) !== 0 && (detectors & ~(SAME_EACH_TIME | NOTHING_NEW)) === 0;
}

/** The usual gap with the latest in it; the latest alone where there was none before. */
function withLatest(usual: number, gap: number): number {
  return usual === 0 ? gap : usual + (gap - usual) * LATEST_GAP;
}

/** What a kind of trouble within a source is known by; the key stands last. */
function kindName(source: string, key: string): string {
  return `${source}\n${key}`;
}

function keepsComing({ gapMs }: Habit): string {
  return `it comes about every ${spanText(gapMs)}, and is told of no more unless it comes more often`;
}

function newHabit(): Habit {
  return {
    episodes: 0,
    isKnown: false,
    firstClock: NaN,
    lastClock: NaN,
    gapMs: 0,
    latest: [],
    events: 0,
    shortestMs: Infinity,
    anomaly: "",
  };
}
