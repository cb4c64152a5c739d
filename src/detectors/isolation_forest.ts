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
import type { LineFeatures } from "../features/lines.ts";
import { FEATURES } from "../features/schema.ts";
import { contributions } from "../forest/explain.ts";
import { featureWords } from "./feature_words.ts";
import { scoreOfBits } from "./score.ts";
import type { Detector, EventBatch, Explanation, ForestScores, VerdictSink } from "./detector.ts";

/** Eighths of a decade, to eight decades. */
const BINS = 64;
const BINS_PER_DECADE = 8;
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
  readonly #sources = new Map<string, SourceLines>();
  /** The batch that was looked at last, for `explain`; undefined where it had no scores. */
  #batch: ScoredLines | undefined;

  observe({ source, lines, features, forest }: EventBatch, verdicts: VerdictSink): void {
    this.#batch = forest && { features, forest };
    if (forest === undefined) return;
    const { decades } = forest;
    const known = this.#linesOf(source);
    const { bins } = known;
    let limit = -Infinity;
    for (let line = 0; line < lines; line++) {
      const rarity = decades[line];
      if (rarity !== rarity) continue; // not scored
      const bin = Math.min(BINS - 1, Math.floor(rarity * BINS_PER_DECADE));
      if (rarity >= limit) limit = judge(line, bin, known, forest, verdicts);
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
      reason: `one line in ${Math.round(1 / share).toLocaleString("en")} is as odd; ${because}`,
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

  #linesOf(source: string): SourceLines {
    let known = this.#sources.get(source);
    if (known === undefined) {
      if (this.#sources.size >= SOURCES_MAX) this.#sources.delete(this.#sources.keys().next().value ?? "");
      this.#sources.set(source, known = { lines: 0, bins: new Float64Array(BINS) });
    }
    return known;
  }
}

/** Gives the line a verdict if it is odd enough; returns the rarity from which on a line might be. */
function judge(line: number, bin: number, known: SourceLines, forest: ForestScores, verdicts: VerdictSink): number {
  const { contamination } = forest.modelAt(line).info.parameters;
  const assumed = ASSUMED / contamination;
  const shown = contamination * SHARE_SHOWN;
  // most lines that are rare to the model are not in their source, which their own bin shows already
  if (known.bins[bin] < shown * (known.lines + assumed)) {
    const inSource = shareOf(known, bin, assumed);
    // what is too frequent here is not given, whatever the model says: powers are slow (the margin is for rounding)
    if (inSource < shown * 1.001) {
      const share = Math.max(10 ** -forest.decades[line], inSource);
      const score = Math.min(SCORE_MAX, scoreOfBits(BITS_FLAGGED + Math.log2(contamination / share)));
      if (score >= SCORE_MIN) verdicts.give(line, score, share, line);
    }
  }
  return -Math.log10(shown);
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
