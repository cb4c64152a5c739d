/**
 * The features of a line's time: how many lines there are within its window, and how long ago the one before of its
 * kind came. Finds spikes on the way, and has silence looked for.
 */
import { SEVERITY } from "../../core/severity.ts";
import { ENTRY, ENTRY_STRIDE } from "../statistics/entries.ts";
import { FINDING, type Findings } from "../findings.ts";
import type { KnownSources } from "../statistics/known_sources.ts";
import type { FeatureLines } from "../lines.ts";
import { log2Of } from "../log2.ts";
import { findSilences, watchForSilence } from "./silence.ts";
import type { SourceStatistics } from "../statistics/source_statistics.ts";
import { NO_RATES, toDoublings, toGap } from "../steps.ts";
import { enterWindow, hasBurst, isSpike, rateChange, spikeBits, WINDOW_MS } from "./windows.ts";

const STRIDE = ENTRY_STRIDE;
const {
  count: COUNT,
  lastClock: LAST_CLOCK,
  gapMean: GAP_MEAN,
  gapMax: GAP_MAX,
  window: WINDOW,
  windowCount: WINDOW_COUNT,
  rateMean: RATE_MEAN,
  spikeAt: SPIKE_AT,
  spikeWorth: SPIKE_WORTH,
  silent: SILENT,
  template: TEMPLATE,
} = ENTRY;
const WINDOW_LENGTH_MS = WINDOW_MS;
/** Lines over which a template's gaps forget. */
const MEMORY = 64;
/** Gaps of a template before they are usual. */
const GRACE_GAPS = 8;
const NO_GAP = toGap(0);
/** A spike takes many lines, and is worth so many bits more than how seldom one line shows one. */
const SPIKE_BONUS = 3.5;
/** And a lull takes many minutes. */
const LULL_BONUS = 2.5;
/** A spike that is worth no more is not flagged. */
const HARMLESS_BITS = 11;
/** What a window leaves of the memory of bursts. */
const BURST_KEPT = .9995;

export class RateMeasure {
  readonly known: KnownSources;
  readonly findings: Findings;

  constructor(known: KnownSources, findings: Findings) {
    this.known = known;
    this.findings = findings;
  }

  /** Steps of template_rate, source_rate and gap_change. */
  measure({ time, severity }: FeatureLines, i: number, source: SourceStatistics, entry: number): number {
    // most lines have the time of the line before them
    if (time[i] === source.now) source.stale = 0;
    else if (!this.#tick(source, i, time[i])) return NO_RATES;
    const { now, window, self } = source;
    const { numbers } = this.known.entries;
    const at = entry * STRIDE;
    if (window !== numbers[at + WINDOW]) {
      if (numbers[at + WINDOW_COUNT] > source.burstMax) source.burstMax = numbers[at + WINDOW_COUNT];
      enterWindow(numbers, at, window);
      watchForSilence(numbers, entry, source);
    }
    if (++numbers[at + WINDOW_COUNT] >= numbers[at + SPIKE_AT]) this.#findSpike(source, entry, i, severity[i]);
    const ofSource = self * STRIDE;
    const lines = ++numbers[ofSource + WINDOW_COUNT];
    if (lines >= numbers[ofSource + SPIKE_AT] && source.spikeWindow !== window) this.#findSpike(source, self, i, 0);
    if ((lines & 7) === 1) {
      source.rateStep = toDoublings(rateChange(numbers, ofSource) - log2Of(source.seasonTimes));
    }
    const gapStep = this.#gapStep(numbers, at, source);
    numbers[ofSource + LAST_CLOCK] = numbers[at + LAST_CLOCK] = now;
    numbers[at + SILENT] = 0;
    return toDoublings(rateChange(numbers, at)) | source.rateStep << 4 | gapStep << 8;
  }

  /**
   * The step of how much longer ago than usual the line before of an entry came; takes this gap as one of the usual.
   */
  #gapStep(numbers: Float64Array, at: number, { now }: SourceStatistics): number {
    const passed = now - numbers[at + LAST_CLOCK];
    if (passed !== passed) return NO_GAP;
    const gap = passed > 0 ? passed : 0;
    const seen = numbers[at + COUNT];
    const mean = numbers[at + GAP_MEAN];
    const change = (gap === 0 ? 0 : log2Of(1 + gap / 1000)) - mean;
    numbers[at + GAP_MEAN] = mean + (seen < MEMORY ? change / seen : change / MEMORY);
    if (gap > numbers[at + GAP_MAX]) numbers[at + GAP_MAX] = gap;
    return seen < GRACE_GAPS ? NO_GAP : toGap(change);
  }

  /** Moves the source's clock to the time of a line; false for a line whose time says nothing. */
  #tick(source: SourceStatistics, i: number, time: number): boolean {
    if (!source.tick(time)) return false;
    const { now } = source;
    const { numbers } = this.known.entries;
    const self = source.self * STRIDE;
    if (!(now < source.silenceDue)) {
      source.silenceDue = findSilences(numbers, source, i, now, this.findings);
    }
    const window = source.windowAt(now, WINDOW_LENGTH_MS);
    if (window !== source.window) this.#enterWindow(source, window, i);
    const gap = now - numbers[self + LAST_CLOCK];
    if (gap > numbers[self + GAP_MAX]) numbers[self + GAP_MAX] = gap;
    return true;
  }

  /** The source's clock has come to another window. */
  #enterWindow(source: SourceStatistics, window: number, line: number): void {
    const { numbers } = this.known.entries;
    const self = source.self * STRIDE;
    const { season, lull, window: before } = source;
    if (before < window) {
      const lines = numbers[self + WINDOW_COUNT];
      season.add(before, lines, window - before - 1);
      const fewest = lull.add(lines, window - before - 1);
      if (fewest > 0) {
        const bits = source.silence.bitsAt(source.lines) + LULL_BONUS;
        source.silence.add(source.lines);
        this.findings.add(FINDING.lull, line, -1, bits, lull.lines, fewest);
      }
    }
    enterWindow(numbers, self, window);
    source.seasonTimes = season.times(window, numbers[self + RATE_MEAN]);
    source.burstMax *= BURST_KEPT;
    source.window = window;
  }

  /** More lines of an entry than usual: those before were fewer, so what it is worth is known from the first. */
  #findSpike(source: SourceStatistics, entry: number, i: number, severity: number): void {
    const { numbers } = this.known.entries;
    const at = entry * STRIDE;
    if (!isSpike(numbers, at, entry === source.self ? 0 : source.burstMax, source.seasonTimes)) return;
    const lines = numbers[at + WINDOW_COUNT];
    if (numbers[at + SPIKE_WORTH] === 0) {
      const worth = source.spike.bitsAt(source.lines) + SPIKE_BONUS;
      // much of something harmless at once, for the first time, is how batch work looks
      const isHarmless = severity > 0 && severity < SEVERITY.warn && !hasBurst(numbers, at);
      numbers[at + SPIKE_WORTH] = isHarmless ? Math.min(HARMLESS_BITS, worth) : worth;
      source.spike.add(source.lines);
    }
    const window = source.spikeWindow = source.window;
    const bits = Math.min(numbers[at + SPIKE_WORTH], spikeBits(numbers, at, source.seasonTimes));
    this.findings.add(FINDING.spike, i, numbers[at + TEMPLATE], bits, lines, numbers[at + RATE_MEAN], window);
  }
}
