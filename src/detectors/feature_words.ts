/**
 * What a feature's value says of a line, in words: the second half of a sentence that begins with
 * "what stands out is that".
 */
import { countText } from "../core/text/number_text.ts";
import type { FeatureName } from "../features/schema.ts";

/** By feature: the words for a value, in the unit of its schema (features/schema.ts). */
const WORDS: Readonly<Record<FeatureName, (value: number) => string>> = {
  template_rarity: (bits) => `lines of this kind are ${rare(bits)}`,
  template_youth: (bits) => `${few(15 - bits)} of this kind came before`,
  pair_rarity: (bits) => `a line of this kind after one of the kind before it is ${rare(bits)}`,
  value_surprise: (bits) => `a field has a new value, for the first time in about ${countText(2 ** bits)} lines`,
  number_deviation: (deviations) =>
    `a number is far from those of its place, ${Math.round(deviations)} times as far as most`,
  level_surprise: (bits) => `this level is ${rare(bits)} for lines of this kind`,
  level_rarity: (bits) => `lines of this level or a graver one are ${rare(bits)}`,
  level_above_usual: (levels) => levels > 0 ? "it is graver than most lines" : "it is less grave than most lines",
  length_change: (doublings) => `it is ${times(doublings)} as long as others of its kind`,
  template_rate: (doublings) => `there are ${times(doublings)} as many lines of this kind within the minute as usual`,
  source_rate: (doublings) => `there are ${times(doublings)} as many lines within the minute as usual`,
  gap_change: (doublings) =>
    `the line before of this kind came ${doublings > 0 ? "longer ago" : "a shorter time ago"} than usual`,
  error_rate: (doublings) => `there are ${times(doublings)} as many errors and warnings lately as usual`,
  novelty_rate: (bits) => `new kinds of lines are ${rare(bits)}`,
};

/** What a value says. */
export function featureWords(name: FeatureName, value: number): string {
  return WORDS[name](value);
}

function rare(bits: number): string {
  return bits < 1 ? "nothing rare" : `one in ${countText(2 ** bits)}`;
}

function few(bits: number): string {
  const lines = Math.round(2 ** Math.max(0, bits)) - 1;
  return lines < 1 ? "no line" : lines === 1 ? "only one line" : `only about ${countText(lines)} lines`;
}

function times(doublings: number): string {
  const whole = Math.max(1, Math.round(2 ** Math.abs(doublings)));
  return whole === 1 ? "about" : doublings > 0 ? `${countText(whole)} times` : `1/${countText(whole)}`;
}
