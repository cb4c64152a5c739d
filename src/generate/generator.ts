/**
 * A log that never was, with the truth about it. The same options give the same bytes, on every machine.
 *
 * Background and incidents are two streams of events, merged by event time; each has randomness of its own, so the
 * background is the same with and without incidents. The truth labels what the generator broke: errors of the
 * background and all lines of incidents, whatever their level; warnings of the background are normal.
 *
 * Lines are strings until a buffer is full and are encoded together: V8 joins and encodes pieces faster than a loop
 * over bytes in JavaScript could copy them (bench/generate_bench.ts).
 */
import type { Level, LogEvent } from "./event.ts";
import type { WriteEvent } from "./formats/format.ts";
import { lineFormat, type LineFormatName } from "./formats/mod.ts";
import { checkMix, DEFAULT_MIX, type LevelMix, withMoreErrors } from "./mix.ts";
import { Random } from "./random.ts";
import { defaultPlan, type Incident, type IncidentPlan, IncidentSchedule } from "./schedule.ts";
import { Traffic } from "./traffic.ts";
import { TruthRecorder, type TruthSink } from "./truth_recorder.ts";

/** The seed's: one line every 500 ms. */
export const DEFAULT_RATE = 2;
export const DEFAULT_SEED = 1;
/** When a generated log begins unless told otherwise: an hour of the seed's example line. */
export const DEFAULT_START_MS = Date.UTC(2025, 8, 30, 6);
/** No event is longer than this in any format; `fill` needs at least this much room. */
export const EVENT_BYTES_MAX = 8192;

export interface GeneratorOptions {
  /** A safe integer, at least 0 (default 1). */
  readonly seed?: number;
  readonly format: LineFormatName;
  /** Of the background (default 85/10/5). */
  readonly mix?: LevelMix;
  /** Twice the errors (default false). */
  readonly testMode?: boolean;
  /** Lines of the background per second of event time, on average: they come as a Poisson process (default 2). */
  readonly rate?: number;
  /** Event time at which the log begins, ms since the epoch (default 2025-09-30T06:00:00Z). */
  readonly startMs?: number;
  /** Zone of times that name none, in minutes east of Greenwich (default 0). */
  readonly utcOffsetMinutes?: number;
  /** What goes wrong (default "default": one incident of each scenario, again and again in a log without an end). */
  readonly incidents?: "default" | "none" | readonly IncidentPlan[];
  /** Physical lines of the whole log (default: it never ends). */
  readonly lines?: number;
  /** Takes the truth as it comes about. */
  readonly onTruth?: TruthSink;
}

export interface GeneratedLine {
  /** Without the final line feed; several physical lines for a stack trace in a format that has no field for it. */
  readonly text: string;
  readonly timeMs: number;
  readonly level: Level;
  readonly component: string;
  /** 1-based number of its first physical line. */
  readonly line: number;
  /** Physical lines. */
  readonly lineCount: number;
  /** 1 for what the generator broke. */
  readonly label: 0 | 1;
  /** Id of the incident that it belongs to. */
  readonly incident?: string;
}

/** @throws RangeError for a setting that cannot be, saying which */
export function createGenerator(options: GeneratorOptions): LogGenerator {
  return new LogGenerator(options);
}

export class LogGenerator {
  readonly #write: WriteEvent;
  readonly #random: Random;
  readonly #traffic: Traffic;
  readonly #schedule: IncidentSchedule;
  readonly #truth: TruthRecorder;
  readonly #onTruth: TruthSink;
  readonly #settings: Readonly<Record<string, unknown>>;
  readonly #gapMs: number;
  readonly #linesMax: number;
  readonly #encoder = new TextEncoder();
  /** Event time of the next line of the background. */
  #backgroundMs: number;
  #lines = 0;
  #finished = false;

  constructor(options: GeneratorOptions) {
    const { seed = DEFAULT_SEED, format, rate = DEFAULT_RATE, startMs = DEFAULT_START_MS, lines } = options;
    const { mix: baseMix = DEFAULT_MIX, testMode = false, utcOffsetMinutes = 0, incidents = "default" } = options;
    checkMix(baseMix);
    if (!(rate > 0 && rate < Infinity)) {
      throw new RangeError(`Cannot generate: rate must be above 0 lines per second, got ${rate}`);
    }
    if (lines !== undefined && !(Number.isSafeInteger(lines) && lines >= 0)) {
      throw new RangeError(`Cannot generate: lines must be a whole number, 0 or more, got ${lines}`);
    }
    if (!Number.isFinite(startMs)) {
      throw new RangeError(`Cannot generate: startMs must be milliseconds since the epoch, got ${startMs}`);
    }
    const mix = testMode ? withMoreErrors(baseMix) : baseMix;
    this.#write = lineFormat(format).writer(utcOffsetMinutes);
    this.#random = new Random(seed);
    this.#traffic = new Traffic(mix, this.#random);
    this.#schedule = new IncidentSchedule(plansOf(incidents, { rate, lines }), { startMs, rate, seed });
    this.#onTruth = options.onTruth ?? (() => {});
    this.#truth = new TruthRecorder(this.#onTruth);
    this.#gapMs = 1000 / rate;
    this.#backgroundMs = startMs;
    this.#linesMax = lines ?? Infinity;
    this.#settings = { seed, format, mix, rate, start: new Date(startMs).toISOString() };
    this.#onTruth({ kind: "meta", ...(lines === undefined ? {} : { lines }), ...this.#settings });
  }

  /** Physical lines so far. */
  get lines(): number {
    return this.#lines;
  }

  /** The next event of the log; undefined at its end. */
  next(): GeneratedLine | undefined {
    if (this.#lines >= this.#linesMax) this.finish();
    if (this.#finished) return undefined;
    if (this.#schedule.nextMs <= this.#backgroundMs) {
      const { event, incident, last } = this.#schedule.next()!;
      const line = this.#line(event, incident);
      if (last) this.#truth.close(incident.id);
      return line;
    }
    const event = this.#traffic.next(this.#backgroundMs);
    this.#backgroundMs += this.#random.exponential(this.#gapMs);
    return this.#line(event);
  }

  /**
   * Fills a buffer with as many whole events as surely fit, each line with its line feed.
   * @returns the bytes written; 0 at the end of the log
   * @throws RangeError when the buffer is smaller than EVENT_BYTES_MAX
   */
  fill(into: Uint8Array): number {
    if (into.length < EVENT_BYTES_MAX) {
      throw new RangeError(`Cannot fill ${into.length} bytes: the buffer must hold ${EVENT_BYTES_MAX} or more`);
    }
    let text = "";
    while (text.length <= into.length - EVENT_BYTES_MAX) {
      const line = this.next();
      if (line === undefined) break;
      text += line.text + "\n";
    }
    const { read, written } = this.#encoder.encodeInto(text, into);
    if (read !== text.length) throw new RangeError(`Cannot fill: an event is longer than ${EVENT_BYTES_MAX} bytes`);
    return written;
  }

  /** Ends the log here: tells the truth about incidents that still go on, and how many lines there are. Idempotent. */
  finish(): void {
    if (this.#finished) return;
    this.#finished = true;
    this.#truth.closeAll();
    if (this.#lines !== this.#linesMax) this.#onTruth({ kind: "meta", lines: this.#lines, ...this.#settings });
  }

  #line(event: LogEvent, incident?: Incident): GeneratedLine {
    const { timeMs, level, component } = event;
    let text = this.#write(event);
    let lineCount = 1;
    if (event.stack !== undefined) {
      // The log ends after the lines that were asked for, if need be within a stack trace.
      const physical = text.split("\n").slice(0, this.#linesMax - this.#lines);
      text = physical.join("\n");
      lineCount = physical.length;
    }
    const line = this.#lines + 1;
    this.#lines += lineCount;
    const base = { text, timeMs, level, component, line, lineCount };
    if (incident !== undefined) {
      this.#truth.partOf(incident, { first: line, count: lineCount, timeMs });
      return { ...base, label: 1, incident: incident.id };
    }
    if (level !== "ERROR") return { ...base, label: 0 };
    this.#truth.odd({ first: line, count: lineCount, timeMs }, "error");
    return { ...base, label: 1 };
  }
}

function plansOf(
  incidents: "default" | "none" | readonly IncidentPlan[],
  log: { readonly rate: number; readonly lines: number | undefined },
): readonly IncidentPlan[] {
  if (incidents === "default") return defaultPlan(log.rate, log.lines);
  return incidents === "none" ? [] : incidents;
}
