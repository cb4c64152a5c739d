/**
 * The text of a template, as people read it: the words that all its messages share, `<*>` for what differs. It grows
 * more general with each shape that joins.
 */
import { MASK_CHARACTER, WILDCARD } from "./masks/masking.ts";

/** Characters of a template's text, at most. */
const TEXT_MAX = 1024;
/** Texts with more parts between their common ends than this are not aligned: all of it becomes one wildcard. */
const ALIGN_MAX = 64;

/** A shape as people read it. */
export function readableShape(shape: string): string {
  return shape.slice(0, TEXT_MAX).replaceAll(MASK_CHARACTER, WILDCARD).trim();
}

/** What two texts have in common. */
export function commonText(a: string, b: string): string {
  if (a === b) return a;
  const partsA = partsOf(a);
  const partsB = partsOf(b);
  let start = 0;
  while (start < partsA.length && start < partsB.length && isSame(partsA[start], partsB[start])) start++;
  let endA = partsA.length;
  let endB = partsB.length;
  while (endA > start && endB > start && isSame(partsA[endA - 1], partsB[endB - 1])) {
    endA--;
    endB--;
  }
  const middle = align(partsA.slice(start, endA), partsB.slice(start, endB));
  return joined([...partsA.slice(0, start), ...middle, ...partsA.slice(endA)]);
}

/** Words and signs, each with the blanks before it. */
function partsOf(text: string): string[] {
  return text.match(/\s*(?:<\*>|[=,;:()[\]{}"'|<>]|[^\s=,;:()[\]{}"'|<>]+)/g) ?? [];
}

function isSame(a: string, b: string): boolean {
  return a === b || a.trimStart() === b.trimStart();
}

/** The longest common subsequence, with a wildcard in each gap. */
function align(a: readonly string[], b: readonly string[]): string[] {
  const blank = /^\s*/.exec(a[0] ?? b[0] ?? "")?.[0] ?? "";
  if (a.length === 0 || b.length === 0 || a.length > ALIGN_MAX || b.length > ALIGN_MAX) return [blank + WILDCARD];
  const length = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      length[i][j] = isSame(a[i], b[j]) ? length[i + 1][j + 1] + 1 : Math.max(length[i + 1][j], length[i][j + 1]);
    }
  }
  const out: string[] = [];
  let i = 0;
  let j = 0;
  let isGap = false;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && isSame(a[i], b[j])) {
      out.push(a[i++]);
      j++;
      isGap = false;
      continue;
    }
    const skipsA = j === b.length || i < a.length && length[i + 1][j] >= length[i][j + 1];
    const skipped = skipsA ? a[i++] : b[j++];
    if (!isGap) out.push((/^\s*/.exec(skipped)?.[0] ?? "") + WILDCARD);
    isGap = true;
  }
  return out;
}

/** Wildcards with nothing but blanks or commas between them are one. */
function joined(parts: readonly string[]): string {
  return parts.join("").replace(/<\*>(?:[\s,]*<\*>)+/g, WILDCARD).slice(0, TEXT_MAX).trim();
}
