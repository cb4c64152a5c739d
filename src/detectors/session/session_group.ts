/**
 * The sessions that one class of identifier names, over all sources that have it: remembers them, learns what is normal
 * from each that has gone quiet, and judges it some sessions later, so that something new that is about to become common is known
 * to be by then. A session that may still be repaired, or that goes on, is looked at again, each time after twice as long.
 */
import { DueQueue, TRIES_MAX } from "./due_queue.ts";
import type { EventNumbers } from "./event_numbers.ts";
import type { GroupSink } from "./group_sink.ts";
import { type Kept, KeptReasons } from "./kept_reasons.ts";
import { type Learning, learnSession } from "./learn_session.ts";
import { Pace } from "./pace.ts";
import * as reasons from "./reason.ts";
import { restoreModel, restoreTable, type SavedGroup, saveModel, saveTable } from "./saved_group.ts";
import * as sessionEvents from "./session_events.ts";
import { SessionJudge } from "./session_judge.ts";
import type { SessionLine, SourceClocks } from "./session_line.ts";
import { SessionModel } from "./session_model.ts";
import * as sessionTable from "./session_table.ts";
import * as layout from "./table_layout.ts";
import { VolumeGuard } from "./volume_guard.ts";

// V8 looks an import up at every use, and folds only what is of this file
const { EVENTS_MAX, SessionEvents } = sessionEvents;
const { LIST_MAX, SessionTable } = sessionTable;
const { kindOf, MISSING, otherOf, RATE_FLAGGED, rowOf, scoreOfRate } = reasons;
const { ENTRY_WORDS, EVENT, ENTRY_NEXT, COUNT } = layout.ENTRY_FIELDS;
const { WORDS, DOUBLES, FIRST_ENTRY, LINES, STATE, SOURCE, LAST, LAST_LINE, BIRTH, WEIGHT } = layout.SESSION_FIELDS;
const { resting: RESTING, judged: JUDGED, queued: QUEUED, flagged: FLAGGED } = layout.STATE_BITS;

/** Lines after which a session has gone quiet, in logs without times and in sources that have ended. */
const QUIET_LINES = 2000;
/** Event time after which it is looked whether time alone has made a session due. */
const CHECK_MS = 10_000;
/** Only reasons with a rate below this are remembered as a session's main one. */
const RATE_NOTED = .2;

export class SessionGroup {
  readonly table = new SessionTable();
  readonly model = new SessionModel();
  readonly guard: VolumeGuard;
  readonly judge = new SessionJudge(this.model);
  readonly events = new SessionEvents();
  readonly #queue = new DueQueue();
  readonly #birthOf = (slot: number) => this.table.birthOf(slot);
  readonly #numbers: EventNumbers;
  readonly #clocks: SourceClocks;
  readonly #learning: Learning;
  readonly #kept = new KeptReasons();
  readonly #pace = new Pace();
  #nextCheck = 0;
  /** Sessions forgotten for lack of room for their events. */
  crowdedOut = 0;

  constructor(numbers: EventNumbers, clocks: SourceClocks, rateFlagged?: number) {
    this.guard = new VolumeGuard(rateFlagged);
    this.#numbers = numbers;
    this.#clocks = clocks;
    this.#learning = { table: this.table, model: this.model, events: this.events, numbers, clocks };
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
      this.#pace.note(line.clock - table.doubles[slot * DOUBLES + LAST]);
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

  #addEvent(slot: number, line: SessionLine, sink: GroupSink): void {
    const { table } = this;
    const canonical = this.#numbers.canonical;
    const { event } = line;
    const { entryWords } = table;
    let last = -1;
    let count = 0;
    let entry = table.words[slot * WORDS + FIRST_ENTRY];
    while (entry >= 0) {
      if (canonical[entryWords[entry * ENTRY_WORDS + EVENT]] === event) {
        entryWords[entry * ENTRY_WORDS + COUNT]++;
        return;
      }
      last = entry;
      count++;
      entry = entryWords[entry * ENTRY_WORDS + ENTRY_NEXT];
    }
    if (count >= EVENTS_MAX || !this.#hasRoom(slot, sink)) return;
    entry = table.addEntry(slot, last, event, line.time, line.linesBefore);
    table.entryOffset[entry] = line.offset;
    table.entryNumber[entry] = line.number;
    table.entryStream[entry] = line.stream;
    sink.first(line);
  }

  /** Whether there is room for an event, for which the sessions that were silent for longest are forgotten. */
  #hasRoom(but: number, sink: GroupSink): boolean {
    while (this.table.isOutOfEntries()) {
      let oldest = this.table.oldest(1);
      if (oldest < 0) {
        oldest = this.table.oldest(0);
        if (oldest === but || oldest < 0) return false;
        this.#goQuiet(oldest);
      }
      this.crowdedOut++;
      this.#end(oldest, sink);
    }
    return true;
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
    const { now, isTimed, lastLine } = this.#clocks;
    const source = words[slot * WORDS + SOURCE];
    if (isTimed[source] !== 0 && now[source] - doubles[slot * DOUBLES + LAST] >= this.#pace.quietMs) return true;
    const lines = linesBefore - doubles[slot * DOUBLES + LAST_LINE];
    if (lines < QUIET_LINES) return false;
    // in a source that has ended, or has no times, lines stand for time
    return isTimed[source] === 0 || linesBefore - lastLine[source] >= QUIET_LINES;
  }

  #judgeDue(clock: number, sink: GroupSink): void {
    const { table } = this;
    for (;;) {
      const slot = this.#queue.take(this.model.quiet, clock, this.#birthOf);
      if (slot < 0) return;
      table.words[slot * WORDS + STATE] &= ~QUEUED;
      if (!this.#judge(slot, sink) || (table.words[slot * WORDS + STATE] & RESTING) === 0) continue;
      const tries = Math.min(TRIES_MAX + 1, table.tries[slot] + 1);
      // a wait that grows no more begins anew: a clock may be years ahead of the session's last line
      this.#enqueue(slot, tries, tries > TRIES_MAX ? clock : table.doubles[slot * DOUBLES + LAST]);
    }
  }

  /** Learns what is new in a session, and queues it to be judged. */
  #goQuiet(slot: number): void {
    const { table, model } = this;
    table.rest(slot);
    const factor = model.advance();
    if (factor !== 1) this.#scale(factor);
    learnSession(slot, this.#learning);
    this.#enqueue(slot, 0, table.doubles[slot * DOUBLES + LAST]);
  }

  #enqueue(slot: number, tries: number, since: number): void {
    const { words, doubles, tries: column } = this.table;
    if ((words[slot * WORDS + STATE] & QUEUED) !== 0) return;
    words[slot * WORDS + STATE] |= QUEUED;
    column[slot] = tries;
    this.#queue.add(slot, doubles[slot * DOUBLES + BIRTH], tries, this.model.quiet, since);
  }

  /** Whether it should be looked at again: it goes on, or something may be missing later. */
  #judge(slot: number, sink: GroupSink): boolean {
    const { table, model, guard, judge, events } = this;
    const { words } = table;
    events.read(slot, table, this.#numbers, model);
    const source = words[slot * WORDS + SOURCE];
    judge.weigh(events, this.#clocks.now[source], this.#clocks.since[source]);
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
    if (lasting.rate < guard.rateFlagged) {
      if (judge.isTooEarly()) isHeld = true;
      else if (guard.allows(kindOf(lasting.reason), lasting.rate, model)) {
        this.#flag(slot, lasting, true, sink);
      }
    }
    if (guard.allows(kindOf(passing.reason), passing.rate, model)) this.#flag(slot, passing, false, sink);
    return isHeld || judge.mayMiss;
  }

  #flag(slot: number, { reason, rate }: Kept, isLasting: boolean, sink: GroupSink): void {
    this.table.words[slot * WORDS + STATE] |= FLAGGED;
    if (!this.#kept.keep(slot, { reason, rate }, isLasting)) return;
    let k = this.events.indexOf(rowOf(reason));
    // of what did not come, the line to look at is that after which it was due
    if (k >= 0 && kindOf(reason) === MISSING) {
      k = this.events.latestWithin(k, this.model.usualMs(rowOf(reason), otherOf(reason)));
    }
    if (k >= 0) sink.give(this, { slot, reason, rate, score: scoreOfRate(rate, true), entry: this.events.entries[k] });
  }

  /** A session is forgotten: its whole verdict is known. */
  #end(slot: number, sink: GroupSink): void {
    const { table } = this;
    if ((table.words[slot * WORDS + STATE] & JUDGED) === 0) this.#judge(slot, sink);
    if (sink.verdicts.wantsSessions) this.#tellEnd(slot, sink);
    if ((table.words[slot * WORDS + STATE] & FLAGGED) !== 0) this.#kept.forget(slot);
    table.free(slot);
  }

  #tellEnd(slot: number, sink: GroupSink): void {
    const { table } = this;
    if (this.#kept.isDoubtful(slot)) this.events.read(slot, table, this.#numbers, this.model);
    const rate = this.#kept.finalRate(slot, this.events);
    const own = rate < RATE_FLAGGED ? scoreOfRate(rate, true) : scoreOfRate(table.lowestRate[slot], false);
    const ofLines = table.lineScore[slot];
    const score = Math.max(own, ofLines);
    sink.verdicts.endSession?.(sink.line, {
      session: table.nameOf(slot),
      score,
      ...(score > 0 && { detector: own >= ofLines ? "session" : sink.detectors[table.lineDetector[slot]] }),
    });
  }

  /** The input is over: all go quiet, all are judged, all end, in the order in which they began. */
  finish(sink: GroupSink): void {
    const { table } = this;
    for (let slot = table.oldest(0); slot >= 0; slot = table.oldest(0)) this.#goQuiet(slot);
    const all = [...table.list(1)].sort((a, b) => table.birthOf(a) - table.birthOf(b));
    for (const slot of all) this.#judge(slot, sink);
    for (const slot of all) this.#end(slot, sink);
  }

  /** Two events turned out to be one. */
  merge(from: number, into: number): void {
    this.model.merge(from, into);
  }

  save(): SavedGroup {
    return {
      table: saveTable(this.table),
      model: saveModel(this.model),
      guard: this.guard.save(),
      judge: this.judge.save(),
      queue: this.#queue.save(),
      kept: this.#kept.save(this.#birthOf),
      pace: this.#pace.save(),
      nextCheck: this.#nextCheck,
      crowdedOut: this.crowdedOut,
    };
  }

  restore({ table, model, guard, judge, queue, kept, pace, nextCheck, crowdedOut }: SavedGroup): void {
    restoreTable(this.table, table);
    restoreModel(this.model, model);
    this.guard.restore(guard);
    this.judge.restore(judge);
    const slots = new Map<number, number>();
    for (const list of [0, 1] as const) {
      for (const slot of this.table.list(list)) slots.set(this.table.birthOf(slot), slot);
    }
    this.#queue.restore(queue, (birth) => slots.get(birth));
    this.#kept.restore(kept, (birth) => slots.get(birth));
    this.#pace.restore(pace);
    this.#nextCheck = nextCheck;
    this.crowdedOut = crowdedOut;
  }

  #scale(factor: number): void {
    this.guard.scale(factor);
    const { doubles } = this.table;
    for (let at = WEIGHT; at < doubles.length; at += DOUBLES) doubles[at] *= factor;
  }
}
