/**
 * The feature pass: goes over the lines of each batch once, in the order of the input, after the learner and before the
 * detectors. It keeps the statistics of what each source normally does, and says of each line how it differs: as a row
 * of features (schema.ts), and as findings where it differs much.
 *
 * Every line passes here, on the one thread that learns, hence rows of numbers side by side, logarithms from a table
 * and no objects (bench/pipeline_bench.ts). Parameters, on which nothing else here depends, have a loop of their own
 * ahead of it. When two templates turn out to be one, what is kept of the one goes on under the other.
 */
import { BATCH_LINES } from "../core/lines/batch.ts";
import { FINDING, Findings } from "./findings.ts";
import { KnownSources } from "./statistics/known_sources.ts";
import { ENTRY, ENTRY_STRIDE, LEVELS } from "./statistics/entries.ts";
import type { FeatureLines, LineFeatures } from "./lines.ts";
import { log2Of, log2OfCount } from "./log2.ts";
import { Pairs } from "./statistics/pairs.ts";
import { ParameterMeasure } from "./places/parameter_measure.ts";
import type { Places } from "./places/places.ts";
import { RateMeasure } from "./rates/rate_measure.ts";
import { FeatureRows } from "./rows.ts";
import type { SourceStatistics } from "./statistics/source_statistics.ts";
import { toCoarseStep, toDoublings, toStep } from "./steps.ts";

const STRIDE = ENTRY_STRIDE;
const {
  count: COUNT,
  lastLine: LAST_LINE,
  touched: TOUCHED,
  lengthMean: LENGTH_MEAN,
  followed: FOLLOWED,
  template: TEMPLATE,
  levels: FIRST_LEVEL,
} = ENTRY;
const CLASSES = LEVELS;
/** The class of warnings (core/severity.ts): from it on a line is grave. */
const GRAVE = 4;
/** The class of errors. */
const ERROR = 5;
/** Lines over which a template's lengths forget. */
const MEMORY = 64;
const NO_CHANGE = toDoublings(0);
/** Lines of a template before its levels are judged. */
const GRACE_LEVELS = 100;
/** A template is rare from so many bits on. */
const RARE_BITS = 11;
/** Lines after which a rare template that comes again is rare anew. */
const RARE_APART = 1000;
/**
 * Successors of a template before an unusual one is told, and how often it should have come by
 * now if order were chance.
 */
const GRACE_PAIRS = 500;
const PAIR_EXPECTED_MIN = 16;
const PAIR_COUNT_MIN = 100;

/**
 * Raised when what is saved changes its meaning: its shape, a statistic, or how values and pairs are hashed. What
 * another version has saved is not taken up, and is learnt anew.
 */
const SAVED_VERSION = 5;

/** What an extractor has learnt: plain JSON. */
export interface SavedFeatures {
  /** Absent in what the first versions have saved. */
  readonly version?: number;
  readonly known: ReturnType<KnownSources["save"]>;
  readonly pairs: ReturnType<Pairs["save"]>;
  readonly places: ReturnType<Places["save"]>;
}

/** Keeps what each source normally does, and says how lines differ from it. One for all sources. */
export class FeatureExtractor implements LineFeatures {
  readonly row = new Int32Array(BATCH_LINES);
  readonly rows = new FeatureRows();
  readonly findings = new Findings();
  readonly known = new KnownSources();
  readonly pairs = new Pairs();
  readonly parameters = new ParameterMeasure();
  readonly rates = new RateMeasure(this.known, this.findings);
  /** The next finding of the parameters' own that is not yet among all others. */
  #nextFound = 0;

  /** Learns from the lines of a batch, and returns what is unusual in them. It is valid until the next call. */
  extract(lines: FeatureLines): LineFeatures {
    const { known, findings, row, rows, pairs } = this;
    const { template, continuation, merges, born, bornLine } = lines;
    const count = lines.lines;
    findings.clear();
    rows.reserve(count);
    const source = known.source(lines.source);
    this.parameters.measure(lines, source);
    this.#nextFound = 0;
    let merge = 0;
    let birth = 0;
    for (let i = 0; i < count; i++) {
      for (; merge < merges.length && merges[merge].line <= i; merge++) {
        known.merge(merges[merge].from, merges[merge].into);
      }
      if (continuation[i] !== 0) {
        row[i] = source.hasRow ? rows.idOf(source.low, source.high) : -1;
        continue;
      }
      const isNew = birth < born && bornLine[birth] === i;
      if (isNew) {
        birth++;
        known.forgetTemplate(template[i]);
      }
      let entry = source.table.find(template[i]);
      if (entry < 0) {
        entry = known.enter(source, template[i]);
        if (known.hasFreed) pairs.forget(known.takeFreed());
      }
      this.#measure(lines, i, source, entry, isNew);
      row[i] = rows.idOf(source.low, source.high);
    }
    // merges that a line showed which is not there any more (the rest of a batch that is over)
    for (; merge < merges.length; merge++) known.merge(merges[merge].from, merges[merge].into);
    return this;
  }

  /** All there is to go on from, as plain JSON; templates by their ids, since indices change. */
  save(idOf: (template: number) => string): SavedFeatures {
    return {
      version: SAVED_VERSION,
      known: this.known.save(idOf),
      pairs: this.pairs.save(),
      places: this.parameters.places.save(),
    };
  }

  /** Takes up what `save` gave; for an extractor that has seen nothing yet. False where it is of another version. */
  restore({ version, known, pairs, places }: SavedFeatures, indexOf: (id: string) => number): boolean {
    if (version !== SAVED_VERSION) return false;
    this.known.restore(known, indexOf);
    this.pairs.restore(pairs);
    this.parameters.places.restore(places);
    return true;
  }

  /** Measures a line against what is known, and then takes it as known. */
  #measure(lines: FeatureLines, i: number, source: SourceStatistics, entry: number, isNew: boolean): void {
    const { findings, parameters: { steps, findings: found } } = this;
    const { numbers } = this.known.entries;
    const at = entry * STRIDE;
    const before = source.lines;
    const seen = numbers[at + COUNT];
    if ((before & 63) === 0 || before < 4096) source.linesLog = log2OfCount(before + 2);
    const seenLog = log2OfCount(seen + 1);
    const rarity = source.linesLog - seenLog;
    if (seen < 2) source.singles += seen === 0 ? 1 : -1;
    if (isNew) {
      findings.add(FINDING.newTemplate, i, lines.template[i], unseenBits(source.singles - 1, before));
      source.novelty.add(before);
    } else if (rarity >= RARE_BITS && before - numbers[at + LAST_LINE] > RARE_APART) {
      const bits = Math.min(rarity, source.rare.bitsAt(before));
      source.rare.add(before);
      findings.add(FINDING.rareTemplate, i, lines.template[i], bits, seen + 1, before + 1);
    }
    for (; this.#nextFound < found.count && found.line[this.#nextFound] === i; this.#nextFound++) {
      findings.take(found, this.#nextFound);
    }
    const low = toStep(rarity) | toCoarseStep(15 - seenLog) << 4 |
      this.#pairStep(lines, i, source, entry) << 8 |
      steps[i] << 12 |
      this.#levelSteps(lines, i, source, entry) << 20;
    const high = lengthStep(lines, i, numbers, at) | this.rates.measure(lines, i, source, entry) << 4 |
      mixStep(source, before) << 16 |
      noveltyStep(source, before, isNew) << 20;
    source.low = low;
    source.high = high;
    source.hasRow = true;
    source.lines = before + 1;
    source.previous = entry;
    numbers[at + COUNT] = seen + 1;
    numbers[at + LAST_LINE] = before;
    numbers[at + TOUCHED] = this.known.nextLine();
  }

  #pairStep({ template }: FeatureLines, i: number, source: SourceStatistics, entry: number): number {
    const { previous } = source;
    if (previous < 0) return 0;
    const { numbers } = this.known.entries;
    const count = this.pairs.add(previous, entry);
    const followed = numbers[previous * STRIDE + FOLLOWED]++;
    const least = (count < followed ? count : followed) + 1;
    // most pairs are so usual that it need not be said how much
    const bits = followed + 2 <= least * 4 ? 0 : log2OfCount(followed + 2) - log2OfCount(least);
    const seen = numbers[entry * STRIDE + COUNT];
    if (count === 0 && followed >= GRACE_PAIRS && seen >= PAIR_COUNT_MIN) {
      // order is chance where kinds of lines follow each other as often as they come; then nothing was to be expected
      const expected = followed * seen / source.lines;
      if (expected >= PAIR_EXPECTED_MIN) {
        const rate = source.pair.bitsAt(source.lines);
        source.pair.add(source.lines);
        const from = numbers[previous * STRIDE + TEMPLATE];
        this.findings.add(FINDING.pair, i, template[i], Math.min(rate, expected), followed, from);
      }
    }
    return toCoarseStep(bits);
  }

  /** Steps of level_surprise, level_rarity and level_above_usual. */
  #levelSteps({ severity, template }: FeatureLines, i: number, source: SourceStatistics, entry: number): number {
    const { numbers } = this.known.entries;
    const at = entry * STRIDE;
    const level = (severity[i] + 3) >> 2;
    const counts = source.levels;
    const seen = numbers[at + COUNT];
    const same = numbers[at + FIRST_LEVEL + level]++;
    const surprise = seen < MEMORY || same === seen ? 0 : log2OfCount(seen + 2) - log2OfCount(same + 1);
    let rarity = 0;
    if (level >= GRAVE) {
      let graver = 0;
      for (let k = level; k < CLASSES; k++) graver += counts[k];
      rarity = source.linesLog - log2OfCount(graver + 1);
    }
    if (same === 0 && level >= GRAVE && seen >= GRACE_LEVELS) {
      const rate = source.level.bitsAt(source.lines);
      source.level.add(source.lines);
      const usual = usualLevelOf(numbers, at);
      if (usual < level) {
        this.findings.add(FINDING.levelOfTemplate, i, template[i], Math.min(rate, surprise + 3), level, usual, seen);
      }
    }
    const above = source.usualLevel === 0 || level === 0 ? 0 : level - source.usualLevel;
    counts[level]++;
    if (level !== 0 && (source.usualLevel === 0 || counts[level] > counts[source.usualLevel])) {
      source.usualLevel = level;
    }
    source.mix.add(level >= GRAVE ? 1 : 0);
    if (level >= ERROR) {
      const { errors, lines } = source;
      const usual = errors.usual;
      const more = errors.add(lines + 1);
      if (more > 0) this.findings.add(FINDING.errorShare, i, template[i], more, errors.recentAt(lines + 1), usual);
    }
    return toCoarseStep(surprise) | toCoarseStep(rarity) << 4 | (above + 7) << 8;
  }
}

function lengthStep({ columns }: FeatureLines, i: number, numbers: Float64Array, at: number): number {
  const length = log2OfCount(columns.messageEnd[i] - columns.messageStart[i] + 1);
  const seen = numbers[at + COUNT];
  const change = length - numbers[at + LENGTH_MEAN];
  numbers[at + LENGTH_MEAN] += seen + 1 < MEMORY ? change / (seen + 1) : change / MEMORY;
  return seen === 0 ? NO_CHANGE : toDoublings(change);
}

/** The gravest level that at least a tenth of a template's lines have. */
function usualLevelOf(numbers: Float64Array, at: number): number {
  for (let k = CLASSES - 1; k > 0; k--) if (numbers[at + FIRST_LEVEL + k] * 10 >= numbers[at + COUNT]) return k;
  return 0;
}

/**
 * −log2 of the chance that a line is of a template that had none, after so many lines in which `singles` templates had
 * one: Good and Turing's estimate, less what so few may be by chance.
 */
function unseenBits(singles: number, lines: number): number {
  return -Math.log2(Math.max(1e-9, (singles - Math.sqrt(singles)) / lines));
}

/** The step of novelty: how seldom new templates come; the line that brings one counts already. */
function noveltyStep(source: SourceStatistics, at: number, isNew: boolean): number {
  if (isNew || (at & 63) === 0) source.noveltyBits = source.novelty.bitsAt(at);
  return toCoarseStep(source.noveltyBits);
}

/** The step of error_rate, looked at every few lines: it is a share of the latest hundred. */
function mixStep(source: SourceStatistics, at: number): number {
  if ((at & 7) !== 0) return source.mixStep;
  return source.mixStep = toDoublings(log2Of(source.mix.recent + .01) - log2Of(source.mix.usual + .01));
}
