/**
 * The features of a line's time: how many lines there are within its window, and how long ago the one before of its kind
 * came. Finds spikes on the way, and has silence looked for.
 */
import { SEVERITY } from "../core/severity.ts";
import { FINDING, type Findings } from "./findings.ts";
import type { KnownSources } from "./known_sources.ts";
import type { FeatureLines } from "./lines.ts";
import { log2Of } from "./log2.ts";
import { findSilences, SILENCE_TICK_MS, watchForSilence } from "./silence.ts";
import type { SourceStatistics } from "./source_statistics.ts";
import { NO_RATES, toDoublings, toGap } from "./steps.ts";
import { enterWindow, hasBurst, isSpike, rateChange, spikeBits, WINDOW_MS } from "./windows.ts";

const WINDOW = WINDOW_MS;
/** Lines over which a template's gaps forget. */
const MEMORY = 64;
/** Gaps of a template before they are usual. */
const GRACE_GAPS = 8;
/** A spike takes many lines, and is worth so many bits more than how seldom one line shows one. */
const SPIKE_BONUS = 3.5;
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
    if (!source.tick(time[i])) return NO_RATES;
    const { now } = source;
    const { entries } = this.known;
    const { self } = source;
    const window = source.windowAt(now, WINDOW);
    if (!(now < source.silenceDue)) {
      source.silenceDue = now + SILENCE_TICK_MS;
      findSilences(entries, source, i, now, this.findings);
    }
    if (window !== source.window) {
      const { season, window: before } = source;
      if (before < window) season.add(before, entries.windowCount[self], window - before - 1);
      enterWindow(entries, self, window);
      source.seasonTimes = season.times(window, entries.rateMean[self]);
      source.burstMax *= BURST_KEPT;
      source.window = window;
    }
    if (window !== entries.window[entry]) {
      if (entries.windowCount[entry] > source.burstMax) source.burstMax = entries.windowCount[entry];
      enterWindow(entries, entry, window);
      watchForSilence(entries, entry, source);
    }
    const { windowCount, spikeAt, lastClock, gapMean, gapMax } = entries;
    if (++windowCount[entry] >= spikeAt[entry]) this.#findSpike(source, entry, i, severity[i]);
    if (++windowCount[self] >= spikeAt[self] && source.spikeWindow !== window) this.#findSpike(source, self, i, 0);
    if ((windowCount[self] & 7) === 1) {
      source.rateStep = toDoublings(rateChange(entries, self) - log2Of(source.seasonTimes));
    }
    const gap = Math.max(0, now - lastClock[entry]);
    let gapChange = 0;
    if (gap === gap) {
      const seen = entries.count[entry];
      const seconds = gap === 0 ? 0 : log2Of(1 + gap / 1000);
      if (seen >= GRACE_GAPS) gapChange = seconds - gapMean[entry];
      gapMean[entry] += (seconds - gapMean[entry]) / Math.min(seen, MEMORY);
      if (gap > gapMax[entry]) gapMax[entry] = gap;
    }
    const sourceGap = Math.max(0, now - lastClock[self]);
    if (sourceGap > gapMax[self]) gapMax[self] = sourceGap;
    lastClock[self] = lastClock[entry] = now;
    entries.silent[entry] = 0;
    return toDoublings(rateChange(entries, entry)) | source.rateStep << 4 |
      toGap(gapChange) << 8;
  }

  /** More lines of an entry than usual: those before were fewer, so what it is worth is known from the first. */
  #findSpike(source: SourceStatistics, entry: number, i: number, severity: number): void {
    const { entries } = this.known;
    if (!isSpike(entries, entry, entry === source.self ? 0 : source.burstMax, source.seasonTimes)) return;
    const lines = entries.windowCount[entry];
    if (entries.spikeWorth[entry] === 0) {
      const worth = source.spike.bitsAt(source.lines) + SPIKE_BONUS;
      // much of something harmless at once, for the first time, is how batch work looks
      const isHarmless = severity > 0 && severity < SEVERITY.warn && !hasBurst(entries, entry);
      entries.spikeWorth[entry] = isHarmless ? Math.min(HARMLESS_BITS, worth) : worth;
      source.spike.add(source.lines);
    }
    const window = source.spikeWindow = source.window;
    const bits = Math.min(entries.spikeWorth[entry], spikeBits(entries, entry, source.seasonTimes));
    this.findings.add(FINDING.spike, i, entries.template[entry], bits, lines, entries.rateMean[entry], window);
  }
}
