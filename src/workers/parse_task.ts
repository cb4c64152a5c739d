/**
 * The parse task: the lines of a batch become columns. Pure: it depends on the bytes and the format alone, so that it
 * does not matter which worker does it, or how the input was cut.
 */
import {
  type Batch,
  BATCH_HITS,
  COUNT,
  LINE_INDENTED,
  LINE_INVALID_UTF8,
  LINE_MATCHED,
  LINE_TRUNCATED,
} from "../core/lines/batch.ts";
import { Framer } from "../core/lines/framing.ts";
import { ParameterList } from "../core/lines/parameters.ts";
import { classifyLine, createParser, isValidUtf8, LineFields, type LineParser } from "../formats/mod.ts";
import { mayBeColoured } from "../formats/coloured.ts";
import { levelOfMessage, mayHaveLevelInMessage } from "../formats/message_level.ts";
import { CustomMasks } from "../mining/masks/custom_masks.ts";
import { hashShape, ShapeHash } from "../mining/masks/masking.ts";
import { ShapeLayouts } from "../mining/masks/shape_layouts.ts";
import { VisibleShapes } from "../mining/masks/visible_shape.ts";
import { ShapeInterner } from "../mining/shape_table.ts";
import { LineMatcher } from "./line_matcher.ts";
import type { InitMessage, ParseMessage } from "./messages.ts";

interface KnownFormat {
  readonly parser: LineParser;
  readonly context: { readonly timeZone: string; referenceMs: number };
  /** Lines have no header, so that each must be looked at for what continues an event. */
  readonly isPlain: boolean;
  /** Colours may stand within the message. */
  readonly mayBeColoured: boolean;
  /** The header has no place for a level, which the message may begin with. */
  readonly hasLevelInMessage: boolean;
}

export class ParseTask {
  readonly #batches: readonly Batch[];
  readonly #framers: readonly Framer[];
  readonly #formats: KnownFormat[] = [];
  readonly #timeZone: string;
  readonly #matcher: LineMatcher | undefined;
  readonly #masks: CustomMasks | undefined;
  readonly #shapes: ShapeInterner;
  /** By batch: what a line says goes straight into its columns. */
  readonly #fields: readonly LineFields[];
  readonly #hash = new ShapeHash();
  readonly #layouts = new ShapeLayouts();
  readonly #visible = new VisibleShapes(this.#layouts);

  constructor(init: Omit<InitMessage, "urgent">, batches: readonly Batch[], nextTable: () => number) {
    this.#batches = batches;
    this.#fields = batches.map((batch) => new LineFields(new ParameterList(batch)));
    this.#framers = batches.map((batch) => new Framer(batch));
    this.#timeZone = init.timeZone;
    this.#matcher = LineMatcher.needed(init) ? new LineMatcher(init) : undefined;
    this.#masks = init.masks.length === 0 ? undefined : new CustomMasks(init.masks);
    this.#shapes = new ShapeInterner(nextTable);
  }

  run(message: ParseMessage): void {
    const batch = this.#batches[message.batch];
    const format = this.#formatOf(message);
    let lines = this.#framers[message.batch].frame(message.begin, message.end);
    if (this.#shapes.isNearlyFull(lines)) this.#shapes.renew();
    lines = this.#parseLines(message.batch, this.#framers[message.batch].beyondAscii, lines, format);
    const consumed = this.#consumed(batch, lines, message.end);
    if (message.truncated && consumed === message.end && lines > 0) batch.flags[lines - 1] |= LINE_TRUNCATED;
    batch.counts[COUNT.lines] = lines;
    batch.counts[COUNT.consumed] = consumed;
    batch.counts[COUNT.table] = this.#shapes.table;
  }

  /**
   * Fills the columns; returns how many lines were done, fewer when parameters or matches of user rules filled theirs.
   */
  #parseLines(index: number, beyondAscii: Int32Array, lines: number, format: KnownFormat): number {
    const batch = this.#batches[index];
    const { bytes, start, end, time, severity, flags, messageStart, messageEnd, shape, parameterFirst } = batch;
    const fields = this.#fields[index];
    const parameters = fields.parameters;
    const hash = this.#hash;
    const shapeHasher = format.mayBeColoured ? this.#visible : this.#layouts;
    const shapes = this.#shapes;
    const parser = format.parser;
    const matcher = this.#matcher;
    const masks = this.#masks;
    parameters.clear();
    let newShapes = 0;
    let done = 0;
    for (; done < lines; done++) {
      if (!parameters.beginLine()) break;
      const from = start[done];
      const to = end[done];
      let flag = parser.parse(bytes, from, to, fields) ? LINE_MATCHED : 0;
      if (format.hasLevelInMessage && flag !== 0) {
        fields.severity = levelOfMessage(bytes, fields.messageStart, fields.messageEnd);
      }
      const first = to > from ? bytes[from] : 32;
      if (flag === 0 || format.isPlain || first <= 32) {
        flag |= classifyLine(bytes, from, to);
        if (first === 32 || first === 9) flag |= LINE_INDENTED;
      }
      if (beyondAscii[done] !== 0 && !isValidUtf8(bytes, from, to)) flag |= LINE_INVALID_UTF8;
      if (matcher !== undefined) {
        if (matcher.hits + matcher.ruleCount > BATCH_HITS) {
          parameters.forgetLine();
          break;
        }
        flag = matcher.match(batch, done, fields.severity, flag, parser);
      }
      if (masks?.apply(bytes, fields.messageStart, fields.messageEnd)) this.#hashMasked(fields, masks);
      else {
        if (fields.isMessageOfFields) parameters.limit = parameters.length;
        shapeHasher.hash(bytes, fields.messageStart, fields.messageEnd, hash, parameters);
      }
      const id = shapes.idOf(hash.word1, hash.word2);
      if (shapes.isNew) {
        batch.newShape[newShapes] = id;
        batch.newHash1[newShapes] = hash.word1;
        batch.newHash2[newShapes++] = hash.word2;
      }
      time[done] = fields.time;
      severity[done] = fields.severity;
      flags[done] = flag;
      messageStart[done] = fields.messageStart;
      messageEnd[done] = fields.messageEnd;
      shape[done] = id;
      parameterFirst[done] = parameters.first;
    }
    parameterFirst[done] = parameters.length;
    parameters.finish(bytes);
    batch.counts[COUNT.newShapes] = newShapes;
    batch.counts[COUNT.hits] = matcher?.take() ?? 0;
    return done;
  }

  /** The shape of a message in which a mask of the user's was found. */
  #hashMasked({ parameters, messageStart, isMessageOfFields }: LineFields, masks: CustomMasks): void {
    masks.giveFields(parameters);
    if (isMessageOfFields) parameters.limit = parameters.length;
    const first = parameters.length;
    hashShape(masks.bytes, 0, masks.length, this.#hash, parameters);
    masks.toMessage(parameters, first, messageStart);
  }

  #formatOf(message: ParseMessage): KnownFormat {
    if (message.spec !== undefined) {
      const context = { timeZone: this.#timeZone, referenceMs: message.referenceMs };
      this.#formats[message.format] = {
        parser: createParser(message.spec, context),
        context,
        isPlain: message.spec.kind === "plain",
        mayBeColoured: mayBeColoured(message.spec),
        hasLevelInMessage: mayHaveLevelInMessage(message.spec),
      };
    }
    const format = this.#formats[message.format];
    format.context.referenceMs = message.referenceMs;
    return format;
  }

  /** Where parsing stopped: after the line feed of the last line that was done. */
  #consumed(batch: Batch, lines: number, end: number): number {
    if (lines === 0) return end;
    let at = batch.end[lines - 1];
    while (batch.bytes[at] !== 10) at++;
    return at + 1;
  }
}
