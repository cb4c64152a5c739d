/**
 * Finds by itself which class of identifier tells the sessions of a source apart. Of each class a bounded sample of
 * values is kept, each with all its lines (the values whose hash is below a limit that is halved whenever there are too
 * many), so that what is seen of a value is complete. A class names sessions when its values come and go, when most of
 * its lines are of values with several events, and when the same sets of events come again with other values.
 *
 * Looked at after 1,000 lines, and each time there are half as many more; the class that is best twice in a row is the
 * key.
 */
import { KeyCandidates, type KeyClass, labelOf } from "./key_class.ts";
import type { Batch } from "../../core/lines/batch.ts";

const FIRST_LOOK = 1000;
const LOOK_AGAIN = Math.SQRT2;
const VALUES_MAX = 256;
const CLASSES_MAX = 128;
const EVENTS_MAX = 32;
const SCORE_MIN = .5;
/** Where the name says that it is an identifier, or the values are too long to be anything else. */
const SCORE_MIN_OF_ID = .35;
/** Where both are so. */
const SCORE_MIN_SURE = .15;
const LONG_BYTES = 16;
const ID_NAME =
  /(^|[^a-z])(id|ids|uuid|guid|trace|request|req|session|sess|sid|correlation|transaction|trans|txn|tx|xid|rid|tid|pid|order|job|task|thread|process|conn|connection|call|flow)([^a-z]|$)|[a-z]id$/i;
/** Classes seen in fewer lines than this share make room for others. */
const SHARE_OF_RARE = .01;

const VALUES_MIN = 30;
const SEVERAL_MIN = 20;
const SEVERAL_SHARE_MIN = .3;
const COVERAGE_MIN = .1;
const BORN_LATE_MIN = .1;
const GONE_EARLY_MIN = .05;
const BIGGEST_SHARE_MAX = .1;
const AMBIGUOUS_MAX = .2;
const REPEATED_MIN = .5;
/** The same for what is an identifier by its name and its length: what happens in its sessions may vary more. */
const REPEATED_MIN_SURE = .25;
const REPEATS = 3;

interface Value {
  lines: number;
  readonly first: number;
  last: number;
  readonly events: Set<number>;
}

interface ClassSample {
  readonly of: KeyClass;
  lines: number;
  /** Lines with two values. */
  ambiguous: number;
  lastLine: number;
  lastHash: number;
  /** Values whose hash is below this are kept. */
  limit: number;
  values: Map<number, Value>;
  valueBytes: number;
  valueCount: number;
}

/** A class that may be the key. */
export interface FoundKey {
  readonly of: KeyClass;
  readonly score: number;
  /** Mean length of its values, in bytes. */
  readonly valueBytes: number;
}

export class KeyFinder {
  lines = 0;
  #nextLook = FIRST_LOOK;
  #previous = 0;
  readonly #classes = new Map<number, ClassSample>();

  /** Takes a line's candidates; returns the key at the line that showed it. */
  line(candidates: KeyCandidates, batch: Batch, line: number, event: number): FoundKey | undefined {
    this.lines++;
    for (let k = 0; k < candidates.count; k++) this.#take(candidates, k, batch, line, event);
    if (this.lines < this.#nextLook) return undefined;
    this.#nextLook = Math.round(this.#nextLook * LOOK_AGAIN);
    const [best] = this.ranking();
    if (best === undefined) return undefined; // a burst may hide for a while that values come and go
    const isTwice = best.of.id === this.#previous;
    this.#previous = best.of.id;
    return isTwice ? best : undefined;
  }

  /** The classes that could be the key, best first. */
  ranking(all = false): FoundKey[] {
    const found: FoundKey[] = [];
    for (const sample of this.#classes.values()) {
      const { kind, label } = sample.of;
      const valueBytes = sample.valueBytes / sample.valueCount;
      const isLong = valueBytes >= LONG_BYTES;
      const isNamed = ID_NAME.test(label);
      const isSure = isNamed && isLong;
      const isId = isNamed || kind === "uuid" || kind !== "word" && isLong;
      const score = scoreOf(sample, this.lines, isSure ? REPEATED_MIN_SURE : REPEATED_MIN);
      const least = isSure ? SCORE_MIN_SURE : isId ? SCORE_MIN_OF_ID : SCORE_MIN;
      if (score < least && !(all && score > 0)) continue;
      found.push({ of: sample.of, score, valueBytes });
    }
    return found.sort((a, b) => b.score - a.score || a.of.id - b.of.id);
  }

  #take({ id, kind, start, end }: KeyCandidates, k: number, batch: Batch, line: number, event: number): void {
    let sample = this.#classes.get(id[k]);
    if (sample === undefined) {
      if (this.#classes.size >= CLASSES_MAX && !this.#makeRoom()) return;
      const of: KeyClass = { kind: kind[k], label: labelOf(kind[k], batch, line, start[k], end[k]), id: id[k] };
      sample = {
        of,
        lines: 0,
        ambiguous: 0,
        lastLine: 0,
        lastHash: 0,
        limit: 2 ** 32,
        values: new Map(),
        valueBytes: 0,
        valueCount: 0,
      };
      this.#classes.set(id[k], sample);
    }
    const hash = hashValue(batch.bytes, start[k], end[k]);
    sample.valueBytes += end[k] - start[k];
    sample.valueCount++;
    if (sample.lastLine !== this.lines) sample.lines++;
    else if (sample.lastHash !== hash) sample.ambiguous++;
    sample.lastLine = this.lines;
    sample.lastHash = hash;
    if (hash >= sample.limit) return;
    let value = sample.values.get(hash);
    if (value === undefined) {
      sample.values.set(hash, value = { lines: 0, first: this.lines, last: 0, events: new Set() });
      if (sample.values.size > VALUES_MAX) halve(sample);
    }
    if (value.last !== this.lines) value.lines++;
    value.last = this.lines;
    if (value.events.size < EVENTS_MAX) value.events.add(event);
  }

  #makeRoom(): boolean {
    let rarest: ClassSample | undefined;
    for (const sample of this.#classes.values()) {
      if (rarest === undefined || sample.lines < rarest.lines) rarest = sample;
    }
    if (rarest === undefined || rarest.lines > this.lines * SHARE_OF_RARE) return false;
    return this.#classes.delete(rarest.of.id);
  }

  save(): unknown {
    return {
      lines: this.lines,
      nextLook: this.#nextLook,
      previous: this.#previous,
      classes: [...this.#classes.values()].map(({ values, ...rest }) => ({
        ...rest,
        values: [...values].map(([hash, { lines, first, last, events }]) => [hash, lines, first, last, [...events]]),
      })),
    };
  }

  restore(saved: unknown): void {
    const { lines, nextLook, previous, classes } = saved as SavedFinder;
    this.lines = lines;
    this.#nextLook = nextLook;
    this.#previous = previous;
    for (const { values, ...rest } of classes) {
      const restored = values.map(([hash, count, first, last, events]): [number, Value] => [
        hash,
        { lines: count, first, last, events: new Set(events) },
      ]);
      this.#classes.set(rest.of.id, { ...rest, values: new Map(restored) });
    }
  }
}

interface SavedFinder {
  readonly lines: number;
  readonly nextLook: number;
  readonly previous: number;
  readonly classes: readonly (
    & Omit<ClassSample, "values">
    & { readonly values: readonly [number, number, number, number, number[]][] }
  )[];
}

function halve(sample: ClassSample): void {
  while (sample.values.size > VALUES_MAX) {
    sample.limit /= 2;
    for (const hash of sample.values.keys()) if (hash >= sample.limit) sample.values.delete(hash);
  }
}

/** 0 for a class that does not name sessions; else how well it does, up to 1. */
function scoreOf(
  { values, limit, lines: classLines, ambiguous }: ClassSample,
  lines: number,
  repeatedMin: number,
): number {
  const count = values.size;
  if (count * 2 ** 32 / limit < VALUES_MIN) return 0;
  const sets = new Map<string, number>();
  let several = 0;
  let bornLate = 0;
  let goneEarly = 0;
  let biggest = 0;
  let sampled = 0;
  let linesOfSeveral = 0;
  let eventsOfSeveral = 0;
  for (const { lines: valueLines, first, last, events } of values.values()) {
    sampled += valueLines;
    biggest = Math.max(biggest, valueLines);
    if (first > lines / 2) bornLate++;
    if (last <= lines / 2) goneEarly++;
    if (events.size < 2) continue;
    several++;
    linesOfSeveral += valueLines;
    eventsOfSeveral += events.size;
    const set = [...events].sort((a, b) => a - b).join(" ");
    sets.set(set, (sets.get(set) ?? 0) + 1);
  }
  const coverage = classLines / lines;
  const ambiguity = ambiguous / classLines;
  if (several < SEVERAL_MIN || several < SEVERAL_SHARE_MIN * count || coverage < COVERAGE_MIN) return 0;
  if (bornLate < BORN_LATE_MIN * count || goneEarly < GONE_EARLY_MIN * count) return 0;
  if (biggest >= BIGGEST_SHARE_MAX * sampled || ambiguity >= AMBIGUOUS_MAX) return 0;
  let repeated = 0;
  for (const times of sets.values()) if (times >= REPEATS) repeated += times;
  if (repeated < repeatedMin * several) return 0;
  return coverage * (linesOfSeveral / sampled) * (repeated / several) * (1 - several / eventsOfSeveral) *
    (1 - ambiguity);
}

/** A well mixed 32-bit hash of a value, as a number from 0 on. */
function hashValue(bytes: Uint8Array, from: number, to: number): number {
  let hash = 0x2c1b3c6d;
  for (let i = from; i < to; i++) hash = Math.imul(hash ^ bytes[i], 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
