/** The last row of the frame: a prompt, a message, or the keys of the screen. */
import type { FilterError } from "../../core/filter.ts";
import { columnsOf } from "../../core/text/width.ts";
import { renderHints } from "../bars.ts";
import type { Frame } from "../frame.ts";
import type { Binding } from "../keymap.ts";
import type { ScreenId } from "../screen.ts";
import { renderOffer } from "./offer_list.ts";
import type { Popup } from "./popup.ts";
import { renderPrompt } from "./prompt.ts";
import { wrap } from "../wrap.ts";

/** Columns that a prompt's sign, its cursor and what stands between it and an error take. */
const ROOM_BETWEEN = 5;

/** What the last row may show: the first of these that there is. */
export interface BottomRow {
  readonly popup: Popup | undefined;
  readonly filterError: FilterError | undefined;
  readonly message: string;
  readonly screen: ScreenId;
  readonly bindings: readonly Binding[];
  readonly note: string;
}

/** Draws the last row of the frame, and above it what a prompt offers. */
export function renderBottom(frame: Frame, { popup, filterError, message, screen, bindings, note }: BottomRow): void {
  const row = frame.rows - 1;
  const line = frame.line(row, "bar");
  if (popup?.type === "filter" || popup?.type === "palette") {
    const { prompt } = popup;
    const error = popup.type === "filter" ? filterError?.message ?? "" : "";
    const hasRoom = columnsOf(error) + columnsOf(prompt.text) + ROOM_BETWEEN <= frame.columns;
    renderPrompt(line, popup.type === "filter" ? "/" : ":", prompt, hasRoom ? error : "");
    const notes = new Map(popup.type === "palette" ? bindings.map(({ command, help }) => [command, help]) : []);
    renderOffer(frame, prompt.offered.map((text) => ({ text, note: notes.get(text) ?? "" })), prompt.chosen, row);
    if (!hasRoom) renderError(frame, error, row);
  } else if (message !== "") {
    line.fill();
    line.text(1, 0, message, { role: "strong" });
  } else {
    renderHints(line, screen, bindings, note);
  }
}

/** Draws what is wrong above the prompt, where it has no room beside it. */
function renderError(frame: Frame, error: string, bottom: number): void {
  const rows = wrap(error, frame.columns - 2);
  for (const [k, text] of rows.entries()) {
    const line = frame.line(bottom - rows.length + k, "bar");
    line.fill();
    line.text(1, 0, text, { role: "critical" });
  }
}
