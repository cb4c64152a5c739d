/**
 * Says that a group of lines is odd: those of one block, request, trace, user or process, which an identifier in them
 * names. Which identifier that is, is found for each source by itself (key_finder.ts), or told by `--group-by`; where
 * there is none, this detector says nothing. Sources whose identifiers are of one class, and too long to be the same by
 * chance, share their sessions: a trace goes through several services.
 */
import { UNREDACTED } from "../../core/text/redact.ts";
import type { Batch } from "../../core/lines/batch.ts";
import type { DetectorId } from "../../core/anomaly.ts";
import type { Detector, DetectorSettings, EventBatch, Explanation, LineMerge, VerdictSink } from "../detector.ts";
import { EventNumbers, type SavedEventNumbers } from "./event_numbers.ts";
import { type KeyClass, KeyReader } from "./key_class.ts";
import type { FoundKey } from "./key_finder.ts";
import { KeySearches } from "./key_searches.ts";
import { KnownKeys, type NamedGroup, SHARED_BYTES } from "./known_keys.ts";
import { KeptLines, type SavedLines } from "./kept_lines.ts";
import { RATE_FLAGGED, rateOfScore } from "./reason.ts";
import type { SavedGroup } from "./saved_group.ts";
import { SessionGroup } from "./session_group.ts";
import { hashValue, newLine, type SessionLine } from "./session_line.ts";
import { type SavedSourceKey, SourceKey } from "./source_key.ts";
import { type SavedSources, SourceList } from "./source_list.ts";
import { SessionSink } from "./session_sink.ts";

/** Classes of identifiers whose sessions are remembered, in one run. */
const GROUPS_MAX = 4;
/**
 * Bytes of lines that are kept: of rare ones, and of the first of each event in a session where they cannot
 * be read again.
 */
const RARE_BYTES_MAX = 1 << 19;
const FIRST_BYTES_MAX = 1 << 21;
/** Sessions before a line can be rare. */
const SESSIONS_KNOWN = 50;
/**
 * What these say of a line is about its source: the rate of its lines, and their order, in which sessions are mixed. A
 * session is not odd for what others did at the same time.
 */
const OF_SOURCES: readonly (DetectorId | undefined)[] = ["spike", "flatline", "sequence"];

/** Raised when what is saved changes its meaning; another version is not taken up. */
const SAVED_VERSION = 6;

export class SessionDetector implements Detector {
  readonly id = "session";
  readonly numbers = new EventNumbers();
  readonly sources = new SourceList();
  readonly rareLines = new KeptLines(RARE_BYTES_MAX);
  readonly firstLines = new KeptLines(FIRST_BYTES_MAX);
  readonly groups: NamedGroup[] = [];
  #searches = new KeySearches();
  readonly #keys: SourceKey[] = [];
  readonly #known: KnownKeys;
  readonly #rateFlagged: number;
  readonly #line: SessionLine = newLine();
  readonly #sink = new SessionSink(this);

  constructor({ groupBy, flagsFrom }: Pick<DetectorSettings, "groupBy" | "flagsFrom"> = {}) {
    this.#rateFlagged = rateOfScore(flagsFrom?.(this.id) ?? .9);
    this.#known = new KnownKeys(groupBy);
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
    if (sources.isNew) {
      this.#keys[source] = new SourceKey(this.#searches);
      sources.since[source] = Infinity;
    }
    let key = this.#keys[source];
    const judged = verdicts.judgedLines?.() ?? Int32Array.of();
    sink.begin(verdicts, events);
    let nextJudged = 0;
    let nextBorn = 0;
    let nextMerge = 0;
    for (let i = 0; i < lines; i++) {
      while (nextMerge < merges.length && merges[nextMerge].line <= i) this.#merge(merges[nextMerge++]);
      while (nextBorn < born && bornLine[nextBorn] <= i) numbers.bornAt(template[bornLine[nextBorn++]]);
      while (nextJudged < judged.length && judged[nextJudged] < i) nextJudged++;
      if (continuation[i] !== 0) continue;
      if (numbers.isFull && !(numbers.of[template[i]] >= 0)) {
        this.#startOver();
        key = this.#keys[source];
      }
      const now = clock[i];
      const isTimed = now === now;
      line.linesBefore = linesBefore + i;
      line.clock = sources.now[source] = isTimed ? now : line.linesBefore;
      line.time = time[i] === time[i] ? time[i] : line.clock;
      if (line.time < sources.since[source]) sources.since[source] = line.time;
      if (isTimed) sources.isTimed[source] = 1;
      sources.lastLine[source] = line.linesBefore;
      line.number = origin.line + i;
      line.offset = origin.offset + columns.start[i];
      sink.line = numbers.line = i;
      line.score = 0;
      if (judged[nextJudged] === i) {
        const by = verdicts.detectorAt?.(i);
        if (!OF_SOURCES.includes(by)) line.score = verdicts.scoreAt?.(i) ?? 0;
        line.detector = sink.detectorNumber(by);
      }
      const { reader, group } = key;
      if (reader === undefined || group === undefined) {
        this.#search(key, columns, i, template[i]);
        continue;
      }
      if (!reader.read(columns, i)) continue;
      line.start = reader.start;
      line.end = reader.end;
      hashValue(line, key.salt);
      line.event = this.numbers.numberOf(template[i]);
      if (isRare(group, line.event)) {
        this.rareLines.add(line.linesBefore, columns.bytes, columns.start[i], columns.end[i]);
      }
      const slot = group.add(line, sink);
      if (line.score > 0 && noteScore(group, slot, line) && verdicts.wantsSessions) {
        verdicts.noteSessionLine?.(i, group.table.nameOf(slot));
      }
    }
    numbers.end();
  }

  finish(verdicts: VerdictSink): void {
    this.#sink.begin(verdicts);
    for (const { group } of this.groups) group.finish(this.#sink);
  }

  explain(): Explanation {
    return { reason: "the line belongs to an odd session", evidence: {} };
  }

  save(redact = UNREDACTED): unknown {
    const saved: SavedSessions = {
      version: SAVED_VERSION,
      numbers: this.numbers.save(redact),
      sources: this.sources.save(),
      rareLines: this.rareLines.save(redact),
      firstLines: this.firstLines.save(redact),
      groups: this.groups.map(({ of, group, isShared }) => ({ of, isShared, group: group.save() })),
      keys: this.#keys.map((key) => ({
        group: this.groups.findIndex(({ group }) => group === key.group),
        key: key.save(),
      })),
      detectors: this.#sink.detectors,
    };
    return saved;
  }

  restore(state: unknown): void | false {
    const saved = state as SavedSessions;
    if (saved.version !== SAVED_VERSION) return false;
    this.numbers.restore(saved.numbers);
    this.sources.restore(saved.sources);
    this.rareLines.restore(saved.rareLines);
    this.firstLines.restore(saved.firstLines);
    for (const { of, isShared, group: savedGroup } of saved.groups) {
      const group = this.#newGroup();
      group.restore(savedGroup);
      this.#addGroup({ of, group, isShared });
    }
    for (const [source, { group, key: savedKey }] of saved.keys.entries()) {
      const key = new SourceKey(this.#searches);
      key.restore(savedKey);
      if (group >= 0) {
        key.group = this.groups[group].group;
        key.reader = new KeyReader(this.groups[group].of);
      }
      this.#keys[source] = key;
    }
    this.#sink.detectors.push(...saved.detectors);
  }

  #newGroup(): SessionGroup {
    return new SessionGroup(this.numbers, this.sources, this.#rateFlagged);
  }

  #addGroup(named: NamedGroup): void {
    this.groups.push(named);
    this.#known.noteGroups(this.groups);
  }

  #search(key: SourceKey, columns: Batch, index: number, template: number): void {
    const line = this.#line;
    const known = this.#known.read(key, line, columns, index);
    if (known !== undefined) {
      this.#take(key, known);
      if (key.group === undefined) return;
      line.event = this.numbers.numberOf(template);
      hashValue(line, key.salt);
      return void noteScore(key.group, key.group.add(line, this.#sink), line);
    }
    if (this.#known.isTold || !key.searchesAt(line.linesBefore)) return key.skip();
    line.event = this.numbers.numberOf(template);
    const found = key.search(line, columns, index);
    if (found !== undefined) return this.#take(key, found);
    this.#sink.keepLine(); // it may be counted later
    if (this.#searches.count === 0 && this.groups.length === 0) {
      // it was given up, and nothing refers to them
      this.numbers.clear();
      this.firstLines.clear();
    }
  }

  /** There are no more event numbers: all that refers to them is forgotten. */
  #startOver(): void {
    this.numbers.clear();
    this.groups.length = 0;
    this.#known.noteGroups(this.groups);
    this.#searches = new KeySearches();
    for (const source of this.#keys.keys()) this.#keys[source] = new SourceKey(this.#searches);
  }

  /** A source's identifier is known: its lines so far are counted. */
  #take(key: SourceKey, { of, valueBytes }: FoundKey): void {
    let named = this.groups.find((each) => each.of.id === of.id);
    if (named === undefined) {
      if (this.groups.length >= GROUPS_MAX) return;
      named = { of, group: this.#newGroup(), isShared: valueBytes >= SHARED_BYTES };
      this.#addGroup(named);
    }
    const line = this.#line;
    const { bytes } = line;
    const { group } = named;
    const salt = named.isShared ? 0 : line.source + 1;
    const at = { ...line };
    key.take(new KeyReader(of), group, salt, line, () => {
      line.event = this.numbers.canonical[line.event];
      hashValue(line, salt);
      noteScore(group, group.add(line, this.#sink), line);
    });
    Object.assign(line, at, { bytes });
  }

  #merge({ from, into }: LineMerge): void {
    const numbers = this.numbers.merge(from, into);
    if (numbers !== undefined) { for (const { group } of this.groups) group.merge(...numbers); }
  }
}

interface SavedSessions {
  readonly version: number;
  readonly numbers: SavedEventNumbers;
  readonly sources: SavedSources;
  readonly rareLines: SavedLines;
  readonly firstLines: SavedLines;
  readonly groups: readonly { readonly of: KeyClass; readonly isShared: boolean; readonly group: SavedGroup }[];
  /** By source number; -1 for the group where it is not known. */
  readonly keys: readonly { readonly group: number; readonly key: SavedSourceKey }[];
  readonly detectors: readonly DetectorId[];
}

/** A detector before this one has scored a line of the session: whether that is the highest so far. */
function noteScore({ table }: SessionGroup, slot: number, { score, detector }: SessionLine): boolean {
  if (score <= table.lineScore[slot]) return false;
  table.lineScore[slot] = score;
  table.lineDetector[slot] = detector;
  return true;
}

/** Few of the sessions have this event. */
function isRare({ model }: SessionGroup, event: number): boolean {
  const { total, weight, rowOf, withEvent } = model;
  if (total < SESSIONS_KNOWN * weight) return false;
  const row = rowOf[event];
  return row < 0 || withEvent[row] < RATE_FLAGGED * total;
}
