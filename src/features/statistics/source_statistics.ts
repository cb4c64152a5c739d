/** What is kept of one source: its entries by template, its levels, its clock, and how often it brings what. */
import type { Entries } from "./entries.ts";
import { ErrorShare } from "../rates/error_share.ts";
import { EventRate } from "../rates/event_rate.ts";
import { LEVELS } from "./entries.ts";
import { LevelMix } from "../rates/level_mix.ts";
import { Lull } from "../rates/lull.ts";
import { Season } from "../rates/season.ts";
import { SourceTable } from "./source_table.ts";

/** Kinds of events whose rate is kept by source; the names are those of the saved state. */
const RATES = ["novelty", "rare", "value", "level", "number", "move", "pair", "spike", "silence"] as const;

/** Lines may be out of order by so much. */
const STALE_MS = 60_000;
const STALE_MAX = 100;

export class SourceStatistics implements Record<typeof RATES[number], EventRate> {
  readonly name: string;
  readonly table = new SourceTable();
  /** The entry of the source as a whole. */
  readonly self: number;
  /** Events of it, and those of each level class. */
  lines = 0;
  /** Templates that had one line so far. */
  singles = 0;
  readonly levels = new Float64Array(LEVELS);
  /** The level class that most lines with a level have; 0 before the first. */
  usualLevel = 0;
  readonly mix = new LevelMix();
  readonly errors = new ErrorShare();
  readonly season = new Season();
  readonly lull = new Lull();
  /**
   * How many times as many lines as in the last hours are to be expected at this time of day; NaN before
   * its first time. (What has a fraction later does not begin as a whole number: all code that was
   * optimised for that would be void.)
   */
  seasonTimes = NaN;
  /** Entry of the latest line; −1 for none. */
  previous = -1;
  /** Its clock, ms; and how many lines in a row were of long before. */
  now = NaN;
  stale = 0;
  /** Its clock from which on silence is to be looked for again. */
  silenceDue = NaN;
  /** Its clock when a silent template was last told of. */
  silenceToldAt = -Infinity;
  /** The most lines of a template that a window had; forgetting. */
  burstMax = Number.MIN_VALUE;
  /** The window of its clock, and the one in which a spike was found. */
  window = NaN;
  spikeWindow = NaN;
  /** Entries that come so regularly that their silence would be odd. */
  watched: number[] = [];
  /** The steps of the latest event's features. */
  low = 0;
  high = 0;
  hasRow = false;
  /** How seldom it brings new templates, as last looked at. */
  noveltyBits = NaN;
  /** The window of the line before, a number of minutes, and where it begins, ms. */
  #windowNumber = NaN;
  #windowStart = NaN;
  /** The steps of source_rate and error_rate, and log2 of its lines, as last looked at. */
  rateStep = 0;
  mixStep = 0;
  linesLog = NaN;
  readonly novelty = new EventRate();
  readonly rare = new EventRate();
  readonly value = new EventRate();
  readonly level = new EventRate();
  readonly number = new EventRate();
  readonly move = new EventRate();
  readonly pair = new EventRate();
  readonly spike = new EventRate();
  readonly silence = new EventRate();

  constructor(name: string, self: number) {
    this.name = name;
    this.self = self;
  }

  /**
   * Moves its clock to the time of a line (ms); false for a line that has no time, or one of long before, which says
   * nothing of the present. Many of these in a row, and it was the clock that was wrong.
   */
  tick(time: number): boolean {
    if (time !== time) return false;
    if (!(time < this.now - STALE_MS)) {
      this.stale = 0;
      if (!(time <= this.now)) this.now = time;
      return true;
    }
    if (++this.stale < STALE_MAX) return false;
    this.stale = 0;
    this.now = this.silenceDue = time;
    return true;
  }

  /** The number of the window that a time (ms) falls into; most fall into that of the line before. */
  windowAt(time: number, windowMs: number): number {
    const into = time - this.#windowStart;
    if (into >= 0 && into < windowMs) return this.#windowNumber;
    this.#windowNumber = Math.floor(time / windowMs);
    this.#windowStart = this.#windowNumber * windowMs;
    return this.#windowNumber;
  }

  /** All there is to go on from, entries by the ids of their templates. */
  save(entries: Entries, idOf: (template: number) => string) {
    return {
      name: this.name,
      lines: this.lines,
      singles: this.singles,
      levels: [...this.levels],
      usualLevel: this.usualLevel,
      mix: this.mix.save(),
      errors: this.errors.save(),
      season: this.season.save(),
      lull: this.lull.save(),
      seasonTimes: Number.isNaN(this.seasonTimes) ? null : this.seasonTimes,
      previous: this.previous,
      now: Number.isNaN(this.now) ? null : this.now,
      stale: this.stale,
      silenceToldAt: this.silenceToldAt === -Infinity ? null : this.silenceToldAt,
      silenceDue: Number.isNaN(this.silenceDue) ? null : this.silenceDue,
      burstMax: this.burstMax,
      window: Number.isNaN(this.window) ? null : this.window,
      spikeWindow: Number.isNaN(this.spikeWindow) ? null : this.spikeWindow,
      watched: [...this.watched],
      low: this.low,
      high: this.high,
      hasRow: this.hasRow,
      noveltyBits: Number.isNaN(this.noveltyBits) ? null : this.noveltyBits,
      rateStep: this.rateStep,
      mixStep: this.mixStep,
      linesLog: Number.isNaN(this.linesLog) ? null : this.linesLog,
      rates: RATES.map((name) => this[name].save()),
      self: [this.self, entries.save(this.self)] as const,
      entries: this.table.items().map(([template, entry]) => [idOf(template), entry, entries.save(entry)] as const),
    };
  }

  restore(saved: Omit<ReturnType<SourceStatistics["save"]>, "entries" | "self">): void {
    this.lines = saved.lines;
    this.singles = saved.singles;
    this.levels.set(saved.levels);
    this.usualLevel = saved.usualLevel;
    this.mix.restore(saved.mix);
    this.errors.restore(saved.errors);
    this.season.restore(saved.season);
    this.lull.restore(saved.lull);
    this.seasonTimes = saved.seasonTimes ?? NaN;
    this.previous = saved.previous;
    this.now = saved.now ?? NaN;
    this.stale = saved.stale;
    this.silenceToldAt = saved.silenceToldAt ?? -Infinity;
    this.silenceDue = saved.silenceDue ?? NaN;
    this.burstMax = saved.burstMax;
    this.window = saved.window ?? NaN;
    this.spikeWindow = saved.spikeWindow ?? NaN;
    this.watched = [...saved.watched];
    this.low = saved.low;
    this.high = saved.high;
    this.hasRow = saved.hasRow;
    this.noveltyBits = saved.noveltyBits ?? NaN;
    this.rateStep = saved.rateStep;
    this.mixStep = saved.mixStep;
    this.linesLog = saved.linesLog ?? NaN;
    for (const [k, name] of RATES.entries()) this[name].restore(saved.rates[k]);
  }
}
