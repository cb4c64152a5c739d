/** The last row of the frame: a prompt, a message, or the keys of the screen. */
import type { FilterError } from "../../core/filter.ts";
import { renderHints } from "../bars.ts";
import type { Frame } from "../frame.ts";
import type { Binding } from "../keymap.ts";
import type { ScreenId } from "../screen.ts";
import { renderOffer } from "./offer_list.ts";
import type { Popup } from "./popup.ts";
import { renderPrompt } from "./prompt.ts";

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
    if (popup.type === "filter") renderPrompt(line, "/", prompt, filterError?.message ?? "");
    else renderPrompt(line, ":", prompt);
    const notes = new Map(popup.type === "palette" ? bindings.map(({ command, help }) => [command, help]) : []);
    renderOffer(frame, prompt.offered.map((text) => ({ text, note: notes.get(text) ?? "" })), prompt.chosen, row);
  } else if (message !== "") {
    line.fill();
    line.text(1, 0, message, { role: "strong" });
  } else {
    renderHints(line, screen, bindings, note);
  }
}
