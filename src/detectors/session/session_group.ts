/**
 * The sessions that one class of identifier names, over all sources that have it: remembers them, learns what is normal
 * from each that has gone quiet, and judges it some sessions later, so that something new that is about to become common is known
 * to be by then. A session that may still be repaired, or that goes on, is looked at again, each time after twice as long.
 */
import type { DetectorId } from "../../core/anomaly.ts";
import type { VerdictSink } from "../detector.ts";
import { DueQueue } from "./due_queue.ts";
import type { EventNumbers } from "./event_numbers.ts";
import { EVENTS_MAX, SessionEvents } from "./session_events.ts";
import { SessionJudge } from "./session_judge.ts";
import * as modelColumns from "./session_model.ts";
import { SessionModel } from "./session_model.ts";
import * as table from "./session_table.ts";
import { SessionTable } from "./session_table.ts";
import * as reasons from "./reason.ts";
import { VolumeGuard } from "./volume_guard.ts";

const { LEVELS, DELAY_STEPS } = modelColumns;
const { kindOf, otherOf, RATE_FLAGGED, rowOf, scoreOfRate, SLOW } = reasons;
const { LIST_MAX, STATE_BITS } = table;
const { ENTRY_WORDS, EVENT, ENTRY_NEXT, COUNT, SEEN } = table.ENTRY_FIELDS;
const { WORDS, DOUBLES, FIRST_ENTRY, LINES, STATE, SOURCE, LAST, LAST_LINE, BIRTH, WEIGHT } = table.SESSION_FIELDS;
const { resting: RESTING, counted: COUNTED, judged: JUDGED, queued: QUEUED, flagged: FLAGGED } = STATE_BITS;

/** Event time without a line after which a session has gone quiet: so many times what its lines lie apart, within bounds. */
const QUIET_GAPS = 16;
const QUIET_MS_MIN = 5000;
const QUIET_MS_MAX = 600_000;
/** The longest usual gap follows what it sees, as the model's delays do. */
const GAP_UP = .495;
const GAP_DOWN = .005;
const GAP_FIRST = 20;
/** The same in lines, for logs without times and for sources that have ended. */
const QUIET_LINES = 50_000;
const QUIET_LINES_WITHOUT_TIME = 2000;
/** Event time after which it is looked whether time alone has made a session due. */
const CHECK_MS = 10_000;
/** Only reasons with a rate below this are remembered as a session's main one. */
const RATE_NOTED = .2;

/** A line of a session: what the group is told of it. Reused from line to line. */
export interface SessionLine {
  /** The name's hash, and where it stands. */
  hash1: number;
  hash2: number;
  bytes: Uint8Array;
  start: number;
  end: number;
  event: number;
  /** Event time and the source's clock, ms; in a source without times the number of lines stands for both. */
  time: number;
  clock: number;
  /** Lines of all sources before it. */
  linesBefore: number;
  /** Number of its source's clock, of its stream, its line number and offset there. */
  source: number;
  stream: number;
  number: number;
  offset: number;
}

/** The clocks of all sources, by their numbers. */
export interface SourceClocks {
  /** Latest event time, ms; lines, where the source has no times. */
  readonly now: Float64Array;
  readonly isTimed: Uint8Array;
}

/** What a verdict is told about. */
export interface Given {
  readonly slot: number;
  readonly reason: number;
  readonly rate: number;
  readonly score: number;
  /** The entry of the event that the reason is about. */
  readonly entry: number;
}

/** Takes what a group finds. */
export interface GroupSink {
  readonly verdicts: VerdictSink;
  /** Line of the batch at which things are said. */
  readonly line: number;
  /** The detectors whose scores of lines were noted. */
  readonly detectors: readonly DetectorId[];
  give(group: SessionGroup, given: Given): void;
}

export class SessionGroup {
  readonly table = new SessionTable();
  readonly model = new SessionModel();
  readonly guard = new VolumeGuard();
  readonly judge = new SessionJudge(this.model);
  readonly events = new SessionEvents();
  readonly #queue = new DueQueue();
  readonly #birthOf = (slot: number) => this.table.birthOf(slot);
  readonly #numbers: EventNumbers;
  readonly #clocks: SourceClocks;
  /** Reasons of sessions that were flagged, by slot: the one that lasts, and the one of what is missing. */
  readonly #lasting = new Map<number, { reason: number; rate: number }>();
  readonly #passing = new Map<number, { reason: number; rate: number }>();
  #nextCheck = -Infinity;
  #gap = GAP_FIRST;
  #gaps = 0;
  #quietMs = QUIET_MS_MAX;
  /** Sessions forgotten for lack of room for their events. */
  crowdedOut = 0;

  constructor(numbers: EventNumbers, clocks: SourceClocks) {
    this.#numbers = numbers;
    this.#clocks = clocks;
  }

  /** Takes a line; returns its session's slot. */
  add(line: SessionLine, sink: GroupSink): number {
    const { table } = this;
    let slot = table.find(line.hash1, line.hash2);
    if (slot < 0) {
      if (table.active >= LIST_MAX) this.#goQuiet(table.oldest(0));
      while (table.resting > LIST_MAX - 1) this.#end(table.oldest(1), sink);
      slot = table.make(line.hash1, line.hash2, line.bytes, line.start, line.end);
    } else {
      table.touch(slot);
      this.#noteGap(line.clock - table.doubles[slot * DOUBLES + LAST]);
    }
    const { words, doubles } = table;
    const at = slot * WORDS;
    words[at + LINES]++;
    words[at + SOURCE] = line.source;
    doubles[slot * DOUBLES + LAST] = line.clock;
    doubles[slot * DOUBLES + LAST_LINE] = line.linesBefore;
    this.#addEvent(slot, line, sink);
    this.#settle(line, sink);
    return slot;
  }

  /** Learns how far lines of a session lie apart: nearly never more than 2^gap ms. */
  #noteGap(ms: number): void {
    const length = 32 - Math.clz32(ms);
    this.#gap += length > this.#gap ? GAP_UP : -GAP_DOWN;
    if ((++this.#gaps & 63) !== 0) return;
    this.#quietMs = Math.min(QUIET_MS_MAX, Math.max(QUIET_MS_MIN, QUIET_GAPS * 2 ** this.#gap));
  }

  #addEvent(slot: number, line: SessionLine, sink: GroupSink): void {
    const { table } = this;
    const canonical = this.#numbers.canonical;
    const { event } = line;
    let last = -1;
    let count = 0;
    let entry = table.words[slot * WORDS + FIRST_ENTRY];
    const { entryWords } = table;
    while (entry >= 0) {
      if (canonical[entryWords[entry * ENTRY_WORDS + EVENT]] === event) {
        entryWords[entry * ENTRY_WORDS + COUNT]++;
        return;
      }
      last = entry;
      count++;
      entry = entryWords[entry * ENTRY_WORDS + ENTRY_NEXT];
    }
    if (count >= EVENTS_MAX) return;
    if (table.isOutOfEntries()) this.#makeRoom(slot, sink);
    if (table.isOutOfEntries()) return;
    entry = table.addEntry(slot, last, event, line.time, line.linesBefore);
    table.entryOffset[entry] = line.offset;
    table.entryNumber[entry] = line.number;
    table.entryStream[entry] = line.stream;
  }

  /** Forgets the sessions that were silent for longest until there is room for an event. */
  #makeRoom(but: number, sink: GroupSink): void {
    while (this.table.isOutOfEntries()) {
      let oldest = this.table.oldest(1);
      if (oldest < 0) {
        oldest = this.table.oldest(0);
        if (oldest === but || oldest < 0) return;
        this.#goQuiet(oldest);
      }
      this.crowdedOut++;
      this.#end(oldest, sink);
    }
  }

  /** What has gone quiet is learnt, what is due is judged. */
  #settle(line: SessionLine, sink: GroupSink): void {
    const { table } = this;
    const before = this.model.quiet;
    for (let slot = table.oldest(0); slot >= 0 && this.#isQuiet(slot, line.linesBefore); slot = table.oldest(0)) {
      this.#goQuiet(slot);
    }
    if (this.model.quiet === before && line.clock < this.#nextCheck) return;
    this.#nextCheck = line.clock + CHECK_MS;
    this.#judgeDue(line.clock, sink);
  }

  #isQuiet(slot: number, linesBefore: number): boolean {
    const { words, doubles } = this.table;
    const source = words[slot * WORDS + SOURCE];
    const lines = linesBefore - doubles[slot * DOUBLES + LAST_LINE];
    if (this.#clocks.isTimed[source] === 0) return lines >= QUIET_LINES_WITHOUT_TIME;
    return this.#clocks.now[source] - doubles[slot * DOUBLES + LAST] >= this.#quietMs || lines >= QUIET_LINES;
  }

  #judgeDue(clock: number, sink: GroupSink): void {
    const { table } = this;
    for (;;) {
      const slot = this.#queue.take(this.model.quiet, clock, this.#birthOf);
      if (slot < 0) return;
      table.words[slot * WORDS + STATE] &= ~QUEUED;
      this.#judge(slot, sink, false);
    }
  }

  /** Learns what is new in a session, and queues it to be judged. */
  #goQuiet(slot: number): void {
    const { table, model, events } = this;
    table.rest(slot);
    const factor = model.advance();
    if (factor !== 1) this.#scale(factor);
    const { words, doubles, entryWords } = table;
    if ((words[slot * WORDS + STATE] & COUNTED) === 0) {
      words[slot * WORDS + STATE] |= COUNTED;
      doubles[slot * DOUBLES + WEIGHT] = model.weight;
      model.total += model.weight;
    }
    const weight = doubles[slot * DOUBLES + WEIGHT];
    const canonical = this.#numbers.canonical;
    for (
      let entry = words[slot * WORDS + FIRST_ENTRY];
      entry >= 0;
      entry = entryWords[entry * ENTRY_WORDS + ENTRY_NEXT]
    ) model.rowFor(canonical[entryWords[entry * ENTRY_WORDS + EVENT]]);
    events.read(slot, table, this.#numbers, model);
    const { rows, levels, times, entries, steps, count } = events;
    for (let k = 0; k < count; k++) {
      const row = rows[k];
      const seen = entryWords[entries[k] * ENTRY_WORDS + SEEN];
      if (seen === 0) {
        model.withEvent[row] += weight;
        model.sinceStart[row * DELAY_STEPS + Math.min(DELAY_STEPS - 1, steps[k])] += weight;
        for (let other = 0; other < count; other++) {
          // what was known before, and what was new in this same go but is earlier
          if (other === k || other > k && entryWords[entries[other] * ENTRY_WORDS + SEEN] === 0) continue;
          if (other < k) model.addPair(rows[other], row, times[k] - times[other], weight);
          else model.addPair(row, rows[other], times[other] - times[k], weight);
        }
      }
      for (let level = seen + 1; level <= levels[k]; level++) model.withCount[row * (LEVELS + 1) + level] += weight;
      if (seen < levels[k]) entryWords[entries[k] * ENTRY_WORDS + SEEN] = levels[k];
    }
    this.#enqueue(slot, 0);
  }

  #enqueue(slot: number, tries: number): void {
    const { words, doubles, tries: column } = this.table;
    if ((words[slot * WORDS + STATE] & QUEUED) !== 0) return;
    words[slot * WORDS + STATE] |= QUEUED;
    column[slot] = tries;
    this.#queue.add(slot, doubles[slot * DOUBLES + BIRTH], tries, this.model.quiet, doubles[slot * DOUBLES + LAST]);
  }

  #judge(slot: number, sink: GroupSink, isLast: boolean): void {
    const { table, model, guard, judge, events } = this;
    const { words } = table;
    events.read(slot, table, this.#numbers, model);
    judge.weigh(events, this.#clocks.now[words[slot * WORDS + SOURCE]]);
    if ((words[slot * WORDS + STATE] & JUDGED) === 0) {
      words[slot * WORDS + STATE] |= JUDGED;
      guard.addSession(model.weight);
    }
    const { lasting, passing } = judge;
    const best = lasting.rate <= passing.rate ? lasting : passing;
    if (best.rate < RATE_NOTED && best.rate < table.mainRate[slot] * .9) {
      guard.addReason(best.reason, table.mainReason[slot], model.weight);
      table.mainReason[slot] = best.reason;
      table.mainRate[slot] = best.rate;
    }
    if (best.rate < table.lowestRate[slot]) table.lowestRate[slot] = best.rate;
    let isHeld = false;
    if (lasting.rate < RATE_FLAGGED) {
      if (judge.isTooEarly()) isHeld = true;
      else if (guard.allows(kindOf(lasting.reason), lasting.rate, model)) {
        this.#flag(this.#lasting, slot, lasting, sink);
      }
    }
    if (passing.rate < RATE_FLAGGED && guard.allows(kindOf(passing.reason), passing.rate, model)) {
      this.#flag(this.#passing, slot, passing, sink);
    }
    if (!isLast && (isHeld || judge.mayMiss) && (words[slot * WORDS + STATE] & RESTING) !== 0) {
      this.#enqueue(slot, table.tries[slot] + 1);
    }
  }

  #flag(
    kept: Map<number, { reason: number; rate: number }>,
    slot: number,
    { reason, rate }: { reason: number; rate: number },
    sink: GroupSink,
  ): void {
    const before = kept.get(slot);
    if (before !== undefined && before.rate <= rate) return;
    kept.set(slot, { reason, rate });
    this.table.words[slot * WORDS + STATE] |= FLAGGED;
    if (before !== undefined && before.reason === reason) return;
    const k = this.events.indexOf(rowOf(reason));
    if (k < 0) return;
    sink.give(this, { slot, reason, rate, score: scoreOfRate(rate, true), entry: this.events.entries[k] });
  }

  /** A session is forgotten: its whole verdict is known. */
  #end(slot: number, sink: GroupSink): void {
    const { table } = this;
    if ((table.words[slot * WORDS + STATE] & JUDGED) === 0) this.#judge(slot, sink, true);
    if (sink.verdicts.wantsSessions) this.#tellEnd(slot, sink);
    if ((table.words[slot * WORDS + STATE] & FLAGGED) !== 0) {
      this.#lasting.delete(slot);
      this.#passing.delete(slot);
    }
    table.free(slot);
  }

  #tellEnd(slot: number, sink: GroupSink): void {
    const { table } = this;
    const rate = this.#finalRate(slot);
    const own = rate < RATE_FLAGGED ? scoreOfRate(rate, true) : scoreOfRate(table.lowestRate[slot], false);
    const ofLines = table.lineScore[slot];
    const score = Math.max(own, ofLines);
    sink.verdicts.endSession?.(sink.line, {
      session: table.nameOf(slot),
      score,
      ...(score > 0 && { detector: own >= ofLines ? "session" : sink.detectors[table.lineDetector[slot]] }),
    });
  }

  /** The rate for which a session stays flagged: what was missing may have come, a last event may have been followed. */
  #finalRate(slot: number): number {
    const lasting = this.#lasting.get(slot)?.rate ?? 1;
    const passing = this.#passing.get(slot);
    if (passing === undefined || passing.rate >= lasting) return lasting;
    const { events, model } = this;
    events.read(slot, this.table, this.#numbers, model);
    const isSlow = kindOf(passing.reason) === SLOW;
    if (isSlow ? !events.isLate(rowOf(passing.reason)) : events.has(otherOf(passing.reason))) return lasting;
    return passing.rate;
  }

  /** The input is over: all go quiet, all are judged, all end, in the order in which they began. */
  finish(sink: GroupSink): void {
    const { table } = this;
    for (let slot = table.oldest(0); slot >= 0; slot = table.oldest(0)) this.#goQuiet(slot);
    const all = [...table.list(1)].sort((a, b) => table.birthOf(a) - table.birthOf(b));
    for (const slot of all) this.#judge(slot, sink, true);
    for (const slot of all) this.#end(slot, sink);
  }

  /** Two events turned out to be one. */
  merge(from: number, into: number): void {
    this.model.merge(from, into);
  }

  #scale(factor: number): void {
    this.guard.scale(factor);
    const { doubles } = this.table;
    for (let at = WEIGHT; at < doubles.length; at += DOUBLES) doubles[at] *= factor;
  }
}
