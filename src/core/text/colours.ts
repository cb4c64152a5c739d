/**
 * Text of a log as people are shown it: without the sequences that set colours on a terminal, which say nothing (those
 * that `visible_bytes.ts` knows), with blanks for tabs, and with all other control characters written out. Events for
 * programs keep them all.
 */
import { showControls } from "./escape.ts";

// deno-lint-ignore no-control-regex
const COLOURS = /\x1b\[[\d:;]*[mK]/g;

/** What is shown for a tab: how far one would go depends on the terminal, and on what stands before it. */
const TAB = "  ";

/** The text without its colours. */
export function withoutColours(text: string): string {
  return text.includes("\x1b") ? text.replace(COLOURS, "") : text;
}

/** Where a place of the text is in it without its colours. */
export function placeWithoutColours(text: string, place: number): number {
  return withoutColours(text.slice(0, place)).length;
}

/** A line that is harmless to show, on one row. */
export function shownLine(text: string): string {
  return showText(withoutColours(text));
}

/** Text that may hold anything, on one row: blanks for tabs, and what a terminal would obey written out. */
export function showText(text: string): string {
  return showControls(text.replaceAll("\t", TAB));
}
