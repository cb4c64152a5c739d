/**
 * Says that a group of lines is odd: those of one block, request, trace, user or process, which an identifier in them names.
 * Which identifier that is, is found for each source by itself (key_finder.ts), or told by `--group-by`; where there is none,
 * this detector says nothing. Sources whose identifiers are of one class, and too long to be the same by chance, share
 * their sessions: a trace goes through several services.
 */
import type { Batch } from "../../core/batch.ts";
import type { DetectorId } from "../../core/anomaly.ts";
import { hashNameText } from "../../core/hash.ts";
import { decodeText } from "../../core/text.ts";
import type { Detector, EventBatch, Explanation, LineMerge, VerdictSink } from "../detector.ts";
import { EventNumbers } from "./event_numbers.ts";
import { classesNamed, type KeyClass, KeyReader } from "./key_class.ts";
import type { FoundKey } from "./key_finder.ts";
import { RareTexts } from "./rare_texts.ts";
import { RATE_FLAGGED } from "./reason.ts";
import { type Given, type GroupSink, SessionGroup, type SessionLine } from "./session_group.ts";
import { SourceKey } from "./source_key.ts";
import { SourceList } from "./source_list.ts";
import { verdictOf } from "./verdict.ts";

/** Classes of identifiers whose sessions are remembered, in one run. */
const GROUPS_MAX = 4;
/** Mean length of values, in bytes, from which on they are the same thing in every source. */
const SHARED_BYTES = 8;
/** Bytes of a rare line's text that are kept. */
const TEXT_BYTES = 512;
/** Sessions before a line can be rare. */
const SESSIONS_KNOWN = 50;

/** The sessions of one class of identifier. */
export interface NamedGroup {
  readonly of: KeyClass;
  readonly group: SessionGroup;
  readonly isShared: boolean;
}

export class SessionDetector implements Detector {
  readonly id = "session";
  readonly numbers = new EventNumbers();
  readonly sources = new SourceList();
  readonly texts = new RareTexts();
  readonly groups: NamedGroup[] = [];
  readonly #keys: SourceKey[] = [];
  readonly #told: readonly KeyReader[];
  /** Readers of the groups that sources share. */
  #foreign: KeyReader[] = [];
  readonly #line: SessionLine = newLine();
  readonly #sink = new Sink(this);

  constructor(groupBy?: string) {
    this.#told = groupBy === undefined ? [] : classesNamed(groupBy, hashNameText).map((of) => new KeyReader(of));
  }

  observe(events: EventBatch, verdicts: VerdictSink): void {
    const { lines, template, continuation, time, clock, columns, merges, born, bornLine, origin, linesBefore } = events;
    const { numbers, sources } = this;
    const line = this.#line;
    const sink = this.#sink;
    numbers.begin(events);
    const source = sources.numberOf(events.source);
    line.source = source;
    line.stream = sources.streamOf(events.source, origin.identity);
    line.bytes = columns.bytes;
    const key = this.#keys[source] ??= new SourceKey();
    const judged = verdicts.judgedLines?.() ?? NO_LINES;
    sink.verdicts = verdicts;
    sink.here = events.source;
    let nextJudged = 0;
    let nextBorn = 0;
    let nextMerge = 0;
    for (let i = 0; i < lines; i++) {
      while (nextMerge < merges.length && merges[nextMerge].line <= i) this.#merge(merges[nextMerge++]);
      while (nextBorn < born && bornLine[nextBorn] <= i) numbers.bornAt(template[bornLine[nextBorn++]]);
      while (nextJudged < judged.length && judged[nextJudged] < i) nextJudged++;
      if (continuation[i] !== 0) continue;
      const event = numbers.numberOf(template[i]);
      if (event < 0) continue;
      const now = clock[i];
      const isTimed = now === now;
      line.linesBefore = linesBefore + i;
      line.clock = sources.now[source] = isTimed ? now : line.linesBefore;
      line.time = time[i] === time[i] ? time[i] : line.clock;
      if (isTimed) sources.isTimed[source] = 1;
      line.event = event;
      line.number = origin.line + i;
      line.offset = origin.offset + columns.start[i];
      sink.line = numbers.line = i;
      const { reader, group } = key;
      if (reader === undefined || group === undefined) {
        this.#search(key, columns, i);
        continue;
      }
      if (!reader.read(columns, i)) continue;
      line.start = reader.start;
      line.end = reader.end;
      hashValue(line, key.salt);
      if (isRare(group, event)) this.texts.add(line.linesBefore, lineText(columns, i));
      const slot = group.add(line, sink);
      if (judged[nextJudged] === i) this.#noteLine(group, slot, i, verdicts);
    }
    numbers.end();
  }

  finish(verdicts: VerdictSink): void {
    this.#sink.verdicts = verdicts;
    this.#sink.here = "";
    this.#sink.line = 0;
    for (const { group } of this.groups) group.finish(this.#sink);
  }

  explain(): Explanation {
    return { reason: "the line belongs to an odd session", evidence: {} };
  }

  #search(key: SourceKey, columns: Batch, index: number): void {
    const line = this.#line;
    for (const reader of this.#told) {
      if (!reader.read(columns, index)) continue;
      this.#take(key, { of: reader.of, score: 1, valueBytes: reader.end - reader.start });
      line.start = reader.start;
      line.end = reader.end;
      line.bytes = columns.bytes;
      hashValue(line, key.salt);
      key.group?.add(line, this.#sink);
      return;
    }
    if (this.#told.length > 0) return;
    for (const reader of this.#foreign) {
      if (!reader.read(columns, index)) continue;
      line.start = reader.start;
      line.end = reader.end;
      hashValue(line, 0);
      const { group, of } = this.groups.find(({ of }) => of.id === reader.of.id) as NamedGroup;
      if (!key.meetForeign(of.id, group.table.find(line.hash1, line.hash2) >= 0)) continue;
      key.search(line, columns, index);
      return this.#take(key, { of, score: 1, valueBytes: SHARED_BYTES });
    }
    const found = key.search(line, columns, index);
    if (found !== undefined) this.#take(key, found);
  }

  /** A source's identifier is known: its lines so far are counted. */
  #take(key: SourceKey, { of, valueBytes }: FoundKey): void {
    let named = this.groups.find((each) => each.of.id === of.id);
    if (named === undefined) {
      if (this.groups.length >= GROUPS_MAX) return;
      named = { of, group: new SessionGroup(this.numbers, this.sources), isShared: valueBytes >= SHARED_BYTES };
      this.groups.push(named);
      this.#foreign = this.groups.filter(({ isShared }) => isShared).map((each) => new KeyReader(each.of));
    }
    const line = this.#line;
    const { bytes } = line;
    const { group } = named;
    const salt = named.isShared ? 0 : line.source + 1;
    const at = { ...line };
    key.take(new KeyReader(of), group, salt, line, () => {
      line.event = this.numbers.canonical[line.event];
      hashValue(line, salt);
      group.add(line, this.#sink);
    });
    Object.assign(line, at, { bytes });
  }

  #merge({ from, into }: LineMerge): void {
    const numbers = this.numbers.merge(from, into);
    if (numbers !== undefined) { for (const { group } of this.groups) group.merge(...numbers); }
  }

  /** A detector before this one has scored a line of the session: its verdict counts for the whole. */
  #noteLine(group: SessionGroup, slot: number, index: number, verdicts: VerdictSink): void {
    const score = verdicts.scoreAt?.(index) ?? 0;
    const { table } = group;
    if (score <= table.lineScore[slot]) return;
    table.lineScore[slot] = score;
    table.lineDetector[slot] = this.#sink.detectorNumber(verdicts.detectorAt?.(index));
    if (verdicts.wantsSessions) verdicts.noteSessionLine?.(index, table.nameOf(slot));
  }
}

/** Passes on what a group finds. */
class Sink implements GroupSink {
  verdicts: VerdictSink = { give() {} };
  line = 0;
  /** The source of the batch; "" for none. */
  here = "";
  readonly detectors: DetectorId[] = [];
  readonly #detector: SessionDetector;

  constructor(detector: SessionDetector) {
    this.#detector = detector;
  }

  give(group: SessionGroup, given: Given): void {
    this.verdicts.giveSession?.(this.line, verdictOf(this.#detector, group, given, this.here));
  }

  detectorNumber(id: DetectorId | undefined): number {
    if (id === undefined) return 0;
    const at = this.detectors.indexOf(id);
    return at >= 0 ? at : this.detectors.push(id) - 1;
  }
}

const NO_LINES = new Int32Array(0);

/** Few of the sessions have this event. */
function isRare({ model }: SessionGroup, event: number): boolean {
  const { total, weight, rowOf, withEvent } = model;
  if (total < SESSIONS_KNOWN * weight) return false;
  const row = rowOf[event];
  return row < 0 || withEvent[row] < RATE_FLAGGED * total;
}

function lineText({ bytes, start, end }: Batch, line: number): string {
  return decodeText(bytes, start[line], Math.min(end[line], start[line] + TEXT_BYTES));
}

/** The session's hash, 64 bits in two words. */
function hashValue(line: SessionLine, salt: number): void {
  const { bytes, start, end } = line;
  let a = 0x811c9dc5 ^ salt;
  let b = 0x2c1b3c6d + salt;
  for (let i = start; i < end; i++) {
    const byte = bytes[i];
    a = Math.imul(a ^ byte, 0x01000193);
    b = Math.imul(b ^ byte, 0x85ebca6b) ^ (b >>> 15);
  }
  a = Math.imul(a ^ (a >>> 15), 0x2c1b3c6d);
  line.hash1 = a ^ (a >>> 13);
  line.hash2 = b ^ (b >>> 16);
}

function newLine(): SessionLine {
  return {
    hash1: 0,
    hash2: 0,
    bytes: new Uint8Array(0),
    start: 0,
    end: 0,
    event: 0,
    time: 0,
    clock: 0,
    linesBefore: 0,
    source: 0,
    stream: 0,
    number: 0,
    offset: 0,
  };
}
