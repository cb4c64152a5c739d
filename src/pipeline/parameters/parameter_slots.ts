/**
 * Gives each parameter of a line its slot: the number of the place that it fills in the line's template. What a shape's
 * parameters fill is found out once for each shape, and again when its template's text has changed; a line looks it up.
 */
import { type Batch, BATCH_LINES, LINE_PARAMETERS_MAX } from "../../core/lines/batch.ts";
import { createParser, type FormatSpec } from "../../formats/mod.ts";
import { hashNameText } from "../../core/hash.ts";
import { isIdentifierName } from "../../core/identifier.ts";
import { namedShapeText } from "../../mining/masks/custom_masks.ts";
import { WILDCARD } from "../../mining/masks/masking.ts";
import { type ParameterStatistics, sampleWeight } from "../../mining/parameters/parameter_statistics.ts";
import { identifierSlot, PlaceTable } from "../../mining/parameters/place_table.ts";
import { type Place, placesOf, type ShapePlaces } from "../../mining/parameters/places.ts";
import type { LocalShapes } from "../../mining/shape_table.ts";
import type { TemplateMiner } from "../../mining/template_miner.ts";

/** Names of fields that are kept, at most; those of more are not shown. */
const NAMES_MAX = 1 << 12;
/**
 * What is kept of a shape, beginning where `slotsAt` says: how many numbers there is room for, how many fields and
 * masks are known, then the slots of the masks, then each field's name and slot.
 */
const ROOM = 0;
const FIELDS = 1;
const MASKS = 2;
const HEAD = 3;
/** Fields that are kept with a shape, at most: what others fill is looked up for each line. */
const SHAPE_FIELDS_MAX = LINE_PARAMETERS_MAX;
const NO_PLACES: ShapePlaces = { masks: [], words: [] };

/** The lines whose parameters come next, and where their slots go, by index of the parameter in the batch. */
export interface SlotLines {
  readonly batch: Batch;
  readonly shapes: LocalShapes;
  readonly spec: FormatSpec;
  readonly slots: Int32Array;
  /** Template of each line, and 1 where it continues an event, so that its parameters fill no place. */
  readonly template: Int32Array;
  readonly continuation: Uint8Array;
}

/** The lines that statistics of parameters are made of. */
export type ParameterLines = "none" | "sample" | "all";

export class ParameterSlots {
  readonly places = new PlaceTable();
  /** The names of fields by their hashes. */
  readonly names = new Map<number, string>();
  readonly statistics: ParameterStatistics;
  readonly #miner: TemplateMiner;
  readonly #learntFrom: ParameterLines;
  /** Which names are those of identifiers, by their hashes. */
  readonly #identifiers = new Map<number, boolean>();
  #lines: SlotLines | undefined;
  /** Lines that statistics look at, and for how many each stands. */
  readonly #sampleLine = new Int32Array(BATCH_LINES);
  readonly #sampleTimes = new Int32Array(BATCH_LINES);
  #samples = 0;
  #dropped: number[] = [];
  /** Reads the names of fields; of the last format. */
  #reader: { readonly spec: FormatSpec; readonly parser: ReturnType<typeof createParser> } | undefined;

  /** `learntFrom`: the lines that statistics are made of. */
  constructor(miner: TemplateMiner, statistics: ParameterStatistics, learntFrom: ParameterLines = "sample") {
    this.#miner = miner;
    for (const name of miner.masks?.names ?? []) this.names.set(hashNameText(name), name);
    this.#learntFrom = learntFrom;
    this.statistics = statistics;
  }

  /** The slots that nothing fills any more since the last call: they may come to mean something else. */
  takeDropped(): readonly number[] {
    const dropped = this.#dropped;
    if (dropped.length > 0) this.#dropped = [];
    return dropped;
  }

  /** Begins a batch. */
  begin(lines: SlotLines): void {
    this.#lines = lines;
    this.#samples = 0;
  }

  /** To be told of each line before its slots are filled: it is its template's line of this number. */
  count(line: number, count: number): void {
    if (this.#learntFrom === "none") return;
    const times = this.#learntFrom === "all" ? 1 : sampleWeight(count);
    if (times === 0) return;
    this.#sampleLine[this.#samples] = line;
    this.#sampleTimes[this.#samples++] = times;
  }

  /**
   * Writes the slots of the parameters of lines. To be called before any of their templates changes: a stretch at a
   * time, since one tight loop takes half the time of a call for each line.
   */
  fill(from: number, to: number): void {
    const { batch, shapes, slots, template, continuation } = this.#lines as SlotLines;
    const { parameterFirst, parameterName: names, shape } = batch;
    const { version } = this.#miner.table;
    let { slotsAt, version: knownVersion, slots: known } = shapes;
    for (let line = from; line < to; line++) {
      let k = parameterFirst[line];
      const last = parameterFirst[line + 1];
      if (continuation[line] !== 0) {
        while (k < last) slots[k++] = -1;
        continue;
      }
      const id = shape[line];
      if (slotsAt[id] < 0 || knownVersion[id] !== version[template[line]]) {
        this.#resolve(line, template[line]);
        ({ slotsAt, version: knownVersion, slots: known } = shapes);
      }
      const at = slotsAt[id];
      const masksEnd = at + HEAD + known[at + MASKS];
      const fieldsEnd = masksEnd + 2 * known[at + FIELDS];
      for (let field = masksEnd; k < last && names[k] !== 0; k++, field += 2) {
        if (field < fieldsEnd && known[field] === names[k]) slots[k] = known[field + 1];
        else {
          k = this.#fillOthers(line, k);
          known = shapes.slots;
          break;
        }
      }
      for (let mask = at + HEAD; k < last; k++, mask++) slots[k] = mask < masksEnd ? known[mask] : -1;
    }
    for (let k = 0; k < this.#samples; k++) this.#learn(this.#sampleLine[k], this.#sampleTimes[k]);
    this.#samples = 0;
  }

  /**
   * The fields of a line from `k` on, which its shape does not know yet, or not in this order; returns where they end.
   */
  #fillOthers(line: number, k: number): number {
    const { batch: { parameterFirst, parameterName, shape }, shapes, slots, template } = this.#lines as SlotLines;
    const id = shape[line];
    for (; k < parameterFirst[line + 1] && parameterName[k] !== 0; k++) {
      const name = parameterName[k];
      const known = shapes.slots;
      const at = shapes.slotsAt[id];
      let field = at + HEAD + known[at + MASKS];
      const end = field + 2 * known[at + FIELDS];
      while (field < end && known[field] !== name) field += 2;
      slots[k] = field < end ? known[field + 1] : this.#addField(id, name, this.#fieldSlot(line, template[line], name));
    }
    return k;
  }

  /** Keeps the slot of a field with a shape, where it has one that will stay; returns it. */
  #addField(id: number, name: number, slot: number): number {
    const { shapes } = this.#lines as SlotLines;
    let at = shapes.slotsAt[id];
    const fields = shapes.slots[at + FIELDS];
    if (slot === -1 || !this.names.has(name) || fields === SHAPE_FIELDS_MAX) return slot;
    const length = HEAD + shapes.slots[at + MASKS] + 2 * fields;
    if (shapes.slots[at + ROOM] < length + 2) {
      const room = length + 2 * Math.max(1, fields);
      const roomier = shapes.takeSlots(room);
      shapes.slots.copyWithin(roomier, at, at + length);
      shapes.slots[roomier + ROOM] = room;
      shapes.slotsAt[id] = at = roomier;
    }
    shapes.slots[at + length] = name;
    shapes.slots[at + length + 1] = slot;
    shapes.slots[at + FIELDS]++;
    return slot;
  }

  /** Templates turned out to be one. */
  merge(from: number, into: number): void {
    this.places.merge(from, into, (slot, other) => {
      this.statistics.join(slot, other);
      this.#dropped.push(slot);
    });
  }

  /** Forgets what is kept of templates that do not live any more. */
  sweep(): void {
    const { places } = this;
    const { alive, canon } = this.#miner.table;
    for (let slot = 0; slot < places.size; slot++) {
      const template = places.template[slot];
      // what was merged and not told of is not found again
      if (template < 0 || alive[template] && canon[template] === template) continue;
      places.remove(template, (gone) => {
        this.statistics.drop(gone);
        this.#dropped.push(gone);
      });
    }
  }

  /** Finds out what the masks of a line's shape fill, and makes room for the fields that the line has. */
  #resolve(line: number, template: number): void {
    const { batch, shapes } = this.#lines as SlotLines;
    const id = batch.shape[line];
    const { masks, words } = this.#placesOf(batch, line, template);
    const room = HEAD + masks.length + 2 * fieldsOf(batch, line);
    let at = shapes.slotsAt[id];
    if (at < 0 || shapes.slots[at + ROOM] < room) {
      at = shapes.takeSlots(room);
      shapes.slots[at + ROOM] = room;
    }
    const { slots } = shapes;
    slots[at + FIELDS] = 0;
    slots[at + MASKS] = masks.length;
    const slotOf = ({ key, anchor }: Place) => this.places.slotOf(template, key, anchor, 0);
    for (const [mask, place] of masks.entries()) slots[at + HEAD + mask] = written(slotOf(place), place.isIdentifier);
    if (words.length > 0) shapes.wildWords.set(id, words.map(({ place, word }) => ({ slot: slotOf(place), word })));
    else shapes.wildWords.delete(id);
    shapes.slotsAt[id] = at;
    shapes.version[id] = this.#miner.table.version[template];
  }

  #placesOf({ bytes, messageStart, messageEnd }: Batch, line: number, template: number): ShapePlaces {
    const text = this.#miner.texts[template];
    if (!text.includes(WILDCARD)) return NO_PLACES;
    return placesOf(namedShapeText(this.#miner.masks, bytes, messageStart[line], messageEnd[line]), text);
  }

  #fieldSlot(line: number, template: number, name: number): number {
    const { given } = this.places;
    const slot = this.places.slotOf(template, name, 0, name);
    if (this.places.given > given && !this.names.has(name)) this.#learnNames(line);
    return written(slot, this.#isIdentifier(name));
  }

  /** Whether what has a name with this hash names something; not while the name is not known. */
  #isIdentifier(hash: number): boolean {
    const known = this.#identifiers.get(hash);
    const name = this.names.get(hash);
    if (known !== undefined || name === undefined) return known === true;
    const isOne = isIdentifierName(name);
    this.#identifiers.set(hash, isOne);
    return isOne;
  }

  /** Takes the values of a line that stands for so many. */
  #learn(line: number, times: number): void {
    const { batch, shapes, slots } = this.#lines as SlotLines;
    const { bytes, parameterFirst, parameterStart, parameterEnd, parameterNumber } = batch;
    for (let k = parameterFirst[line]; k < parameterFirst[line + 1]; k++) {
      const number = parameterNumber[k];
      const slot = slots[k] < 0 ? identifierSlot(slots[k]) : slots[k];
      if (number === number) this.statistics.addNumber(slot, number, times);
      else this.statistics.addBytes(slot, { bytes, start: parameterStart[k], end: parameterEnd[k] }, times);
    }
    const words = shapes.wildWords.get(batch.shape[line]);
    if (words === undefined) return;
    for (const { slot, word } of words) this.statistics.addWord(slot, word, times);
  }

  /** Names are met as hashes: the line is read once more, as rules read it. */
  #learnNames(line: number): void {
    const { batch: { bytes, start, end }, spec } = this.#lines as SlotLines;
    if (this.#reader?.spec !== spec) {
      this.#reader = { spec, parser: createParser(spec, { timeZone: "UTC", referenceMs: 0 }) };
    }
    for (const { name } of this.#reader.parser.attributes(bytes, start[line], end[line])) {
      const hash = hashNameText(name);
      if (!this.names.has(hash) && this.names.size < NAMES_MAX) this.names.set(hash, name);
    }
  }
}

/** How many of a line's parameters are fields, which come first. */
function fieldsOf({ parameterFirst, parameterName }: Batch, line: number): number {
  let k = parameterFirst[line];
  while (k < parameterFirst[line + 1] && parameterName[k] !== 0) k++;
  return k - parameterFirst[line];
}

/** As it stands beside a parameter. */
function written(slot: number, isIdentifier: boolean): number {
  return isIdentifier && slot >= 0 ? identifierSlot(slot) : slot;
}
