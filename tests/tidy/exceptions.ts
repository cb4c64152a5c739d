/** What the rules of the tidy test leave out. */

/** Files that may be longer, each with its reason. */
export const LONGER: Readonly<Record<string, string>> = {};

/** Functions that may be longer: loops over the bytes of each line, which calls would slow down. */
export const LONGER_FUNCTIONS: readonly string[] = [
  "src/formats/named/json_scan.ts: scanJsonObject",
  "src/formats/patterns/pattern_parser.ts: #run",
  "src/mining/masks/masking.ts: hashEnded",
];

/** Uses of the clock or of randomness below `cli/`, each with its reason. */
export const CLOCK_ALLOWED: Readonly<Record<string, string>> = {};
