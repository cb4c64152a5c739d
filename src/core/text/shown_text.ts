/** Text of a log as it leaves for others, a browser or a pager: on one line, harmless to show, and not too long. */
import { withoutColours } from "./colours.ts";
import { showControls } from "./escape.ts";

/** The text without colours, with its control characters written out, at most `max` UTF-16 units. */
export function shownText(text: string, max: number): string {
  const shown = showControls(withoutColours(text).slice(0, max + 1));
  return shown.length <= max ? shown : `${shown.slice(0, max - 1).toWellFormed()}…`;
}
