/**
 * The features of a line: what they are called, what they mean, and how they are written as numbers. A model is fitted
 * on them and is of use only with the same schema, hence the version.
 *
 * All are relative to what the line's own source normally does (its rate, its levels, its gaps), so that a model that
 * was fitted on one system's logs serves another's. Each is held in sixteen steps: lines repeat then, and a row of
 * features needs to be scored once, not once a line (rows.ts).
 */

/** Raised whenever a feature is added, taken away, or computed in another way. */
export const FEATURE_SCHEMA_VERSION = 3;

/** Steps of every feature: it is held in four bits. */
export const FEATURE_STEPS = 16;

/** One column of a feature row. */
export interface FeatureSpec {
  readonly name: string;
  /** What a high (or low) value says of the line. */
  readonly meaning: string;
  readonly unit: "bits" | "deviations" | "doublings" | "levels";
  /** The least and the greatest value; those beyond are held as these. */
  readonly min: number;
  readonly max: number;
}

/** All features, in the order of their columns. A value is `min + step × (max − min) / 15`. */
export const FEATURES = [
  feature(
    "template_rarity",
    "bits",
    0,
    15,
    "how rare lines of this kind are in the source: 10 bits are one line in 1,024",
  ),
  feature(
    "template_youth",
    "bits",
    0,
    15,
    "how few lines of this kind there were before: 15 for the first, 0 from 32,768 on",
  ),
  feature("pair_rarity", "bits", 0, 15, "how seldom a line of this kind follows one of the kind before it"),
  feature(
    "value_surprise",
    "bits",
    0,
    15,
    "how long a field had nothing but the values known of it before this new one",
  ),
  feature(
    "number_deviation",
    "deviations",
    0,
    15,
    "how far the most unusual number of the line is from those of its place",
  ),
  feature("level_surprise", "bits", 0, 15, "how seldom lines of this kind have this level"),
  feature("level_rarity", "bits", 0, 15, "how seldom lines of the source have this level or a graver one"),
  feature("level_above_usual", "levels", -7, 8, "by how many levels it is graver than most lines of the source"),
  feature("length_change", "doublings", -3.5, 4, "how much longer the message is than those of its kind"),
  feature(
    "template_rate",
    "doublings",
    -3.5,
    4,
    "how many more lines of this kind there are within the minute than usual",
  ),
  feature(
    "source_rate",
    "doublings",
    -3.5,
    4,
    "how many more lines of the source there are within the minute than usual",
  ),
  feature("gap_change", "doublings", -5, 10, "how much longer ago the line before of this kind is than usual"),
  feature("error_rate", "doublings", -3.5, 4, "how many more of the latest lines are errors than usual"),
  feature(
    "novelty_rate",
    "bits",
    0,
    15,
    "how seldom the source brings new kinds of lines, as far as its latest lines show",
  ),
] as const satisfies readonly FeatureSpec[];

/** Columns of a feature row. */
export const FEATURE_COUNT = FEATURES.length;

/** The name of a feature. */
export type FeatureName = typeof FEATURES[number]["name"];

function feature<const Name extends string>(
  name: Name,
  unit: FeatureSpec["unit"],
  min: number,
  max: number,
  meaning: string,
): FeatureSpec & { readonly name: Name } {
  return { name, meaning, unit, min, max };
}
