/**
 * How many columns text takes on a terminal, and text cut to fit.
 *
 * Terminals go by grapheme clusters, more or less: a letter with its combining marks is one cell, an emoji of several
 * code points two. Where terminals disagree (flags, emoji with a variation selector) two is what most of them do.
 */
import { eastAsianWidth } from "get-east-asian-width";

/** Made when first needed: that takes 4 ms, and most text is simple. */
let segmenter: Intl.Segmenter | undefined;
const NO_COLUMNS = /^[\p{Mn}\p{Me}\p{Cf}\p{Cs}]/u;
const EMOJI = /^\p{Emoji_Presentation}|\ufe0f|^\p{RI}\p{RI}/u;
/**
 * Characters that are each a cell, whatever stands beside them: Latin, punctuation, arrows, boxes, blocks, braille.
 * Nearly all that is drawn is made of them, and they need not be looked at one by one.
 */
const SIMPLE = /^[\x20-\x7e\xa0-\xac\xae-\u02ff\u2010-\u2027\u2030-\u205e\u2190-\u21ff\u2500-\u25fc\u2800-\u28ff]*$/;

/** Clusters whose width is remembered. */
const REMEMBERED_MAX = 8192;
const remembered = new Map<string, number>();

/** Whether each UTF-16 unit of the text is a cell. */
export function isSimple(text: string): boolean {
  return SIMPLE.test(text);
}

/** The grapheme clusters of a text, in order. */
export function* clustersOf(text: string): Generator<string> {
  if (isSimple(text)) return yield* text;
  segmenter ??= new Intl.Segmenter(undefined, { granularity: "grapheme" });
  for (const { segment } of segmenter.segment(text)) yield segment;
}

/** Columns that one grapheme cluster takes: 0, 1 or 2. */
export function clusterColumns(cluster: string): number {
  let columns = remembered.get(cluster);
  if (columns !== undefined) return columns;
  if (remembered.size >= REMEMBERED_MAX) remembered.clear();
  remembered.set(cluster, columns = measure(cluster));
  return columns;
}

/** Columns that the text takes. */
export function columnsOf(text: string): number {
  if (isSimple(text)) return text.length;
  let columns = 0;
  for (const cluster of clustersOf(text)) columns += clusterColumns(cluster);
  return columns;
}

/** The text, or its beginning and "…" where it takes more than `columns`. */
export function cutToColumns(text: string, columns: number): string {
  if (text.length * 2 <= columns) return text;
  if (isSimple(text)) return text.length <= columns ? text : columns < 1 ? "" : `${text.slice(0, columns - 1)}…`;
  if (columnsOf(text) <= columns) return text;
  let kept = "";
  let left = columns - 1;
  for (const cluster of clustersOf(text)) {
    left -= clusterColumns(cluster);
    if (left < 0) break;
    kept += cluster;
  }
  return columns < 1 ? "" : `${kept}…`;
}

function measure(cluster: string): number {
  const point = cluster.codePointAt(0) ?? 0;
  if (point < 0x20 || point >= 0x7f && point < 0xa0 || NO_COLUMNS.test(cluster)) return 0;
  return EMOJI.test(cluster) ? 2 : eastAsianWidth(point);
}
