/**
 * A log that never was, with the truth about it. The same options give the same bytes, on every machine.
 *
 * Background and incidents are two streams of events, merged by event time; each has randomness of its own, so the
 * background is the same with and without incidents, but for the lines that an incident alters.
 *
 * The truth labels what the generator broke: errors of the background (5 % of the lines in the seed's mix) and all
 * lines of incidents, whatever their level. Warnings of the background are normal: every day has them, and nothing in
 * the system is broken where they stand. Quiet traffic is a background without errors, and nothing in it is labelled.
 *
 * Lines are strings until there are some and are encoded together: V8 joins and encodes pieces faster than a loop over
 * bytes in JavaScript could copy them (bench/generate_bench.ts).
 */
import type { LogEvent } from "./event.ts";
import type { Level } from "./level.ts";
import type { WriteEvent } from "./formats/format.ts";
import { lineWriter } from "./formats/mod.ts";
import { DEFAULT_MIX, withMoreErrors } from "./mix.ts";
import { checkOptions, DEFAULT_RATE, DEFAULT_SEED, DEFAULT_START_MS, type GeneratorOptions } from "./options.ts";
import { planIncidents } from "./plan.ts";
import { Random } from "./random.ts";
import { type Incident, IncidentSchedule } from "./schedule.ts";
import { accessShare } from "./shares.ts";
import { Simulator } from "./simulator.ts";
import { TruthRecorder, type TruthSink } from "./truth_recorder.ts";

/** No event is longer than this in any format; `fill` needs at least this much room. */
export const EVENT_BYTES_MAX = 8192;
/** Text that is encoded at once: its pieces are short-lived then, and cost the collector nothing. */
const PIECE_BYTES = 1 << 14;

export interface GeneratedLine {
  /** Without the final line feed; several physical lines for a stack trace in a format that has no field for it. */
  readonly text: string;
  readonly timeMs: number;
  readonly level: Level;
  readonly service: string;
  /** 1-based number of its first physical line. */
  readonly line: number;
  /** Physical lines. */
  readonly lineCount: number;
  /** 1 for what the generator broke. */
  readonly label: 0 | 1;
  /** Id of the incident that it belongs to. */
  readonly incident: string | undefined;
}

export class LogGenerator {
  readonly #write: WriteEvent;
  readonly #simulator: Simulator;
  readonly #schedule: IncidentSchedule;
  readonly #truth: TruthRecorder;
  readonly #onTruth: TruthSink;
  readonly #settings: Readonly<Record<string, unknown>>;
  readonly #linesMax: number;
  readonly #endMs: number;
  readonly #encoder = new TextEncoder();
  /** The format has the ids of requests. */
  readonly #hasSessions: boolean;
  /** Lines of each service, where they go to files of their own. */
  readonly #linesOf: Map<string, number> | undefined;
  #lines = 0;
  #finished = false;

  /** @throws RangeError for a setting that cannot be, saying which */
  constructor(options: GeneratorOptions) {
    const { seed = DEFAULT_SEED, format, rate = DEFAULT_RATE, startMs = DEFAULT_START_MS, lines } = options;
    const { mix: baseMix = DEFAULT_MIX, testMode = false, incidents = "default" } = options;
    const { durationMs = Infinity } = options;
    checkOptions({ mix: baseMix, rate, lines, startMs, durationMs });
    const mix = testMode ? withMoreErrors(baseMix) : baseMix;
    const random = new Random(seed);
    const accessOnly = format === "clf";
    const eventRate = accessOnly ? rate / accessShare(mix) : rate;
    const spanMs = Math.min(durationMs, lines === undefined ? Infinity : (lines / rate) * 1000);
    const plans = incidents === "default" ? planIncidents({ spanMs }) : incidents === "none" ? [] : incidents;
    this.#write = lineWriter(format);
    this.#simulator = new Simulator(random, { mix, rate: eventRate, startMs, accessOnly });
    const onEnd = ({ id }: Incident) => this.#truth.close(id, this.#lines);
    this.#schedule = new IncidentSchedule(plans, { startMs, rate, seed, onEnd });
    this.#onTruth = options.onTruth ?? (() => {});
    this.#truth = new TruthRecorder(this.#onTruth);
    this.#linesMax = lines ?? Infinity;
    this.#endMs = startMs + durationMs;
    this.#hasSessions = !accessOnly;
    this.#linesOf = options.byService ? new Map() : undefined;
    this.#settings = { seed, format, mix, rate, start: new Date(startMs).toISOString() };
    this.#onTruth({ kind: "meta", ...(lines === undefined ? {} : { lines }), ...this.#settings });
  }

  /** Physical lines so far. */
  get lines(): number {
    return this.#lines;
  }

  /** Event time at which the next line is due; Infinity at the log's end. */
  get nextMs(): number {
    if (this.#finished || this.#lines >= this.#linesMax) return Infinity;
    const nextMs = Math.min(this.#schedule.nextMs, this.#simulator.nextMs);
    return nextMs > this.#endMs ? Infinity : nextMs;
  }

  /** The next event of the log; undefined at its end. */
  next(): GeneratedLine | undefined {
    while (!this.#finished) {
      const { nextMs } = this;
      if (nextMs === Infinity) this.finish();
      else {
        const line = this.#schedule.nextMs <= this.#simulator.nextMs ? this.#ownLine() : this.#backgroundLine();
        if (line !== undefined) return line;
      }
    }
    return undefined;
  }

  /**
   * Fills a buffer with as many whole events as surely fit, each line with its line feed.
   * @param untilMs of events that are due later than this, none
   * @returns the bytes written; 0 at the end of the log, or when nothing is due
   * @throws RangeError when the buffer is smaller than EVENT_BYTES_MAX
   */
  fill(into: Uint8Array, untilMs = Infinity): number {
    if (into.length < EVENT_BYTES_MAX) {
      throw new RangeError(`Cannot fill ${into.length} bytes: the buffer must hold ${EVENT_BYTES_MAX} or more`);
    }
    let length = 0;
    while (length <= into.length - EVENT_BYTES_MAX) {
      const text = this.#piece(Math.min(PIECE_BYTES, into.length - length - EVENT_BYTES_MAX), untilMs);
      if (text === "") break;
      const { read, written } = this.#encoder.encodeInto(text, into.subarray(length));
      if (read !== text.length) throw new RangeError(`Cannot fill: an event is longer than ${EVENT_BYTES_MAX} bytes`);
      length += written;
    }
    return length;
  }

  /** Ends the log here: tells the truth about what still goes on, and how many lines there are. Idempotent. */
  finish(): void {
    if (this.#finished) return;
    this.#finished = true;
    if (this.#hasSessions) {
      for (const { traceId, odd } of this.#simulator.underWay()) this.#truth.endSession(traceId, odd);
    }
    this.#truth.closeAll(this.#lines);
    if (this.#lines !== this.#linesMax) this.#onTruth({ kind: "meta", lines: this.#lines, ...this.#settings });
  }

  /** Lines until there is so much text, or a little more. */
  #piece(lengthMin: number, untilMs: number): string {
    let text = "";
    do {
      if (untilMs !== Infinity && this.nextMs > untilMs) break;
      const line = this.next();
      if (line === undefined) break;
      text += line.text + "\n";
    } while (text.length < lengthMin);
    return text;
  }

  /** The next line of an incident. */
  #ownLine(): GeneratedLine | undefined {
    const { event, incident } = this.#schedule.next()!;
    const line = this.#line(event!, event!.harmless ? undefined : incident);
    if (event!.traceId !== undefined && this.#hasSessions && line !== undefined) {
      this.#truth.session(incident!, event!.traceId, true);
    }
    this.#schedule.endBefore(event!.timeMs);
    return line;
  }

  /** The next line of the background, as incidents leave it; undefined when they do not. */
  #backgroundLine(): GeneratedLine | undefined {
    const drawn = this.#simulator.next();
    const { event, incident } = this.#schedule.alter(drawn);
    if (incident !== undefined && drawn.traceId !== undefined) this.#truth.session(incident, drawn.traceId, false);
    if (event === null) this.#truth.missing(incident!, this.#lines);
    const line = event === null ? undefined : this.#line(event, incident);
    const ended = this.#simulator.takeEnded();
    if (ended !== undefined && this.#hasSessions) this.#truth.endSession(ended.traceId, ended.odd);
    this.#schedule.endBefore(drawn.timeMs);
    return line;
  }

  #line(event: LogEvent, incident: Incident | undefined): GeneratedLine | undefined {
    const { timeMs, template: { level, service } } = event;
    let text = this.#write(event);
    if (text === undefined) return undefined;
    let lineCount = 1;
    if (event.stack !== undefined) {
      // The log ends after the lines that were asked for, if need be within a stack trace.
      const physical = text.split("\n").slice(0, this.#linesMax - this.#lines);
      text = physical.join("\n");
      lineCount = physical.length;
    }
    const line = this.#lines + 1;
    this.#lines += lineCount;
    const written = { first: line, count: lineCount, timeMs, ...this.#place(service, lineCount) };
    const isOdd = incident !== undefined || level === "ERROR";
    if (incident !== undefined) this.#truth.partOf(incident, written);
    else if (isOdd) this.#truth.odd(written, "error");
    return { text, timeMs, level, service, line, lineCount, label: isOdd ? 1 : 0, incident: incident?.id };
  }

  /** Where the lines stand in the file of their service. */
  #place(service: string, lineCount: number): { source: string; sourceLine: number } | undefined {
    if (this.#linesOf === undefined) return undefined;
    const before = this.#linesOf.get(service) ?? 0;
    this.#linesOf.set(service, before + lineCount);
    return { source: `${service}.log`, sourceLine: before + 1 };
  }
}
