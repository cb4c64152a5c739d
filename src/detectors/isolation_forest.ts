/**
 * Says that a line is odd because its features are, taken together: none of them need be extreme. An Isolation Forest
 * gives each row of features a score, and this detector gives the score its meaning.
 *
 * A line must be rare twice: among the rows that the model was fitted to, and among the recent lines of its own source.
 * The second is a conformal p-value, (lines at least as odd + 1) / (lines + 1), so that whatever the model makes of a
 * source, at most the share p of its lines is below p. A source begins as if it had had some ordinary lines already:
 * half as many as it takes for one odd line to be flagged (1,000 of 2,000 by default). The score is .9 where the share
 * is the model's contamination, and goes on from there as all scores do (score.ts).
 *
 * Source: Laxhammar, Falkman, "Conformal prediction for distribution-independent anomaly detection in streaming vessel
 * data", StreamKDD 2010.
 */
import { BoundedMap } from "../core/collections/bounded_map.ts";
import { countText } from "../core/text/number_text.ts";
import type { LineFeatures } from "../features/lines.ts";
import { FEATURES } from "../features/schema.ts";
import { contributions } from "../forest/explain.ts";
import type { ForestModel } from "../forest/model.ts";
import { featureWords } from "./feature_words.ts";
import { scoreOfBits } from "./score.ts";
import type { Detector, EventBatch, Explanation, ForestScores, VerdictSink } from "./detector.ts";

/** Eighths of a decade, to eight decades. */
const BINS = 64;
const BINS_PER_DECADE = 8;
const DECADES_MAX = (BINS - 1) / BINS_PER_DECADE;
/** Lines of a source after which old ones count half. */
const MEMORY_LINES = 1 << 18;
/** Sources that are remembered. */
const SOURCES_MAX = 10_000;
/** Verdicts below this are not given. */
const SCORE_MIN = .5;
/** What scores that is at most so many times the contamination: 6 bits, from 13 to 7 (score.ts). */
const SHARE_SHOWN = 64;
/** Features alone make no line certain. */
const SCORE_MAX = .98;
/** Ordinary lines that a source begins with, in units of the lines of which one is to be flagged. */
const ASSUMED = .5;
/** Features that a sentence names, and the least part of the oddness that earns a name. */
const NAMED_MAX = 3;
const NAMED_PART_MIN = .15;

/** Bits that score .9 (score.ts). */
const BITS_FLAGGED = 13;

/** How odd the lines of a source were lately. */
interface SourceLines {
  lines: number;
  readonly bins: Float64Array;
}

/** What `explain` needs of a batch. */
interface ScoredLines {
  readonly features: LineFeatures;
  readonly forest: ForestScores;
}

export class IsolationForestDetector implements Detector {
  readonly id = "isolation_forest";
  readonly #sources = new BoundedMap<SourceLines>(SOURCES_MAX);
  /** The batch that was looked at last, for `explain`; undefined where it had no scores. */
  #batch: ScoredLines | undefined;

  observe({ source, lines, features, forest }: EventBatch, verdicts: VerdictSink): void {
    this.#batch = forest && { features, forest };
    if (forest === undefined) return;
    const { decades } = forest;
    const known = this.#sources.of(source, () => ({ lines: 0, bins: new Float64Array(BINS) }));
    const { bins } = known;
    let model: ForestModel | undefined;
    let limits = NO_LIMITS;
    for (let line = 0; line < lines; line++) {
      const rarity = decades[line];
      if (rarity !== rarity) continue; // not scored
      const bin = rarity < DECADES_MAX ? rarity * BINS_PER_DECADE | 0 : BINS - 1;
      if (rarity >= limits.decades) {
        if (model !== (model = forest.modelAt(line))) limits = limitsOf(model);
        // most lines that are rare to the model are not in their source, which their own bin shows already
        if (bins[bin] < limits.shown * (known.lines + limits.assumed)) {
          judge(line, bin, known, limits, rarity, verdicts);
        }
      }
      bins[bin]++;
      if (++known.lines >= MEMORY_LINES) halve(known);
    }
  }

  /** Of a line of the last batch, by the share of its source's lines that are as odd. */
  explain(share: number, line: number): Explanation {
    const { features, forest } = this.#batch as ScoredLines;
    const row = features.rows.row(features.row[line]);
    const model = forest.modelAt(line);
    const { medians } = model.info;
    const parts = contributions(model.forest(), row, medians);
    const columns = [...parts.keys()].filter((column) => parts[column] >= NAMED_PART_MIN)
      .sort((a, b) => parts[b] - parts[a]).slice(0, NAMED_MAX);
    const words = columns.map((column) => featureWords(FEATURES[column].name, row[column]));
    const because = words.length === 0
      ? "it is odd by all that is known of it together"
      : `what stands out is that ${listOf(words)}`;
    const values = columns.map((column) => [
      FEATURES[column].name,
      { value: rounded(row[column]), usual: rounded(medians[column]), part: rounded(parts[column]) },
    ]);
    return {
      reason: `one line in ${countText(1 / share)} is as odd; ${because}`,
      evidence: { share: Number(share.toPrecision(3)), features: Object.fromEntries(values) },
    };
  }

  save(): unknown {
    return [...this.#sources].map(([source, { lines, bins }]) => ({ source, lines, bins: [...bins] }));
  }

  restore(saved: unknown): void {
    for (const { source, lines, bins } of saved as { source: string; lines: number; bins: number[] }[]) {
      this.#sources.set(source, { lines, bins: Float64Array.from({ length: BINS }, (_, bin) => bins[bin] ?? 0) });
    }
  }
}

/** From where on a model's scores count. */
interface Limits {
  readonly contamination: number;
  /** A share of lines that scores, and the rarity that is as much. */
  readonly shown: number;
  readonly decades: number;
  /** Ordinary lines that a source begins with. */
  readonly assumed: number;
}

const NO_LIMITS: Limits = { contamination: 0, shown: 0, decades: -Infinity, assumed: 0 };

function limitsOf({ info: { parameters: { contamination } } }: ForestModel): Limits {
  const shown = contamination * SHARE_SHOWN;
  return { contamination, shown, decades: -Math.log10(shown), assumed: ASSUMED / contamination };
}

/** Gives a line of this rarity a verdict if it is odd enough. */
function judge(
  line: number,
  bin: number,
  known: SourceLines,
  { contamination, shown, assumed }: Limits,
  rarity: number,
  verdicts: VerdictSink,
): void {
  const inSource = shareOf(known, bin, assumed);
  // what is too frequent here is not given, whatever the model says: powers are slow (the margin is for rounding)
  if (inSource >= shown * 1.001) return;
  const share = Math.max(10 ** -rarity, inSource);
  const score = Math.min(SCORE_MAX, scoreOfBits(BITS_FLAGGED + Math.log2(contamination / share)));
  if (score >= SCORE_MIN) verdicts.give(line, score, share, line);
}

/** The share of a source's lines, this one included, that are at least as odd as one in this bin. */
function shareOf({ lines, bins }: SourceLines, bin: number, assumedLines: number): number {
  let odder = 1;
  for (let at = bin; at < BINS; at++) odder += bins[at];
  return odder / (lines + assumedLines);
}

function halve(known: SourceLines): void {
  let lines = 0;
  for (let bin = 0; bin < BINS; bin++) lines += known.bins[bin] = Math.floor(known.bins[bin] / 2);
  known.lines = lines;
}

function listOf(words: readonly string[]): string {
  if (words.length < 2) return words.join();
  return `${words.slice(0, -1).join(", that ")} and that ${words[words.length - 1]}`;
}

function rounded(value: number): number {
  return Number(value.toFixed(2));
}
