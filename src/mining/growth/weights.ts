/**
 * The numbers that decide when words in one place are values of a parameter. They weigh evidence against each other, so
 * none follows from the others; `deno task mining_scores` shows for each what its neighbours would do, on each system
 * by itself (bench/mining_scores.md). They are given to a miner, not read from here, so that this can be measured.
 */
export interface Weights {
  /** Weight of values that makes a place open, before what the others add. */
  readonly base: number;
  /** Added per open place, divided by the words (of fields: and keys) that stay. */
  readonly context: number;
  /** Enough where a number stands too. */
  readonly number: number;
  /** Enough after a word that announces a name (vocabulary.ts). */
  readonly cue: number;
  /** Enough where all words were values of one parameter before (kindred.ts). */
  readonly kindred: number;
  /** Factor for the second word, and for the first word of a message, which tends to say what it is about. */
  readonly second: number;
  readonly first: number;
  /** Factor for a word that stands by itself in brackets. */
  readonly lone: number;
  /** Weight of values that makes the value of a key a parameter: values there are often states. */
  readonly field: number;
  /** Number of phrases that make theirs a parameter (phrases.ts), before what `context` adds. */
  readonly phrase: number;
  /** Of more words than this that stay, fields aside, the need is taken in this share: it falls as they get more. */
  readonly long: number;
  /** Weight as a value, where a plain word in lower case is 1: of names with signs, digits or capitals within. */
  readonly identifier: number;
  /** The same for words in capitals, and for those in mixed case or with an ending of verbs: often states or types. */
  readonly capitals: number;
  readonly doubtful: number;
  /** The same for words that begin with a capital, as names do. */
  readonly title: number;
  /** The same where three or more are an enumeration: words in capitals in one place, states in one field. */
  readonly enumeration: number;
}

export const WEIGHTS: Weights = {
  base: 1.9,
  context: 2,
  number: 2,
  cue: 2,
  kindred: 1,
  second: 1.5,
  first: 3,
  lone: .5,
  field: 3,
  phrase: 1,
  long: 4.5,
  identifier: 1.5,
  capitals: .45,
  doubtful: .5,
  title: .8,
  enumeration: 1,
};
