/** What a forest is fitted with unless told otherwise: the parameters of the paper, and where the flag is raised. */

/** `contamination` is the share of training rows that would be flagged. */
export const TRAINING_DEFAULTS = { nEstimators: 100, maxSamples: 256, contamination: .0002, seed: 1 } as const;
