/** Text of a log as it leaves for a browser: harmless to show, and not too long. */
import { withoutColours } from "../core/text/colours.ts";
import { showControls } from "../core/text/escape.ts";

/** The text without colours, with its control characters written out, at most `max` UTF-16 units. */
export function shownText(text: string, max: number): string {
  const shown = showControls(withoutColours(text).slice(0, max + 1));
  return shown.length <= max ? shown : `${shown.slice(0, max - 1).toWellFormed()}…`;
}
