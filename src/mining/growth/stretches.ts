/**
 * Stretches: a few words side by side that may be a name, although no sign says so (`Skipped Deploy to prod because it
 * has no builds`). Which of them are names, what else stands in their place tells.
 */
import { type Anchor, isSlot, mayBeInName } from "./anchors.ts";
import { type PatternValue, wordsOf } from "./pattern_values.ts";
import type { Phrase } from "../masks/phrases.ts";

/** Anchors of a stretch, at most. */
const STRETCH_ANCHORS_MAX = 4;

/** A value of a pattern, and what it is known by. */
export type PatternEntry = readonly [key: string, value: PatternValue];

/** The stretches of a message that are no phrases already. */
export function stretchesOf(anchors: readonly Anchor[], phrases: readonly Phrase[]): Phrase[] {
  const stretches: Phrase[] = [];
  for (let from = 0; from < anchors.length; from++) {
    if (!mayBeInName(anchors[from])) continue;
    for (let to = from + 2; to <= Math.min(from + STRETCH_ANCHORS_MAX, anchors.length); to++) {
      const last = anchors[to - 1];
      if (isSlot(last.text)) continue;
      if (!mayBeInName(last) || !last.isNext) break;
      const isPhrase = phrases.some((phrase) => phrase.from === from && phrase.to === to);
      if (!isPhrase) stretches.push({ from, to, kind: "stretch" });
    }
  }
  return stretches;
}

/**
 * Those stretches in one place that are names. A word that half of them share, or that stands there alone, is no part
 * of a name: the others may be absent (`root`, `invalid user root`).
 */
export function namesAmong(stretches: readonly PatternEntry[], singles: ReadonlySet<string>): PatternEntry[] {
  const times = new Map<string, number>();
  const wordsOfEach = stretches.map(([, { words: [value] }]) => new Set(wordsOf(value)));
  for (const words of wordsOfEach) for (const word of words) times.set(word, (times.get(word) ?? 0) + 1);
  const isOwn = (word: string) => {
    const count = times.get(word) as number;
    return (count === 1 || 2 * count < stretches.length) && !singles.has(word);
  };
  return stretches.filter((_, k) => [...wordsOfEach[k]].every(isOwn));
}
